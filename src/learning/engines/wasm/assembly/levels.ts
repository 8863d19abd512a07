/** Q_n between the levels, and its gradient there: the counterpart of networkObjective.ts. */
import { activateWithSlope } from './activation';
import { addColumn, Network, networkLayer, observedWeights, wholeRow } from './network';

/** Q_n at the network's alpha, in reward units. */
export function levelValue(at: usize): f64 {
  const network = changetype<Network>(at);
  const first = networkLayer(network, 0);
  for (let i: usize = 0, end = <usize>network.members << 3; i < end; i += 8) {
    store<f64>(network.inputs + i, load<f64>(network.alpha + i) * load<f64>(network.scales + i));
  }
  addColumn(
    first.weights + observedWeights(network, first),
    <usize>first.outputs << 3,
    first.outputs,
    network.members,
    network.inputs,
    network.base,
    first.values,
  );
  let below = first;
  for (let depth = 1; depth < network.depth; depth++) {
    for (let i: usize = 0, end = wholeRow(below.outputs); i < end; i += 16) {
      const place = below.values + i;
      activateWithSlope(network.activation, v128.load(place), place, below.slopes + i);
    }
    const layer = networkLayer(network, depth);
    addColumn(
      layer.weights,
      <usize>layer.outputs << 3,
      layer.outputs,
      layer.inputs,
      below.values,
      layer.biases,
      layer.values,
    );
    below = layer;
  }
  return load<f64>(below.values) * network.valueScale;
}

/** Writes the gradient at the network's alpha and returns Q_n there. */
export function levelGradient(at: usize): f64 {
  const network = changetype<Network>(at);
  const value = levelValue(at);
  let layer = networkLayer(network, network.depth - 1);
  store<f64>(layer.errors, network.valueScale);
  for (let depth = network.depth - 1; depth > 0; depth--) {
    const below = networkLayer(network, depth - 1);
    addColumn(
      layer.transposed,
      wholeRow(layer.inputs),
      layer.inputs,
      layer.outputs,
      layer.errors,
      network.zeros,
      below.errors,
    );
    for (let i: usize = 0, end = wholeRow(below.outputs); i < end; i += 16) {
      const place = below.errors + i;
      v128.store(place, f64x2.mul(v128.load(place), v128.load(below.slopes + i)));
    }
    layer = below;
  }
  addColumn(
    layer.transposed,
    wholeRow(network.members),
    network.members,
    layer.outputs,
    layer.errors,
    network.zeros,
    network.gradient,
  );
  for (let i: usize = 0, end = <usize>network.members << 3; i < end; i += 8) {
    const place = network.gradient + i;
    store<f64>(place, load<f64>(place) * load<f64>(network.scales + i));
  }
  return value;
}
