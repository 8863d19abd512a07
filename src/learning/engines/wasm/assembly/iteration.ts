/** One iteration of N2O (Algorithm 1): the counterpart of the arithmetic in orchestration. */
import { levelGradient } from './levels';
import { Network } from './network';

/** A run over all LSMs. Matrices are N x N, row-major, f64; row n belongs to LSM n. */
@unmanaged
export class Run {
  /** Factor of every gradient. */
  scale: f64;
  /** A Q or gradient beyond this ends the run. */
  largest: f64;
  /** N. */
  count: i32;
  /** Place of each LSM's Network: i32. */
  networks: usize;
  /** W by columns: where column n begins, row of every entry (i32), weight (f64). */
  columnStart: usize;
  row: usize;
  weight: usize;
  /** K - 1 of every LSM: f64. */
  highest: usize;
  anchors: usize;
  gradients: usize;
  copies: usize;
}

/**
 * Writes gradients, the next duals and the next copies.
 *
 * @param previous duals before this iteration
 * @param duals duals after it
 * @param step factor of the duals in the projection
 * @returns -1, or the number of the first LSM whose Q or gradient is beyond the largest; then no
 *   dual and no copy has changed
 */
export function iterate(at: usize, previous: usize, duals: usize, step: f64): i32 {
  const run = changetype<Run>(at);
  const count = run.count;
  const rowBytes = <usize>count << 3;
  for (let n = 0; n < count; n++) {
    const offset = <usize>n * rowBytes;
    const network = changetype<Network>(networkAt(run, n));
    if (!differentiate(run, network, run.copies + offset, run.gradients + offset)) return n;
  }
  for (let n = 0; n < count; n++) {
    const offset = <usize>n * rowBytes;
    mixRow(run, n, rowBytes, previous, duals + offset);
    addGradient(run, changetype<Network>(networkAt(run, n)), run.gradients + offset, duals + offset);
    projectRow(run, rowBytes, run.anchors + offset, duals + offset, step, run.copies + offset);
  }
  return -1;
}

@inline
function networkAt(run: Run, n: i32): usize {
  return <usize>load<i32>(run.networks + (<usize>n << 2));
}

@inline
function memberPlace(network: Network, member: i32): usize {
  return <usize>load<i32>(network.scope + (<usize>member << 2)) << 3;
}

/** Line 5; false where Q or a slope is beyond the largest or no number. */
@inline
function differentiate(run: Run, network: Network, copies: usize, gradients: usize): bool {
  const members = network.members;
  for (let i = 0; i < members; i++) {
    store<f64>(network.alpha + (<usize>i << 3), load<f64>(copies + memberPlace(network, i)));
  }
  let sound = abs<f64>(levelGradient(changetype<usize>(network))) <= run.largest;
  for (let i = 0; i < members; i++) {
    const slope = load<f64>(network.gradient + (<usize>i << 3));
    store<f64>(gradients + memberPlace(network, i), -slope);
    sound = sound && abs<f64>(slope) <= run.largest;
  }
  return sound;
}

/** Line 7, the sum: next_n = sum over m of W_mn z_m, in the order of column n. */
@inline
function mixRow(run: Run, n: i32, rowBytes: usize, previous: usize, next: usize): void {
  const first = <usize>load<i32>(run.columnStart + (<usize>n << 2));
  const end = <usize>load<i32>(run.columnStart + (<usize>n << 2), 4);
  let i: usize = 0;
  for (; i + 48 < rowBytes; i += 64) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let entry = first; entry < end; entry++) {
      const share = v128.load64_splat(run.weight + (entry << 3));
      const source = previous + <usize>load<i32>(run.row + (entry << 2)) * rowBytes + i;
      s0 = f64x2.add(s0, f64x2.mul(share, v128.load(source, 0)));
      s1 = f64x2.add(s1, f64x2.mul(share, v128.load(source, 16)));
      s2 = f64x2.add(s2, f64x2.mul(share, v128.load(source, 32)));
      s3 = f64x2.add(s3, f64x2.mul(share, v128.load(source, 48)));
    }
    v128.store(next + i, s0, 0);
    v128.store(next + i, s1, 16);
    v128.store(next + i, s2, 32);
    v128.store(next + i, s3, 48);
  }
  for (; i < rowBytes; i += 8) {
    let sum: f64 = 0;
    for (let entry = first; entry < end; entry++) {
      const source = previous + <usize>load<i32>(run.row + (entry << 2)) * rowBytes + i;
      sum += load<f64>(run.weight + (entry << 3)) * load<f64>(source);
    }
    store<f64>(next + i, sum);
  }
}

/** Line 7, the second term. */
@inline
function addGradient(run: Run, network: Network, gradients: usize, duals: usize): void {
  for (let i = 0; i < network.members; i++) {
    const offset = memberPlace(network, i);
    const dual = load<f64>(duals + offset) + run.scale * load<f64>(gradients + offset);
    store<f64>(duals + offset, dual);
  }
}

/** Eq. (4): anchor - step dual, cut to the box. */
@inline
function projectRow(
  run: Run,
  rowBytes: usize,
  anchors: usize,
  duals: usize,
  step: f64,
  copies: usize,
): void {
  const zero = f64x2.splat(0);
  const factor = f64x2.splat(step);
  let i: usize = 0;
  for (; i + 8 < rowBytes; i += 16) {
    const pull = f64x2.mul(factor, v128.load(duals + i));
    const free = f64x2.sub(v128.load(anchors + i), pull);
    const below = f64x2.pmin(free, v128.load(run.highest + i));
    // The sum makes +0 of -0, as Math.max does; a NaN stays one.
    v128.store(copies + i, f64x2.add(f64x2.pmax(below, zero), zero));
  }
  if (i < rowBytes) {
    const free = load<f64>(anchors + i) - step * load<f64>(duals + i);
    store<f64>(copies + i, max<f64>(0, min<f64>(free, load<f64>(run.highest + i))));
  }
}
