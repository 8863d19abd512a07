import { useMemo, useState } from 'react';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { NUMBER_FONT } from '../../charts/axes.ts';
import { type Paint, PaintedCanvas } from '../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../components/format.ts';
import { mix } from '../../theme/mix.ts';
import type { Palette } from '../../theme/palette.ts';
import { textScale, usePalette } from '../../theme/theme.ts';
import type { GlyphTable } from './table.ts';

/** W small: who weighs whom how much, and the sums of its rows. */
export function MixingMatrix(props: {
  readonly trace: AgreementTrace;
  readonly table: GlyphTable;
}) {
  const { trace, table } = props;
  const palette = usePalette();
  const scale = textScale();
  const [width, setWidth] = useState(0);
  const count = trace.ids.length;
  const side = layoutOf(count, width, scale);
  const paint = useMemo<Paint>(
    () =>
      ({ context }) =>
        paintMixing(context, palette, trace.mixing, table.order, layoutOf(count, width, scale)),
    [palette, trace.mixing, table.order, count, width, scale],
  );
  return (
    <PaintedCanvas
      className="agree-mixing"
      style={{ height: side.cell * count + 2 }}
      role="img"
      aria-label={t('agree.mixing.label', { count })}
      paint={paint}
      onLayout={(next) => setWidth(next)}
    />
  );
}

interface Layout {
  readonly cell: number;
  readonly font: number;
}

const ROOM_FOR_SUMS = 56;
const LARGEST_CELL = 34;
const LARGEST_HEIGHT = 210;

function layoutOf(count: number, width: number, scale: number): Layout {
  const room = Math.min(width - ROOM_FOR_SUMS * scale, LARGEST_HEIGHT * scale);
  return { cell: Math.max(0, Math.min(room / count, LARGEST_CELL * scale)), font: 10 * scale };
}

function paintMixing(
  context: CanvasRenderingContext2D,
  palette: Palette,
  matrix: Float64Array,
  order: readonly number[],
  { cell, font }: Layout,
): void {
  const count = order.length;
  const gap = cell < 7 ? 0 : 1.5;
  const hasNumbers = cell >= 2 * font;
  context.font = `${font}px ${NUMBER_FONT}`;
  context.textBaseline = 'middle';
  order.forEach((m, row) => {
    let sum = 0;
    order.forEach((n, column) => {
      const weight = matrix[m * count + n]!;
      sum += weight;
      context.fillStyle = mix(palette.surface, palette.agreement, 0.85 * weight);
      context.fillRect(column * cell, row * cell, cell - gap, cell - gap);
      if (!hasNumbers || weight === 0) return;
      context.fillStyle = weight > 0.55 ? palette.surface : palette.text;
      context.textAlign = 'center';
      const text = formatFixed(weight, 2).replace('0.', '.');
      context.fillText(text, (column + 0.5) * cell - gap / 2, (row + 0.5) * cell);
    });
    if (cell < font) return;
    context.fillStyle = palette.textMuted;
    context.textAlign = 'left';
    context.fillText(`= ${formatFixed(sum, 2)}`, count * cell + 6, (row + 0.5) * cell);
  });
}
