/** Lines of equal value of a surface of Q_n, each with its value where there is room for it. */
import { contours } from 'd3';
import { SAMPLES_A_LEVEL, type ValueSurface } from '../../../learning/valueSurface.ts';
import { canvasFont, type Frame, NUMBER_FONT, type Scale } from '../../charts/axes.ts';
import { extent, ticksOf } from '../../charts/domain.ts';
import { haloText } from '../../charts/timeMarks.ts';
import type { Palette } from '../../theme/palette.ts';

interface ContourScene {
  readonly palette: Palette;
  readonly surface: ValueSurface;
  readonly format: (value: number) => string;
  readonly frame: Frame;
  /** Places (px) of columns and of rows. */
  readonly x: Scale;
  readonly y: Scale;
}

type Point = readonly [x: number, y: number];

/** One line: its parts inside the frame, px, and the value along it. */
interface Contour {
  readonly parts: readonly (readonly Point[])[];
  readonly value: number;
}

/** Lines of equal value, about this many. */
const LINES = 7;

export function paintContours(context: CanvasRenderingContext2D, scene: ContourScene): void {
  const { palette, frame } = scene;
  const lines = contoursOf(scene);
  context.save();
  context.beginPath();
  context.rect(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
  context.clip();
  context.strokeStyle = palette.text;
  context.lineWidth = 0.75;
  context.globalAlpha = 0.7;
  for (const { parts } of lines) {
    context.beginPath();
    for (const [first, ...rest] of parts) {
      context.moveTo(...first!);
      for (const point of rest) context.lineTo(...point);
    }
    context.stroke();
  }
  context.globalAlpha = 1;
  paintValues(context, scene, lines);
  context.restore();
}

function contoursOf({ surface, x, y }: ContourScene): Contour[] {
  const { columns, rows, values } = surface;
  const [low, high] = extent(values);
  const thresholds = ticksOf([low, high], LINES).filter((value) => value > low && value < high);
  const shapes = contours().size([columns, rows]).thresholds(thresholds)([...values]);
  const isInside = (column: number, row: number) =>
    column >= 0 && row >= 0 && column <= columns - 1 && row <= rows - 1;
  return shapes.flatMap(({ coordinates, value }) =>
    coordinates.flat().map((ring) => {
      const parts: Point[][] = [];
      let part: Point[] | null = null;
      for (const place of ring) {
        // d3 puts samples at half cells; what runs along the border is no line of equal value.
        const [column, row] = [place[0]! - 0.5, place[1]! - 0.5];
        const point = [x(column), y(row)] as const;
        if (part) part.push(point);
        else if (isInside(column, row)) {
          part = [point];
          parts.push(part);
        }
        if (!isInside(column, row)) part = null;
      }
      return { parts, value };
    }),
  );
}

/** Writes its value on every line, off the rings of whole levels and off each other. */
function paintValues(
  context: CanvasRenderingContext2D,
  { palette, surface, format, frame, x, y }: ContourScene,
  lines: readonly Contour[],
): void {
  context.font = canvasFont(10, NUMBER_FONT);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const taken: Point[] = [];
  for (let column = 0; column < surface.columns; column += SAMPLES_A_LEVEL) {
    for (let row = 0; row < surface.rows; row += SAMPLES_A_LEVEL) taken.push([x(column), y(row)]);
  }
  const isFree = ([atX, atY]: Point) =>
    atX > frame.left + 18 &&
    atX < frame.right - 18 &&
    atY > frame.top + 10 &&
    atY < frame.bottom - 10 &&
    !taken.some(([x, y]) => Math.abs(x - atX) < 32 && Math.abs(y - atY) < 15);
  for (const { parts, value } of lines) {
    const place = fromMiddle(parts.flat()).find(isFree);
    if (!place) continue;
    taken.push(place);
    haloText(context, palette, format(value), ...place, palette.text);
  }
}

/** The points of a line from its middle outwards. */
function fromMiddle(points: readonly Point[]): Point[] {
  const middle = Math.floor(points.length / 2);
  return points.flatMap((_, i) => {
    const point = points[middle + (i % 2 === 0 ? -1 : 1) * Math.ceil(i / 2)];
    return point ? [point] : [];
  });
}
