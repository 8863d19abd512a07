/** Singular values of a small dense matrix. */

/** Cosine of the angle between two columns that count as orthogonal. */
const TOLERANCE = 1e-15;
/** Of a matrix with entries up to 1: what is left of zero columns is rounding, and stays. */
const NOISE = 1e-32;
const MAXIMUM_SWEEPS = 60;

/**
 * All singular values, descending, by one-sided Jacobi rotations (Hestenes): pairs of columns are
 * rotated until all are orthogonal; their lengths are the singular values.
 *
 * @param matrix count x count, row-major; not changed
 */
export function singularValues(matrix: Float64Array, count: number): Float64Array {
  // Transposed, so that a column of the matrix lies in one piece.
  const columns = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) columns[j * count + i] = matrix[i * count + j]!;
  }
  let rotated = true;
  for (let sweep = 0; rotated && sweep < MAXIMUM_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < count - 1; p++) {
      for (let q = p + 1; q < count; q++) {
        if (orthogonalise(columns, p * count, q * count, count)) rotated = true;
      }
    }
  }
  const values = Float64Array.from({ length: count }, (_, j) => {
    return Math.sqrt(dot(columns, j * count, j * count, count));
  });
  return values.sort((a, b) => b - a);
}

/** Rotates two columns until they are orthogonal; false where they were already. */
function orthogonalise(columns: Float64Array, p: number, q: number, count: number): boolean {
  const pp = dot(columns, p, p, count);
  const qq = dot(columns, q, q, count);
  const pq = dot(columns, p, q, count);
  if (Math.abs(pq) <= Math.max(TOLERANCE * Math.sqrt(pp * qq), NOISE)) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < count; i++) {
    const left = columns[p + i]!;
    const right = columns[q + i]!;
    columns[p + i] = cosine * left - sine * right;
    columns[q + i] = sine * left + cosine * right;
  }
  return true;
}

function dot(columns: Float64Array, p: number, q: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += columns[p + i]! * columns[q + i]!;
  return sum;
}
