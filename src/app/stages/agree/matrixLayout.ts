/** Where the cells of the matrix of copies stand: rows whose copy, columns whose decision. */

/** The matrix, and below it rows of whole decisions; all sizes in px. */
export interface MatrixLayout {
  readonly count: number;
  /** Server in every row and column. */
  readonly order: readonly number[];
  /** Row and column of every server. */
  readonly places: readonly number[];
  readonly width: number;
  readonly left: number;
  readonly top: number;
  readonly cell: number;
  readonly gap: number;
  /** Tops of the rows below the matrix, in order, and their height. */
  readonly extraTops: readonly number[];
  readonly extraHeight: number;
  /** Every how many servers a number is written. */
  readonly labelEvery: number;
  readonly height: number;
  /** Factor of the font sizes. */
  readonly scale: number;
}

/** A cell of the matrix, a whole row (about: null) or a whole column (server: null). */
export interface MatrixHit {
  readonly server: number | null;
  readonly about: number | null;
}

const ROOM_LEFT = 46;
const ROOM_TOP = 34;
const LARGEST_CELL = 48;

/** Lays the matrix out in this width, with `extraRows` rows set off below it. */
export function matrixLayout(
  order: readonly number[],
  width: number,
  extraRows: number,
  scale = 1,
): MatrixLayout {
  const count = order.length;
  const left = ROOM_LEFT * scale;
  const top = ROOM_TOP * scale;
  const cell = Math.max(0, Math.min((width - left) / count, LARGEST_CELL * scale));
  const setOff = 9;
  const extraHeight = Math.max(Math.min(cell, 22), 12 * scale);
  const extraTops = Array.from(
    { length: extraRows },
    (_, k) => top + count * cell + setOff + k * (extraHeight + 4),
  );
  const places = new Array<number>(count).fill(0);
  order.forEach((server, place) => {
    places[server] = place;
  });
  return {
    count,
    order,
    places,
    width,
    left,
    top,
    cell,
    gap: cell < 7 ? 0 : Math.min(3, cell * 0.09),
    extraTops,
    extraHeight,
    labelEvery: [1, 2, 5, 10, 20].find((every) => every * cell >= 14 * scale) ?? 50,
    height: top + count * cell + (extraRows ? setOff + extraRows * (extraHeight + 4) : 0) + 2,
    scale,
  };
}

/** What stands at a point: a cell, a row (its number), or a column (its number, or below it). */
export function hitMatrix(layout: MatrixLayout, x: number, y: number): MatrixHit | null {
  const column = Math.floor((x - layout.left) / layout.cell);
  const row = Math.floor((y - layout.top) / layout.cell);
  const about = column >= 0 ? (layout.order[column] ?? null) : null;
  const server = row >= 0 ? (layout.order[row] ?? null) : null;
  if (server !== null && x >= 0 && column < layout.count) return { server, about };
  return about === null || y < 0 || y > layout.height ? null : { server: null, about };
}
