/** Where the copy glyphs and their cells stand on the map, and what is hit. */
import type { Arrangement } from '../../arrangement.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a glyph is built, all sizes in px; alike for all glyphs of a map. */
interface GlyphParts {
  /** Side of one cell with its gap. */
  readonly cell: number;
  readonly gap: number;
  /** Space between the cells and the frame. */
  readonly padding: number;
  /** Font size of the words over the cells; 0 where there is no room. */
  readonly label: number;
  /** Height of the strip with the words. */
  readonly header: number;
}

/** One glyph with its place. */
export interface GlyphFrame extends GlyphParts {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The map of the microscope: one glyph a server, each in its cell of the table. */
export interface GlyphMap extends GlyphParts {
  readonly table: Arrangement;
  readonly width: number;
  readonly height: number;
  /** Distance between neighbouring cells of the table. */
  readonly spacing: number;
  readonly left: number;
  readonly top: number;
}

/** Below this spacing there is no room for words, and frames move together. */
const CLOSE = 76;
const SMALLEST_LABEL = 9.5;
const LARGEST_LABEL = 18;
/** Cells smaller than this cannot be told apart: the glyph is a texture, and a lens opens it. */
const READABLE_CELL = 9;

/** @param scale factor of the font size (see textScale) */
export function glyphMap(table: Arrangement, width: number, height: number, scale = 1): GlyphMap {
  const { rows, columns } = table;
  const spacing = Math.min(width / columns, height / rows);
  const close = spacing < CLOSE;
  const wanted = Math.max(0.075 * spacing, Math.min(10.5, 0.09 * spacing));
  const font = Math.min(LARGEST_LABEL * scale, wanted * scale, 0.1 * spacing);
  const label = close || font < SMALLEST_LABEL ? 0 : font;
  const padding = close ? 1.5 : Math.max(3, spacing * 0.026);
  const parts = glyphParts(table, {
    width: (close ? 0.84 : 0.68) * spacing,
    height: (close ? 0.84 : label > 0 ? 0.735 : 0.68) * spacing,
    padding,
    label,
  });
  return {
    ...parts,
    table,
    width,
    height,
    spacing,
    left: (width - spacing * columns) / 2,
    top: (height - spacing * rows) / 2,
  };
}

/** The largest glyph that fits this room. */
function glyphParts(
  { rows, columns }: Arrangement,
  room: Pick<GlyphFrame, 'width' | 'height' | 'padding' | 'label'>,
): GlyphParts {
  const { padding, label } = room;
  const header = label > 0 ? label * 1.45 : 0;
  const cell = Math.max(
    0,
    Math.min((room.width - 2 * padding) / columns, (room.height - 2 * padding - header) / rows),
  );
  const gap = cell < 5 ? 0 : Math.min(5, Math.max(1, cell * 0.1));
  return { cell, gap, padding, label, header };
}

/** Centre of the table's cell of server `n`. */
export function glyphCentre(map: GlyphMap, n: number): Point {
  const cell = map.table.cells[n]!;
  return {
    x: map.left + ((cell % map.table.columns) + 0.5) * map.spacing,
    y: map.top + (Math.floor(cell / map.table.columns) + 0.5) * map.spacing,
  };
}

/** Width and height of a glyph's frame. */
export function glyphSize(map: GlyphMap): { readonly width: number; readonly height: number } {
  const { rows, columns } = map.table;
  return {
    width: columns * map.cell + 2 * map.padding,
    height: rows * map.cell + 2 * map.padding + map.header,
  };
}

/** Server `n`'s glyph. */
export function glyphFrame(map: GlyphMap, n: number): GlyphFrame {
  const { x, y } = glyphCentre(map, n);
  const { width, height } = glyphSize(map);
  const { cell, gap, padding, label, header } = map;
  return {
    cell,
    gap,
    padding,
    label,
    header,
    left: x - width / 2,
    top: y - height / 2,
    width,
    height,
  };
}

/** Whether the cells of this map are too small to read, so that one glyph at a time opens large. */
export function needsLens(map: GlyphMap): boolean {
  return map.cell < READABLE_CELL;
}

/** Share of the map's shorter side that the opened glyph takes. */
const LENS_SHARE = 0.47;

/**
 * The glyph of server `n` opened large, over the half of the map that the server does not stand in,
 * so that it never covers what it shows.
 */
export function lensFrame(map: GlyphMap, n: number, scale = 1): GlyphFrame {
  const { table, width, height } = map;
  const side = LENS_SHARE * Math.min(width, 1.4 * height);
  const parts = glyphParts(table, { width: side, height: side, padding: 8, label: 14 * scale });
  const size = {
    width: table.columns * parts.cell + 2 * parts.padding,
    height: table.rows * parts.cell + 2 * parts.padding + parts.header,
  };
  const { x, y } = glyphCentre(map, n);
  const margin = 16;
  const left = x < width / 2 ? width - margin - size.width : margin;
  const top = Math.min(Math.max(y - size.height / 2, margin), height - margin - size.height);
  return { ...parts, ...size, left, top };
}

/** Top left corner of the cell about server `about` in a glyph. */
export function cellInGlyph(frame: GlyphFrame, table: Arrangement, about: number): Point {
  const cell = table.cells[about]!;
  return {
    x: frame.left + frame.padding + (cell % table.columns) * frame.cell,
    y: frame.top + frame.padding + frame.header + Math.floor(cell / table.columns) * frame.cell,
  };
}

export function isInside(frame: GlyphFrame, x: number, y: number, margin = 0): boolean {
  return (
    x >= frame.left - margin &&
    y >= frame.top - margin &&
    x <= frame.left + frame.width + margin &&
    y <= frame.top + frame.height + margin
  );
}

/** The server whose decision the cell under a point of a glyph is about; null beside the cells. */
export function aboutAt(
  frame: GlyphFrame,
  table: Arrangement,
  x: number,
  y: number,
): number | null {
  const column = Math.floor((x - frame.left - frame.padding) / frame.cell);
  const row = Math.floor((y - frame.top - frame.padding - frame.header) / frame.cell);
  if (column < 0 || row < 0 || column >= table.columns || row >= table.rows) return null;
  return table.servers[row * table.columns + column] ?? null;
}

/** The server in whose cell of the table a point lies. */
export function groundAt(map: GlyphMap, x: number, y: number): number | null {
  const { rows, columns, servers } = map.table;
  const column = Math.floor((x - map.left) / map.spacing);
  const row = Math.floor((y - map.top) / map.spacing);
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  return servers[row * columns + column] ?? null;
}

/**
 * Side of a message as drawn; smaller where many links cross.
 *
 * @param links number of links on the map
 */
export function packetSize(map: GlyphMap, links: number): number {
  const perServer = links / map.table.cells.length;
  const crowd = Math.min(1, (1.4 / perServer) ** 0.7);
  return Math.min(40, Math.max(5, map.spacing * 0.15 * crowd));
}
