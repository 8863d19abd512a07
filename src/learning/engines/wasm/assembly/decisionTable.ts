/**
 * Q_n at every joint decision: the counterpart of JointValues.fill. Lanes are joint decisions; four
 * of them run through all layers before the next four.
 */
import { activateValue } from './activation';
import { Network, NetworkLayer, networkLayer, observedWeights } from './network';

/** Writes the table in reward units, and up to three numbers beyond its end. */
export function decisionTable(at: usize, target: usize): void {
  const network = changetype<Network>(at);
  const first = networkLayer(network, 0);
  const columns = (network.tailCount + 3) & ~3;
  const row = <usize>columns << 3;
  const decisions = first.weights + observedWeights(network, first);
  for (let unit = 0; unit < first.outputs; unit++) fillTail(network, first, decisions, unit, row);
  const scale = f64x2.splat(network.valueScale);
  let out = target;
  for (let head = 0; head < network.heads; head++) {
    shift(network, first, decisions, head);
    for (let column: usize = 0; column < row; column += 32) {
      const values = runLayers(network, first, network.tail + column, row);
      v128.store(out + column, f64x2.mul(v128.load(values, 0), scale), 0);
      v128.store(out + column, f64x2.mul(v128.load(values, 16), scale), 16);
    }
    // What was written beyond the tail is written again by the next head.
    out += <usize>network.tailCount << 3;
  }
}

/**
 * The tail's share of one unit's sum. Members from the last to the first: each repeats what stands
 * there, shifted by its levels.
 */
function fillTail(
  network: Network,
  first: NetworkLayer,
  decisions: usize,
  unit: i32,
  row: usize,
): void {
  const target = network.tail + <usize>unit * row;
  store<f64>(target, 0);
  let filled = 1;
  for (let member = network.members - 1; member >= network.headMembers; member--) {
    const weight = load<f64>(decisions + (<usize>(member * first.outputs + unit) << 3));
    const scale = load<f64>(network.scales + (<usize>member << 3));
    const levels = load<i32>(network.levels + (<usize>member << 2));
    for (let level = 1; level < levels; level++) {
      const shift = <f64>level * scale * weight;
      const start = target + (<usize>(level * filled) << 3);
      for (let i: usize = 0, end = <usize>filled << 3; i < end; i += 8) {
        store<f64>(start + i, load<f64>(target + i) + shift);
      }
    }
    filled *= levels;
  }
  for (let i = <usize>filled << 3; i < row; i += 8) store<f64>(target + i, 0);
}

/** First-layer sums of the observation and of the head with this number. */
function shift(network: Network, first: NetworkLayer, decisions: usize, head: i32): void {
  const row = <usize>first.outputs << 3;
  for (let unit: usize = 0; unit < row; unit += 8) {
    let sum = load<f64>(network.base + unit);
    let stride = network.heads;
    for (let member = 0; member < network.headMembers; member++) {
      const levels = load<i32>(network.levels + (<usize>member << 2));
      stride /= levels;
      const level = <f64>((head / stride) % levels);
      const scale = load<f64>(network.scales + (<usize>member << 3));
      sum += load<f64>(decisions + <usize>member * row + unit) * (level * scale);
    }
    store<f64>(network.shifted + unit, sum);
  }
}

/** Four joint decisions through all layers; where their four outputs stand. */
@inline
function runLayers(network: Network, first: NetworkLayer, tail: usize, row: usize): usize {
  const code = network.activation;
  const last = network.depth - 1;
  let source = network.blockA;
  let target = network.blockB;
  let place = tail;
  for (let unit = 0; unit < first.outputs; unit++) {
    const shifted = v128.load64_splat(network.shifted + (<usize>unit << 3));
    const block = source + (<usize>unit << 5);
    storeActivated(code, last == 0, f64x2.add(shifted, v128.load(place, 0)), block);
    storeActivated(code, last == 0, f64x2.add(shifted, v128.load(place, 16)), block + 16);
    place += row;
  }
  for (let depth = 1; depth <= last; depth++) {
    forwardBlock(networkLayer(network, depth), source, code, depth == last, target);
    const swap = source;
    source = target;
    target = swap;
  }
  return source;
}

@inline
function storeActivated(code: i32, linear: bool, sum: v128, target: usize): void {
  v128.store(target, linear ? sum : activateValue(code, sum));
}

/** One layer on a block [unit][4]: four units at a time, then the units that are left. */
function forwardBlock(
  layer: NetworkLayer,
  source: usize,
  code: i32,
  linear: bool,
  target: usize,
): void {
  const outputs = layer.outputs;
  const stride = <usize>outputs << 3;
  const end = source + (<usize>layer.inputs << 5);
  let unit = 0;
  for (; unit + 3 < outputs; unit += 4) {
    const bias = layer.biases + (<usize>unit << 3);
    let a0 = v128.load64_splat(bias, 0);
    let b0 = v128.load64_splat(bias, 8);
    let c0 = v128.load64_splat(bias, 16);
    let d0 = v128.load64_splat(bias, 24);
    let a1 = a0;
    let b1 = b0;
    let c1 = c0;
    let d1 = d0;
    let weight = layer.weights + (<usize>unit << 3);
    for (let place = source; place < end; place += 32) {
      const x = v128.load(place, 0);
      const y = v128.load(place, 16);
      let factor = v128.load64_splat(weight, 0);
      a0 = f64x2.add(a0, f64x2.mul(factor, x));
      a1 = f64x2.add(a1, f64x2.mul(factor, y));
      factor = v128.load64_splat(weight, 8);
      b0 = f64x2.add(b0, f64x2.mul(factor, x));
      b1 = f64x2.add(b1, f64x2.mul(factor, y));
      factor = v128.load64_splat(weight, 16);
      c0 = f64x2.add(c0, f64x2.mul(factor, x));
      c1 = f64x2.add(c1, f64x2.mul(factor, y));
      factor = v128.load64_splat(weight, 24);
      d0 = f64x2.add(d0, f64x2.mul(factor, x));
      d1 = f64x2.add(d1, f64x2.mul(factor, y));
      weight += stride;
    }
    const block = target + (<usize>unit << 5);
    storeActivated(code, linear, a0, block);
    storeActivated(code, linear, a1, block + 16);
    storeActivated(code, linear, b0, block + 32);
    storeActivated(code, linear, b1, block + 48);
    storeActivated(code, linear, c0, block + 64);
    storeActivated(code, linear, c1, block + 80);
    storeActivated(code, linear, d0, block + 96);
    storeActivated(code, linear, d1, block + 112);
  }
  for (; unit < outputs; unit++) {
    let a0 = v128.load64_splat(layer.biases + (<usize>unit << 3));
    let a1 = a0;
    let weight = layer.weights + (<usize>unit << 3);
    for (let place = source; place < end; place += 32) {
      const factor = v128.load64_splat(weight);
      a0 = f64x2.add(a0, f64x2.mul(factor, v128.load(place, 0)));
      a1 = f64x2.add(a1, f64x2.mul(factor, v128.load(place, 16)));
      weight += stride;
    }
    const block = target + (<usize>unit << 5);
    storeActivated(code, linear, a0, block);
    storeActivated(code, linear, a1, block + 16);
  }
}
