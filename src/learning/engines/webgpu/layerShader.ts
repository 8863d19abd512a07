/** WGSL of the layers after the first, for the kernel of training. */
import { TRAINING_THREADS as THREADS } from './networkTable.ts';

/** A layer after the first. Places: of its weights after the first layer's, and of its activations. */
export interface LaterLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  /** First unit of the layer below, and of its own, among all hidden units. */
  readonly below: number;
  readonly own: number;
  readonly isOutput: boolean;
}

export function laterLayers(hidden: readonly number[]): LaterLayer[] {
  let [weights, below] = [0, 0];
  return hidden.map((inputs, index) => {
    const outputs = hidden[index + 1] ?? 1;
    const isOutput = index === hidden.length - 1;
    const layer = { inputs, outputs, weights, below, own: below + inputs, isOutput };
    weights += (inputs + 1) * outputs;
    below += inputs;
    return layer;
  });
}

export function forwardLines(layer: LaterLayer, size: number, slopes: number): string {
  const { inputs, outputs, weights, below, own } = layer;
  return `    for (var i = thread; i < ${outputs * size}u; i += ${THREADS}u) {
      let unit = i / ${size}u;
      let sample = i % ${size}u;
      let weights = first + ${weights}u + unit;
      var sum = weight(weights + ${inputs * outputs}u);
      for (var input = 0u; input < ${inputs}u; input++) {
        sum += weight(weights + input * ${outputs}u) * activation(${below * size}u + input * ${size}u + sample);
      }
      setActivation(${own * size}u + i, activate(sum));
      setActivation(${slopes + own * size}u + i, slope(sum));
    }
    barrier();`;
}

export function outputLines({ inputs, weights, below }: LaterLayer, size: number): string {
  return `      var sum = weight(first + ${weights + inputs}u);
      for (var input = 0u; input < ${inputs}u; input++) {
        sum += weight(first + ${weights}u + input) * activation(${below * size}u + input * ${size}u + sample);
      }`;
}

/** Errors of the layer below: W errors, times its slopes. */
export function backwardLines(
  layer: LaterLayer,
  size: number,
  slopes: number,
  outputErrors: number,
): string {
  const { inputs, outputs, weights, below } = layer;
  return `    for (var i = thread; i < ${inputs * size}u; i += ${THREADS}u) {
      let weights = first + ${weights}u + (i / ${size}u) * ${outputs}u;
      let errors = ${errorsOf(layer, size, slopes, outputErrors)}u + i % ${size}u;
      var sum = 0.0;
      for (var unit = 0u; unit < ${outputs}u; unit++) {
        sum += weight(weights + unit) * activation(errors + unit * ${size}u);
      }
      let at = ${slopes + below * size}u + i;
      setActivation(at, sum * activation(at));
    }
    barrier();`;
}

/** A branch for the parameters of one layer, weights and biases: sum of value times error. */
export function gradientLines(
  layer: LaterLayer,
  size: number,
  slopes: number,
  outputErrors: number,
): string {
  const { inputs, outputs, weights, below, isOutput } = layer;
  const condition = isOutput ? '' : `if (p < first + ${weights + (inputs + 1) * outputs}u) `;
  return ` else ${condition}{
        let own = p - first - ${weights}u;
        let input = own / ${outputs}u;
        let errors = ${errorsOf(layer, size, slopes, outputErrors)}u + (own % ${outputs}u) * ${size}u;
        let source = ${below * size}u + input * ${size}u;
        for (var k = 0u; k < ${size}u; k++) {
          var value = 1.0;
          if (input < ${inputs}u) { value = activation(source + sample); }
          gradient += value * activation(errors + sample);
          sample = select(sample + 1u, 0u, sample + 1u == ${size}u);
        }
      }`;
}

function errorsOf(
  { own, isOutput }: LaterLayer,
  size: number,
  slopes: number,
  outputErrors: number,
): number {
  return isOutput ? outputErrors : slopes + own * size;
}
