/** The N x N matrix of copies, and below it what would be decided now and what is best. */
import { CHART_FONT, NUMBER_FONT } from '../../charts/axes.ts';
import { markDisagreement, outlineCell, paintCell, shadeOf } from './cells.ts';
import { agrees, ownDecisions } from './copies.ts';
import { extraRowHeight, type MatrixLayout } from './geometry.ts';
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
): void {
  const { trace, palette, copies } = scene;
  const { count, cell, gap, left, top } = layout;
  const side = cell - gap;
  paintLabels(context, scene, layout, words);
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const x = left + column * cell + gap / 2;
      const y = top + row * cell + gap / 2;
      const level = copies[row * count + column]!;
      if (gap === 0) {
        context.fillStyle = shadeOf(palette, level, trace.levels[column]!);
        context.fillRect(x, y, side + 0.3, side + 0.3);
      } else {
        paintCell(context, palette, level, trace.levels[column]!, x, y, side, side);
      }
      if (side >= 9 && !agrees(copies, count, row, column)) {
        markDisagreement(context, palette.text, x, y, side);
      }
    }
  }
  const line = Math.max(1, Math.min(2.5, side * 0.1));
  for (let n = 0; n < count; n++) {
    const offset = n * cell + gap / 2;
    outlineCell(context, palette.text, left + offset, top + offset, side, side, line);
  }
  paintDecisions(context, scene, layout);
  paintSingledOut(context, scene, layout);
}

/** Rows of whole decisions: every server's own now, and the exact optimum where there is one. */
function paintDecisions(
  context: CanvasRenderingContext2D,
  { trace, palette, copies }: Scene,
  layout: MatrixLayout,
): void {
  const { count, cell, gap, left, extraTops } = layout;
  const own = ownDecisions(copies, count);
  const exact = 'decision' in trace.exact ? trace.exact.decision : null;
  const height = extraRowHeight(layout) - gap;
  const rows = exact ? [own, exact] : [own];
  rows.forEach((decision, row) => {
    for (let n = 0; n < count; n++) {
      const x = left + n * cell + gap / 2;
      const y = extraTops[row]!;
      paintCell(context, palette, decision[n]!, trace.levels[n]!, x, y, cell - gap, height);
      if (row === 0) outlineCell(context, palette.text, x, y, cell - gap, height, 1.2);
      else if (decision[n] !== own[n] && cell >= 9) {
        markDisagreement(context, palette.text, x, y, cell - gap, Math.min(cell - gap, height));
      }
    }
  });
}

function paintLabels(
  context: CanvasRenderingContext2D,
  { trace, palette, selected, hovered }: Scene,
  { count, cell, left, top, labelEvery, extraTops, ...layout }: MatrixLayout,
  words: MatrixWords,
): void {
  const row = hovered?.server ?? selected;
  const column = hovered?.about ?? null;
  context.textBaseline = 'middle';
  for (let n = 0; n < count; n++) {
    const strong = n === row || n === column;
    if (n % labelEvery !== 0 && !strong) continue;
    context.font = `${strong ? 600 : 400} 11px ${NUMBER_FONT}`;
    context.fillStyle = strong ? palette.text : palette.textMuted;
    const middle = (n + 0.5) * cell;
    context.textAlign = 'right';
    context.fillText(String(trace.ids[n]), left - 7, top + middle);
    context.textAlign = 'center';
    context.fillText(String(trace.ids[n]), left + middle, top - 9);
  }
  context.font = `12px ${CHART_FONT}`;
  context.fillStyle = palette.textMuted;
  context.textAlign = 'left';
  context.fillText(words.columns, left, 8);
  context.textAlign = 'right';
  const height = extraRowHeight({ count, cell, left, top, labelEvery, extraTops, ...layout });
  [words.decided, words.exact].forEach((word, index) => {
    const y = extraTops[index];
    if (y !== undefined) context.fillText(word, left - 7, y + height / 2);
  });
}

/** A frame around the row and the column of the server singled out. */
function paintSingledOut(
  context: CanvasRenderingContext2D,
  { palette, selected, hovered, trace }: Scene,
  { count, cell, left, top }: MatrixLayout,
): void {
  const row = hovered?.server ?? selected;
  const column = hovered ? hovered.about : selected;
  context.lineWidth = 2;
  if (row !== null && row < trace.ids.length) {
    context.strokeStyle = palette.text;
    context.beginPath();
    context.roundRect(left - 1.5, top + row * cell - 1, count * cell + 3, cell + 2, 4);
    context.stroke();
  }
  if (column !== null && column < trace.ids.length) {
    context.strokeStyle = palette.text;
    context.setLineDash([5, 3]);
    context.beginPath();
    context.roundRect(left + column * cell - 1, top - 1.5, cell + 2, count * cell + 3, 4);
    context.stroke();
    context.setLineDash([]);
  }
}
