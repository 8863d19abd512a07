/** What ../wasm/assembly/centralized.ts exports. Places and strides are bytes, numbers float32. */
export interface CentralizedKernels {
  /** target[row][column] = bias[row] + sum over k of left(row, k) right[k][column]; biases 0: none. */
  multiply(
    left: number,
    leftRow: number,
    leftStep: number,
    depth: number,
    right: number,
    target: number,
    rows: number,
    width: number,
    biases: number,
  ): void;
  /** Raises a maximum a column by the outputs from ... to - 1; width in multiples of eight. */
  raiseMaxima(
    weights: number,
    biases: number,
    depth: number,
    values: number,
    width: number,
    from: number,
    to: number,
    maxima: number,
  ): void;
  /** Raises the greatest value so far and its output (f32, i32 at `best`) at one column. */
  raiseGreatest(
    weights: number,
    biases: number,
    depth: number,
    values: number,
    from: number,
    to: number,
    best: number,
  ): void;
  transpose(source: number, rows: number, columns: number, target: number): void;
  /** Values and, where `slopes` is not 0, slopes; `code` is the activation's. */
  activateAll(code: number, sums: number, values: number, slopes: number, count: number): void;
  /** target[i] *= factors[i]. */
  scaleAll(target: number, factors: number, count: number): void;
  /** target[row] = sum of a row; width in multiples of four. */
  sumRows(source: number, rows: number, width: number, target: number): void;
  sumOfSquares(source: number, count: number): number;
  /** Adam; gradient 0 where it is nothing but zeros. */
  adamSingle(
    parameters: number,
    gradient: number,
    firstMoments: number,
    secondMoments: number,
    count: number,
    rate: number,
    scale: number,
  ): void;
}
