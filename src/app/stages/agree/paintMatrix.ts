/** The N x N matrix of copies, and below it what would be decided now and what is best. */
import { CHART_FONT, NUMBER_FONT } from '../../charts/axes.ts';
import { markDisagreement, outlineCell, paintCell, paintNotKept, ringCell } from './cells.ts';
import { agrees, isKept, ownDecisions } from './copies.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { columnOf, rowOf } from './subject.ts';
import { drawPixels, type Texture } from './texture.ts';
import type { Scene } from './useScene.ts';

/** Words on the matrix. */
export interface MatrixWords {
  readonly columns: string;
  readonly decided: string;
  readonly exact: string;
}

export function paintMatrix(
  context: CanvasRenderingContext2D,
  scene: Scene,
  layout: MatrixLayout,
  words: MatrixWords,
  texture: Texture,
): void {
  paintLabels(context, scene, layout, words);
  if (layout.gap === 0) paintTexture(context, scene, layout, texture);
  else paintCells(context, scene, layout);
  const { palette } = scene;
  const { count, cell, gap, left, top } = layout;
  const side = cell - gap;
  const line = Math.max(1, Math.min(2.5, side * 0.1));
  for (let n = 0; n < count; n++) {
    const offset = n * cell + gap / 2;
    outlineCell(context, palette.text, left + offset, top + offset, side, side, line);
  }
  paintDecisions(context, scene, layout);
  paintFocus(context, scene, layout);
}

function paintTexture(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { count, places, cell, left, top }: MatrixLayout,
  texture: Texture,
): void {
  const picture = texture.fill(scene, count, count, (n, i) => places[n]! * count + places[i]!);
  const side = count * cell;
  drawPixels(context, picture, [0, 0, count, count], [left, top, side, side]);
}

function paintCells(
  context: CanvasRenderingContext2D,
  { trace, palette, copies }: Scene,
  { count, places, cell, gap, left, top }: MatrixLayout,
): void {
  const side = cell - gap;
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < count; i++) {
      const x = left + places[i]! * cell + gap / 2;
      const y = top + places[n]! * cell + gap / 2;
      if (!isKept(trace, n, i)) {
        paintNotKept(context, palette, x, y, side, side);
        continue;
      }
      paintCell(context, palette, copies[n * count + i]!, trace.levels[i]!, x, y, side, side);
      if (side >= 9 && !agrees(copies, count, n, i)) {
        markDisagreement(context, palette.text, x, y, side);
      }
    }
  }
}

/** Rows of whole decisions: every server's own now, and the exact optimum where there is one. */
function paintDecisions(
  context: CanvasRenderingContext2D,
  { trace, palette, copies }: Scene,
  { count, places, cell, gap, left, extraTops, extraHeight }: MatrixLayout,
): void {
  const own = ownDecisions(copies, count);
  const exact = 'decision' in trace.exact ? trace.exact.decision : null;
  const height = extraHeight - gap;
  const width = cell - gap;
  const rows = exact ? [own, exact] : [own];
  rows.forEach((decision, row) => {
    for (let i = 0; i < count; i++) {
      const x = left + places[i]! * cell + gap / 2;
      const y = extraTops[row]!;
      paintCell(context, palette, decision[i]!, trace.levels[i]!, x, y, width, height);
      if (row === 0 && cell >= 5) outlineCell(context, palette.text, x, y, width, height, 1.2);
      else if (row === 1 && decision[i] !== own[i] && cell >= 9) {
        markDisagreement(context, palette.text, x, y, width, Math.min(width, height));
      }
    }
  });
}

function paintLabels(
  context: CanvasRenderingContext2D,
  { trace, palette, focus }: Scene,
  layout: MatrixLayout,
  words: MatrixWords,
): void {
  const { order, cell, left, top, labelEvery, extraTops, extraHeight, scale } = layout;
  const row = rowOf(focus);
  const column = columnOf(focus);
  const ends: readonly number[] = focus?.kind === 'link' ? focus.ends : [];
  context.textBaseline = 'middle';
  order.forEach((server, place) => {
    const isRow = server === row || ends.includes(server);
    const isColumn = server === column;
    const middle = (place + 0.5) * cell;
    const write = (strong: boolean, x: number, y: number, align: CanvasTextAlign) => {
      if (place % labelEvery !== 0 && !strong) return;
      context.font = `${strong ? 600 : 400} ${11 * scale}px ${NUMBER_FONT}`;
      context.fillStyle = strong ? palette.text : palette.textMuted;
      context.textAlign = align;
      context.fillText(String(trace.ids[server]), x, y);
    };
    write(isRow, left - 7, top + middle, 'right');
    write(isColumn, left + middle, top - 9 * scale, 'center');
  });
  context.font = `${12 * scale}px ${CHART_FONT}`;
  context.fillStyle = palette.textMuted;
  context.textAlign = 'left';
  // Over the columns, and where it is longer than they are, from further left.
  const longest = layout.width - context.measureText(words.columns).width;
  context.fillText(words.columns, Math.max(0, Math.min(left, longest)), 8 * scale);
  context.textAlign = 'right';
  [words.decided, words.exact].forEach((word, index) => {
    const y = extraTops[index];
    if (y !== undefined) context.fillText(word, left - 7, y + extraHeight / 2);
  });
}

/** A frame around row and column of what is looked at; a ring around the one copy. */
function paintFocus(
  context: CanvasRenderingContext2D,
  { palette, focus, thread }: Scene,
  { count, places, cell, gap, left, top }: MatrixLayout,
): void {
  const frameRow = (n: number) => {
    context.beginPath();
    context.roundRect(left - 1.5, top + places[n]! * cell - 1, count * cell + 3, cell + 2, 4);
    context.stroke();
  };
  context.lineWidth = 2;
  context.strokeStyle = palette.text;
  const row = rowOf(focus);
  const column = columnOf(focus);
  if (row !== null) frameRow(row);
  if (focus?.kind === 'link') focus.ends.forEach(frameRow);
  if (column !== null) {
    context.setLineDash([5, 3]);
    context.beginPath();
    context.roundRect(left + places[column]! * cell - 1, top - 1.5, cell + 2, count * cell + 3, 4);
    context.stroke();
    context.setLineDash([]);
  }
  const closest = focus ?? thread;
  if (closest.kind !== 'cell') return;
  const x = left + places[closest.about]! * cell + gap / 2;
  const y = top + places[closest.server]! * cell + gap / 2;
  ringCell(context, palette, x, y, cell - gap, cell - gap);
}
