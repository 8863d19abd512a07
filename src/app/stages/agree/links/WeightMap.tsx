import { type PointerEvent, useMemo, useRef } from 'react';
import { t } from '../../../catalogue/index.ts';
import { NUMBER_FONT } from '../../../charts/axes.ts';
import { type Paint, PaintedCanvas } from '../../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../../components/format.ts';
import { mix } from '../../../theme/mix.ts';
import type { Palette } from '../../../theme/palette.ts';
import { textScale, usePalette } from '../../../theme/theme.ts';
import type { GlyphTable } from '../table.ts';
import { type Hot, hotAt } from './hot.ts';
import type { LinkState } from './linkState.ts';

interface Layout {
  readonly left: number;
  readonly top: number;
  readonly cell: number;
}

/** W as it is now: who weighs whom how much; rows and columns in the order of the map. */
export function WeightMap(props: {
  readonly state: LinkState;
  readonly table: GlyphTable;
  readonly hot: Hot | null;
  readonly onHot: (hot: Hot | null) => void;
}) {
  const { state, table, hot, onHot } = props;
  const palette = usePalette();
  const scale = textScale();
  const layout = useRef<Layout>({ left: 0, top: 0, cell: 0 });
  const { order } = table;
  const paint = useMemo<Paint>(
    () =>
      ({ context, width, height }) => {
        layout.current = layoutOf(order.length, width, height, scale);
        paintWeights(context, palette, state, order, layout.current, scale);
        if (hot) ringHot(context, palette, order, hot, layout.current);
      },
    [palette, scale, state, order, hot],
  );
  const point = (event: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, cell } = layout.current;
    const box = event.currentTarget.getBoundingClientRect();
    const column = order[Math.floor((event.clientX - box.left - left) / cell)];
    const row = order[Math.floor((event.clientY - box.top - top) / cell)];
    onHot(row === undefined || column === undefined ? null : hotAt(row, column));
  };
  return (
    <PaintedCanvas
      className="links-weights"
      role="img"
      aria-label={t('links.weights.label', { count: order.length })}
      paint={paint}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onHot(null)}
    />
  );
}

function layoutOf(count: number, width: number, height: number, scale: number): Layout {
  const names = namesRoom(count, Math.min(width, height), scale);
  const side = Math.min(width, height) - names;
  return { left: names, top: names, cell: side / count };
}

/** Room for the ids along both sides; none where they would be too small to read. */
function namesRoom(count: number, side: number, scale: number): number {
  return side / count >= 9 * scale ? 18 * scale : 0;
}

/** How full a cell is: small weights are to be seen beside the large ones of the diagonal. */
function shade(weight: number): number {
  return weight <= 0 ? 0 : 0.12 + 0.8 * Math.sqrt(weight);
}

function paintWeights(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { matrix, ids, mixing, down }: LinkState,
  order: readonly number[],
  { left, top, cell }: Layout,
  scale: number,
): void {
  const count = order.length;
  const gap = cell < 6 ? 0 : 1;
  const font = 9.5 * scale;
  const hasNumbers = cell >= 2.5 * font;
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  order.forEach((m, row) => {
    order.forEach((n, column) => {
      const weight = matrix[m * count + n]!;
      const x = left + column * cell;
      const y = top + row * cell;
      if (weight > 0 || gap > 0) {
        context.fillStyle = mix(palette.surfaceRaised, palette.agreement, shade(weight));
        context.fillRect(x, y, cell - gap, cell - gap);
      }
      if (!hasNumbers || weight === 0) return;
      context.font = `${font}px ${NUMBER_FONT}`;
      context.fillStyle = shade(weight) > 0.5 ? palette.surface : palette.text;
      const text = formatFixed(weight, 2).replace('0.', '.');
      context.fillText(text, x + (cell - gap) / 2, y + (cell - gap) / 2);
    });
  });
  for (const link of down) {
    const [m, n] = mixing.links[link]!;
    crossOut(context, palette, order.indexOf(n), order.indexOf(m), { left, top, cell });
    crossOut(context, palette, order.indexOf(m), order.indexOf(n), { left, top, cell });
  }
  if (gap === 0) {
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, top + 0.5, count * cell - 1, count * cell - 1);
  }
  if (left === 0) return;
  context.font = `${Math.min(10 * scale, cell)}px ${NUMBER_FONT}`;
  context.fillStyle = palette.textMuted;
  const widest = Math.max(...order.map((n) => context.measureText(`${ids[n]} `).width));
  const every = Math.ceil(widest / cell);
  order.forEach((n, place) => {
    if (place % every !== 0) return;
    context.fillText(String(ids[n]), left + (place + 0.5) * cell, top / 2);
    context.fillText(String(ids[n]), left / 2, top + (place + 0.5) * cell);
  });
}

function crossOut(
  context: CanvasRenderingContext2D,
  palette: Palette,
  column: number,
  row: number,
  { left, top, cell }: Layout,
): void {
  const inset = cell * 0.3;
  const [x, y] = [left + column * cell, top + row * cell];
  context.strokeStyle = palette.problem;
  context.lineWidth = Math.max(1, Math.min(2, cell * 0.1));
  context.beginPath();
  context.moveTo(x + inset, y + inset);
  context.lineTo(x + cell - inset, y + cell - inset);
  context.moveTo(x + cell - inset, y + inset);
  context.lineTo(x + inset, y + cell - inset);
  context.stroke();
}

/** A server: its row, what it hears; a pair: its cell. */
function ringHot(
  context: CanvasRenderingContext2D,
  palette: Palette,
  order: readonly number[],
  { server, other }: Hot,
  { left, top, cell }: Layout,
): void {
  const row = order.indexOf(server);
  if (row < 0) return;
  context.strokeStyle = palette.text;
  context.lineWidth = 1.5;
  const y = top + row * cell - 0.5;
  if (other === undefined) context.strokeRect(left - 0.5, y, order.length * cell, cell);
  else context.strokeRect(left + order.indexOf(other) * cell - 0.5, y, cell, cell);
}
