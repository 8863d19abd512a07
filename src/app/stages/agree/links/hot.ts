/** A server, or two of them, that the pointer or the keyboard is on; as indices. */
export interface Hot {
  readonly server: number;
  readonly other?: number;
}

/** What a pointer on the matrix is on: the diagonal is a server, the rest are pairs. */
export function hotAt(row: number, column: number): Hot {
  return row === column ? { server: row } : { server: row, other: column };
}
