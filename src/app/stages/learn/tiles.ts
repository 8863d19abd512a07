/** Small multiples: one tile a server, each near its place on the map. */
import type { PolicyMap } from '../../../learning/policyMap.ts';
import type { Zone } from '../../../world/scenario.ts';
import type { Arrangement } from '../../arrangement.ts';
import { CHART_FONT, canvasFont, linearScale, NUMBER_FONT, traceLine } from '../../charts/axes.ts';
import type { Domain } from '../../charts/domain.ts';
import type { Surface } from '../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../components/format.ts';
import { levelColour, type Palette } from '../../theme/palette.ts';
import { textScale } from '../../theme/theme.ts';
import { type PolicyMoment, paintCells, paintMoment } from './paintPolicy.ts';

export interface TileGrid {
  readonly arrangement: Arrangement;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

const MOST_HEIGHT = 120;

/** Lays tiles out across this width; wide enough ones are flatter than square. */
export function tileGrid(arrangement: Arrangement, across: number): TileGrid {
  const { columns } = arrangement;
  const gap = columns > 6 || across < 420 ? 3 : 8;
  const width = Math.max(1, (across - gap * (columns - 1)) / columns);
  const most = MOST_HEIGHT * textScale();
  return { arrangement, gap, width, height: Math.min(most, Math.max(30, width * 0.62)) };
}

/** Height of the whole grid. */
export function gridHeight({ arrangement: { rows }, height, gap }: TileGrid): number {
  return rows * height + (rows - 1) * gap;
}

/** Upper left corner of a server's tile. */
export function tileCorner({ arrangement, gap, width, height }: TileGrid, server: number) {
  const cell = arrangement.cells[server]!;
  const { columns } = arrangement;
  return { x: (cell % columns) * (width + gap), y: Math.floor(cell / columns) * (height + gap) };
}

/** The server whose tile is at a point; null in a gap, on an empty cell or outside. */
export function tileAt(grid: TileGrid, x: number, y: number): number | null {
  const { rows, columns, servers } = grid.arrangement;
  const column = Math.floor(x / (grid.width + grid.gap));
  const row = Math.floor(y / (grid.height + grid.gap));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  const server = servers[row * columns + column] ?? null;
  if (server === null) return null;
  const corner = tileCorner(grid, server);
  return x < corner.x + grid.width && y < corner.y + grid.height ? server : null;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The next server in the direction of an arrow key, over empty cells; null where there is none. */
export function tileBeside({ arrangement }: TileGrid, server: number, key: string): number | null {
  const step = STEPS[key];
  if (!step) return null;
  const { rows, columns, cells, servers } = arrangement;
  let column = cells[server]! % columns;
  let row = Math.floor(cells[server]! / columns);
  for (;;) {
    column += step[0];
    row += step[1];
    if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
    const found = servers[row * columns + column] ?? null;
    if (found !== null) return found;
  }
}

/** What all tiles show. */
export interface TileScene {
  readonly palette: Palette;
  readonly grid: TileGrid;
  readonly zones: readonly Zone[];
  /** K of every server, and what it rents in the city now (empty before the first slot). */
  readonly levels: readonly number[];
  readonly decisions: readonly number[];
  readonly selected: number | null;
  readonly singled: number | null;
  readonly label: (server: number) => string;
  readonly content: CurveTiles | PolicyTiles;
}

/** A curve in every tile. */
export interface CurveTiles {
  readonly kind: 'curve';
  readonly curve: (server: number) => Float64Array;
  readonly domain: Domain;
  /** Episodes that a tile is wide. */
  readonly end: number;
  /** The episode that is read; null for the newest. */
  readonly read: number | null;
  /** Text of a value. */
  readonly value: (value: number) => string;
  /** Where the dashed line is, if it is inside the domain. */
  readonly zero: number | null;
}

/** A policy map in every tile. */
export interface PolicyTiles {
  readonly kind: 'policy';
  readonly map: (server: number) => PolicyMap | undefined;
  readonly moment: (server: number) => PolicyMoment | null;
  readonly prices: readonly number[];
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether there is room for words. */
  readonly roomy: boolean;
}

/** Whether there is room for words in the tiles. */
export function isRoomy(grid: TileGrid): boolean {
  return grid.width >= 64 * textScale();
}

export function paintTiles({ context }: Surface, scene: TileScene): void {
  const { grid, palette, zones } = scene;
  const roomy = isRoomy(grid);
  scene.zones.forEach((_, server) => {
    const box = { ...tileCorner(grid, server), width: grid.width, height: grid.height, roomy };
    const radius = roomy ? 6 : 2;
    context.beginPath();
    context.roundRect(box.x, box.y, box.width, box.height, radius);
    context.fillStyle = palette.zones[zones[server] ?? 'residential'];
    context.fill();
    const { content } = scene;
    if (content.kind === 'curve') paintCurve(context, scene.palette, content, server, box);
    else paintPolicyTile(context, scene.palette, content, server, box);
    paintHighlight(context, scene, server, box, radius);
    if (roomy) paintHead(context, scene, server, box);
  });
}

/** Where the content of a tile goes. */
function inner({ x, y, width, height, roomy }: Box) {
  const inset = roomy ? 8 : 3;
  const head = roomy ? 24 * textScale() : 4;
  return { left: x + inset, right: x + width - inset, top: y + head, bottom: y + height - inset };
}

function paintCurve(
  context: CanvasRenderingContext2D,
  palette: Palette,
  content: CurveTiles,
  server: number,
  box: Box,
): void {
  const { left, right, top, bottom } = inner(box);
  const scale = linearScale(content.domain, [bottom, top]);
  const time = linearScale([0, content.end], [left, right]);
  const { zero, domain, read } = content;
  if (zero !== null && zero > domain[0] && zero < domain[1]) {
    const height = Math.round(scale(zero)) + 0.5;
    context.setLineDash([2, 3]);
    context.strokeStyle = palette.lineStrong;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(left, height);
    context.lineTo(right, height);
    context.stroke();
    context.setLineDash([]);
  }
  const values = content.curve(server);
  context.strokeStyle = palette.text;
  context.lineWidth = box.roomy ? 1.75 : 1.2;
  context.lineJoin = 'round';
  context.beginPath();
  traceLine(context, time, scale, values);
  context.stroke();
  if (read === null || !Number.isFinite(values[read])) return;
  const x = Math.round(time(read)) + 0.5;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, top - 2);
  context.lineTo(x, bottom + 2);
  context.stroke();
  context.beginPath();
  context.arc(x, scale(values[read]!), 3, 0, 2 * Math.PI);
  context.fillStyle = palette.text;
  context.fill();
}

function paintPolicyTile(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { map, moment, prices }: PolicyTiles,
  server: number,
  box: Box,
): void {
  const found = map(server);
  if (!found) return;
  const frame = inner(box);
  paintCells(context, palette, found, frame);
  const now = moment(server);
  if (now) paintMoment(context, palette, now, prices, frame, box.roomy ? 3.5 : 2.5);
}

function paintHighlight(
  context: CanvasRenderingContext2D,
  { palette, selected, singled }: TileScene,
  server: number,
  { x, y, width, height }: Box,
  radius: number,
): void {
  if (server !== selected && server !== singled) return;
  context.strokeStyle = palette.text;
  context.lineWidth = server === selected ? 3 : 1.5;
  const inset = context.lineWidth / 2;
  context.beginPath();
  context.roundRect(x + inset, y + inset, width - 2 * inset, height - 2 * inset, radius);
  context.stroke();
}

/** Side of one unit in the head of a tile, px. */
const UNIT = 7;

/** Which server it is, what it rents in the city now, and the value that is read. */
function paintHead(
  context: CanvasRenderingContext2D,
  { palette, label, levels, decisions, content }: TileScene,
  server: number,
  { x, y, width }: Box,
): void {
  const scale = textScale();
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.font = canvasFont(12, CHART_FONT);
  context.fillStyle = palette.textMuted;
  const text = label(server);
  const most = levels[server]! - 1;
  const units = most * (UNIT + 2);
  // Narrow tiles keep the number alone: the place says which server it is.
  const long = context.measureText(text).width + units < width - 66 * scale;
  const name = long ? text : String(server);
  context.fillText(name, x + 8, y + 6);
  const value = content.kind === 'curve' ? readValue(content, server) : '';
  const start = x + 8 + context.measureText(name).width + 6;
  context.font = canvasFont(12, NUMBER_FONT, 500);
  const room = width - 16 - (start - x - 8) - context.measureText(value).width;
  const decision = decisions[server];
  if (decision !== undefined && room > units) {
    for (let unit = 0; unit < most; unit++) {
      context.fillStyle = levelColour(palette, unit < decision ? 1 : 0, 2);
      context.strokeStyle = palette.lineStrong;
      context.lineWidth = 1;
      context.beginPath();
      context.rect(start + unit * (UNIT + 2), y + 6 + 3 * scale, UNIT, UNIT);
      context.fill();
      context.stroke();
    }
  }
  context.textAlign = 'right';
  context.fillStyle = palette.text;
  context.fillText(value, x + width - 8, y + 6);
}

function readValue({ curve, read, value }: CurveTiles, server: number): string {
  const values = curve(server);
  const shown = values[read ?? values.length - 1];
  return shown === undefined || !Number.isFinite(shown) ? '' : value(shown);
}

/** The newest loss of a logarithmic curve, e.g. 0.031. */
export function lossText(logarithm: number): string {
  const loss = 10 ** logarithm;
  return loss >= 0.01 ? formatFixed(loss, 3) : loss.toExponential(0);
}
