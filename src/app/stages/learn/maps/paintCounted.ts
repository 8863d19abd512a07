/** What a policy decided at every hour and price on a canvas: mean levels by colour, the usual by pattern. */
import type { CountedDecisions } from '../../../../experiments/policyMaps.ts';
import type { Frame } from '../../../charts/axes.ts';
import { cellBox, forEachCell, paintCellColours } from '../../../charts/hourPrice.ts';
import { mix } from '../../../theme/mix.ts';
import { levelColour, type Palette } from '../../../theme/palette.ts';
import { strokePattern } from '../paintPolicy.ts';
import { decidedIn } from './counted.ts';

/** Cells narrower than this carry no pattern, px. */
const PATTERNED = 6;

export function paintCounted(
  context: CanvasRenderingContext2D,
  palette: Palette,
  counted: CountedDecisions,
  frame: Frame,
): void {
  const { levels } = counted;
  const usual = new Map<number, Path2D>();
  paintCellColours(context, palette, frame, (cell) => {
    const { mean, slots } = decidedIn(counted, cell);
    return slots === 0 ? null : levelColour(palette, mean, levels);
  });
  forEachCell((cell, index) => {
    const { most } = decidedIn(counted, index);
    const { x, y, width, height } = cellBox(cell, frame);
    if (most <= 0 || width < PATTERNED) return;
    const path = usual.get(most) ?? new Path2D();
    path.rect(x, y, width, height);
    usual.set(most, path);
  });
  for (const [level, path] of usual) {
    context.save();
    context.clip(path);
    context.strokeStyle = palette.surface;
    context.globalAlpha = 0.6;
    context.lineWidth = 1;
    strokePattern(context, level, frame);
    context.restore();
  }
}

/** Colour of a share of slots in which something differs. */
export function shareColour(palette: Palette, share: number): string {
  return mix(palette.rentedNone, palette.problem, share);
}

/** Where something differs: the share of a cell's slots. */
export function paintShares(
  context: CanvasRenderingContext2D,
  palette: Palette,
  counts: Uint32Array,
  seen: (cell: number) => number,
  frame: Frame,
): void {
  paintCellColours(context, palette, frame, (cell) => {
    const slots = seen(cell);
    return slots === 0 ? null : shareColour(palette, counts[cell]! / slots);
  });
}
