/** Where the copy glyphs and the cells of the matrix stand on their canvases, and what is hit. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What a pointer is over: a server, and the server whose decision the cell under it is about. */
export interface Hit {
  readonly server: number;
  readonly about: number | null;
}

/** The map of the microscope: one glyph a server, in the servers' places, all sizes in px. */
export interface GlyphMap {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Distance between neighbouring servers. */
  readonly spacing: number;
  readonly left: number;
  readonly top: number;
  /** Side of one cell with its gap; the glyph is columns x rows of them. */
  readonly cell: number;
  readonly gap: number;
  /** Space between the cells and the frame. */
  readonly padding: number;
  /** Font size of the label under a glyph; 0 where there is no room. */
  readonly label: number;
}

const GLYPH_SHARE = 0.66;
const SMALLEST_LABEL = 9;

/** Lays the glyphs out in a canvas of this size; servers stand row by row. */
export function glyphMap(rows: number, columns: number, width: number, height: number): GlyphMap {
  const spacing = Math.min(width / columns, height / rows);
  const share = spacing < 70 ? 0.8 : GLYPH_SHARE;
  const padding = spacing < 70 ? 1.5 : Math.max(3, spacing * 0.028);
  const cell = (share * spacing - 2 * padding) / Math.max(rows, columns);
  const label = Math.min(18, spacing * 0.088);
  return {
    rows,
    columns,
    width,
    height,
    spacing,
    left: (width - spacing * columns) / 2,
    top: (height - spacing * rows) / 2,
    cell,
    gap: cell < 5 ? 0 : Math.min(5, Math.max(1, cell * 0.1)),
    padding,
    label: label < SMALLEST_LABEL ? 0 : label,
  };
}

/** Centre of server `n`'s glyph; a little above the middle of its ground, to leave a label room. */
export function glyphCentre(map: GlyphMap, n: number): Point {
  const row = Math.floor(n / map.columns);
  const column = n % map.columns;
  return {
    x: map.left + (column + 0.5) * map.spacing,
    y: map.top + (row + 0.5) * map.spacing - (map.label > 0 ? map.label * 0.55 : 0),
  };
}

/** Width and height of a glyph's frame. */
export function glyphSize(map: GlyphMap): { readonly width: number; readonly height: number } {
  return {
    width: map.columns * map.cell + 2 * map.padding,
    height: map.rows * map.cell + 2 * map.padding,
  };
}

/** Top left corner of the cell about server `about` in server `n`'s glyph. */
export function glyphCell(map: GlyphMap, n: number, about: number): Point {
  const centre = glyphCentre(map, n);
  const size = glyphSize(map);
  return {
    x: centre.x - size.width / 2 + map.padding + (about % map.columns) * map.cell,
    y: centre.y - size.height / 2 + map.padding + Math.floor(about / map.columns) * map.cell,
  };
}

/** What stands at a point of the map: a cell, a server's ground, or nothing. */
export function hitGlyph(map: GlyphMap, x: number, y: number): Hit | null {
  const column = Math.floor((x - map.left) / map.spacing);
  const row = Math.floor((y - map.top) / map.spacing);
  if (column < 0 || row < 0 || column >= map.columns || row >= map.rows) return null;
  const server = row * map.columns + column;
  const first = glyphCell(map, server, 0);
  const cellColumn = Math.floor((x - first.x) / map.cell);
  const cellRow = Math.floor((y - first.y) / map.cell);
  const inside = cellColumn >= 0 && cellRow >= 0 && cellColumn < map.columns && cellRow < map.rows;
  return { server, about: inside ? cellRow * map.columns + cellColumn : null };
}

/** The point where a straight way from one glyph to another leaves the first one's frame. */
export function frameExit(map: GlyphMap, from: number, to: number): Point {
  const a = glyphCentre(map, from);
  const b = glyphCentre(map, to);
  const size = glyphSize(map);
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : size.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : size.height / 2 / Math.abs(dy),
    0.5,
  );
  return { x: a.x + dx * share, y: a.y + dy * share };
}

/** Side of a message as drawn; with cells too small to tell apart it is a dot. */
export function packetSize(map: GlyphMap): number {
  return Math.min(34, Math.max(5, map.spacing * 0.13));
}

/** The matrix of copies: rows whose copy, columns whose decision, and two rows of decisions below. */
export interface MatrixLayout {
  readonly count: number;
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly gap: number;
  /** Tops of the rows below the matrix, in order. */
  readonly extraTops: readonly number[];
  /** Every how many servers a number is written. */
  readonly labelEvery: number;
  readonly height: number;
}

const ROOM_LEFT = 46;
const ROOM_TOP = 34;

/** Lays the matrix out in this width, with `extraRows` rows set off below it. */
export function matrixLayout(count: number, width: number, extraRows: number): MatrixLayout {
  const cell = Math.min((width - ROOM_LEFT) / count, 56);
  const setOff = 9;
  const extraHeight = Math.max(Math.min(cell, 22), 10);
  const top = ROOM_TOP;
  const extraTops = Array.from(
    { length: extraRows },
    (_, k) => top + count * cell + setOff + k * (extraHeight + 4),
  );
  return {
    count,
    left: ROOM_LEFT,
    top,
    cell,
    gap: cell < 7 ? 0 : Math.min(3, cell * 0.09),
    extraTops,
    labelEvery: [1, 2, 5, 10, 20].find((every) => every * cell >= 14) ?? 50,
    height: top + count * cell + (extraRows ? setOff + extraRows * (extraHeight + 4) : 0) + 2,
  };
}

/** Height of a row below the matrix. */
export function extraRowHeight(layout: MatrixLayout): number {
  return Math.max(Math.min(layout.cell, 22), 10);
}

/** The cell of the matrix at a point; below the matrix only a column is hit. */
export function hitMatrix(layout: MatrixLayout, x: number, y: number): Hit | null {
  const column = Math.floor((x - layout.left) / layout.cell);
  const row = Math.floor((y - layout.top) / layout.cell);
  const columnInside = column >= 0 && column < layout.count;
  if (row >= 0 && row < layout.count && x >= 0 && column < layout.count) {
    return { server: row, about: columnInside ? column : null };
  }
  return columnInside ? { server: column, about: column } : null;
}
