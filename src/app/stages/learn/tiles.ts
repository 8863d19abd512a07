/** Small multiples: one tile a server, placed like the map. */

import type { Zone } from '../../../world/scenario.ts';
import { CHART_FONT, linearScale, NUMBER_FONT, traceLine } from '../../charts/axes.ts';
import type { Domain } from '../../charts/domain.ts';
import type { Surface } from '../../charts/PaintedCanvas.tsx';
import { formatFixed } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';

export interface TileGrid {
  readonly rows: number;
  readonly columns: number;
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

const MOST_HEIGHT = 120;

/** Lays tiles out across this width; wide enough ones are flatter than square. */
export function tileGrid(rows: number, columns: number, across: number): TileGrid {
  const gap = columns > 6 || across < 420 ? 3 : 8;
  const width = Math.max(1, (across - gap * (columns - 1)) / columns);
  return { rows, columns, gap, width, height: Math.min(MOST_HEIGHT, Math.max(30, width * 0.62)) };
}

/** Height of the whole grid. */
export function gridHeight({ rows, height, gap }: TileGrid): number {
  return rows * height + (rows - 1) * gap;
}

/** Upper left corner of a server's tile. */
export function tileCorner(grid: TileGrid, server: number) {
  return {
    x: (server % grid.columns) * (grid.width + grid.gap),
    y: Math.floor(server / grid.columns) * (grid.height + grid.gap),
  };
}

/** The server whose tile is at a point; null in a gap or outside. */
export function tileAt(grid: TileGrid, x: number, y: number): number | null {
  const column = Math.floor(x / (grid.width + grid.gap));
  const row = Math.floor(y / (grid.height + grid.gap));
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return null;
  const server = row * grid.columns + column;
  const corner = tileCorner(grid, server);
  return x < corner.x + grid.width && y < corner.y + grid.height ? server : null;
}

/** What all tiles show. */
export interface TileScene {
  readonly palette: Palette;
  readonly grid: TileGrid;
  readonly zones: readonly Zone[];
  readonly curve: (server: number) => Float64Array;
  readonly domain: Domain;
  /** Episodes that a tile is wide. */
  readonly end: number;
  readonly singled: number | null;
  readonly label: (server: number) => string;
  /** Text of the newest value. */
  readonly value: (newest: number) => string;
  /** Where the dashed line is, if it is inside the domain. */
  readonly zero: number | null;
}

export function paintTiles({ context }: Surface, scene: TileScene): void {
  for (let n = 0; n < scene.grid.rows * scene.grid.columns; n++) paintTile(context, scene, n);
}

function paintTile(context: CanvasRenderingContext2D, scene: TileScene, server: number): void {
  const { palette, grid, domain, zones } = scene;
  const { x, y } = tileCorner(grid, server);
  const roomy = grid.width >= 64;
  const radius = roomy ? 6 : 2;
  context.beginPath();
  context.roundRect(x, y, grid.width, grid.height, radius);
  context.fillStyle = palette.zones[zones[server] ?? 'residential'];
  context.fill();

  const inset = roomy ? 8 : 3;
  const top = y + (roomy ? 24 : 4);
  const scale = linearScale(domain, [y + grid.height - inset, top]);
  const time = linearScale([0, scene.end], [x + inset, x + grid.width - inset]);
  if (scene.zero !== null && scene.zero > domain[0] && scene.zero < domain[1]) {
    const zero = Math.round(scale(scene.zero)) + 0.5;
    context.setLineDash([2, 3]);
    context.strokeStyle = palette.lineStrong;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x + inset, zero);
    context.lineTo(x + grid.width - inset, zero);
    context.stroke();
    context.setLineDash([]);
  }
  const values = scene.curve(server);
  context.strokeStyle = palette.text;
  context.lineWidth = roomy ? 1.75 : 1.2;
  context.lineJoin = 'round';
  context.beginPath();
  traceLine(context, time, scale, values);
  context.stroke();

  if (server === scene.singled) {
    context.strokeStyle = palette.text;
    context.lineWidth = 2;
    context.beginPath();
    context.roundRect(x + 1, y + 1, grid.width - 2, grid.height - 2, radius);
    context.stroke();
  }
  if (roomy) paintTileText(context, scene, server, values.at(-1));
}

function paintTileText(
  context: CanvasRenderingContext2D,
  { palette, grid, label, value }: TileScene,
  server: number,
  newest: number | undefined,
): void {
  const { x, y } = tileCorner(grid, server);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.font = `12px ${CHART_FONT}`;
  context.fillStyle = palette.textMuted;
  const text = label(server);
  // Narrow tiles keep the number alone: the place says which server it is.
  const room = grid.width - 62;
  context.fillText(context.measureText(text).width < room ? text : String(server), x + 8, y + 6);
  if (newest === undefined || !Number.isFinite(newest)) return;
  context.textAlign = 'right';
  context.font = `500 12px ${NUMBER_FONT}`;
  context.fillStyle = palette.text;
  context.fillText(value(newest), x + grid.width - 8, y + 6);
}

/** The newest loss of a logarithmic curve, e.g. 0.031. */
export function lossText(logarithm: number): string {
  const loss = 10 ** logarithm;
  return loss >= 0.01 ? formatFixed(loss, 3) : loss.toExponential(0);
}
