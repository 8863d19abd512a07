/**
 * The kernel of training: one workgroup an LSM, which makes all updates of a piece one after the
 * other. Forward and backward pass over its minibatch, loss 1/2 mean (Q - y)^2, clip by the global
 * norm, one step of Adam; in the end it may make the trained network the target.
 *
 * Weights and activations stay in workgroup memory where they fit, else in storage; Adam's moments
 * and the gradient stand in storage, the minibatch is read from where it was uploaded. Activations
 * are [unit][sample], so that neighbouring threads take neighbouring samples.
 */
import { EPSILON, FIRST_DECAY, SECOND_DECAY } from '../adam.ts';
import { activationShader, slopeShader } from './activationShader.ts';
import {
  backwardLines,
  forwardLines,
  gradientLines,
  laterLayers,
  outputLines,
} from './layerShader.ts';
import { type NetworkTable, TABLE_SHADER, TRAINING_THREADS as THREADS } from './networkTable.ts';
import { FILLING } from './packing.ts';
import { placement, SUMMERS } from './placement.ts';

/** @param size of the minibatches */
export function trainingShader(table: NetworkTable, size: number): string {
  const { layout, hidden } = table;
  const placed = placement(table, size);
  const { activations, activationsInWorkgroup, weights, weightsInWorkgroup } = placed;
  const units = hidden.reduce((sum, width) => sum + width, 0);
  const slopes = units * size;
  const outputErrors = 2 * slopes;
  const layers = laterLayers(hidden);
  return /* wgsl */ `
${activationShader(layout.activation, 'f32')}
${slopeShader(layout.activation)}
struct Piece {
  data: u32,
  stride: u32,
  records: u32,
  updates: u32,
  answers: u32,
  copies: u32,
}
@group(0) @binding(0) var<uniform> piece: Piece;
@group(0) @binding(1) var<storage, read> upload: array<f32>;
@group(0) @binding(2) var<storage, read> words: array<u32>;
@group(0) @binding(3) var<storage, read_write> frozen: array<f32>;
@group(0) @binding(4) var<storage, read> maxima: array<f32>;
// Weights, first and second moments.
@group(0) @binding(5) var<storage, read_write> state: array<f32>;
// Loss and norm of the gradient, by update and LSM.
@group(0) @binding(6) var<storage, read_write> answers: array<vec2f>;
// Gradients, then activations where they do not fit.
@group(0) @binding(7) var<storage, read_write> scratch: array<f32>;
${TABLE_SHADER}
${weightsInWorkgroup ? `var<workgroup> weights: array<f32, ${weights}>;` : ''}
${activationsInWorkgroup ? `var<workgroup> activations: array<f32, ${activations}>;` : ''}
var<workgroup> partials: array<f32, ${THREADS}>;
var<workgroup> sums: array<f32, ${SUMMERS}>;
var<private> flat: u32;
var<private> activationsAt: u32;

fn weight(at: u32) -> f32 {
  return ${weightsInWorkgroup ? 'weights[at]' : 'state[flat + at]'};
}
fn setWeight(at: u32, value: f32) {
  ${weightsInWorkgroup ? 'weights[at]' : 'state[flat + at]'} = value;
}
fn activation(at: u32) -> f32 {
  return ${activationsInWorkgroup ? 'activations[at]' : 'scratch[activationsAt + at]'};
}
fn setActivation(at: u32, value: f32) {
  ${activationsInWorkgroup ? 'activations[at]' : 'scratch[activationsAt + at]'} = value;
}
fn barrier() {
  workgroupBarrier();
  ${activationsInWorkgroup && weightsInWorkgroup ? '' : 'storageBarrier();'}
}
// The sum of every thread's number, to every thread, in an order that is always the same.
fn total(thread: u32, value: f32) -> f32 {
  partials[thread] = value;
  workgroupBarrier();
  if (thread < ${SUMMERS}u) {
    var sum = 0.0;
    for (var i = 0u; i < ${THREADS / SUMMERS}u; i++) {
      sum += partials[thread * ${THREADS / SUMMERS}u + i];
    }
    sums[thread] = sum;
  }
  workgroupBarrier();
  var all = 0.0;
  for (var i = 0u; i < ${SUMMERS}u; i++) {
    all += sums[i];
  }
  return all;
}

@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let agent = agentAt(group.x);
  let first = (agent.inputs + 1u) * ${hidden[0]}u;
  flat = agent.flat;
  activationsAt = ${layout.length}u + group.x * ${activations}u;
${weightsInWorkgroup ? everyParameter('weights[p] = state[flat + p];') : ''}
  for (var update = 0u; update < piece.updates; update++) {
    let data = piece.data + update * piece.stride + agent.perSample * ${size}u;
    let rewards = data + agent.inputs * ${size}u;
    let record = piece.records + 4u * update;
    let row = (update * groups.x + group.x) * ${size}u;
    barrier();

    // Forward.
    for (var i = thread; i < ${hidden[0]! * size}u; i += ${THREADS}u) {
      let unit = i / ${size}u;
      let sample = i % ${size}u;
      var sum = weight(agent.inputs * ${hidden[0]}u + unit);
      for (var input = 0u; input < agent.inputs; input++) {
        sum += weight(input * ${hidden[0]}u + unit) * upload[data + input * ${size}u + sample];
      }
      setActivation(i, activate(sum));
      setActivation(${slopes}u + i, slope(sum));
    }
    barrier();
${layers
  .slice(0, -1)
  .map((layer) => forwardLines(layer, size, slopes))
  .join('\n')}
    var square = 0.0;
    for (var sample = thread; sample < ${size}u; sample += ${THREADS}u) {
${outputLines(layers.at(-1)!, size)}
      let error = sum - (upload[rewards + sample] + upload[record + 1u] * maxima[row + sample]);
      square += error * error;
      setActivation(${outputErrors}u + sample, error / ${size}.0);
    }
    let loss = total(thread, square) * ${0.5 / size};
    barrier();

    // Backward: errors take the places of the slopes.
${layers
  .toReversed()
  .map((layer) => backwardLines(layer, size, slopes, outputErrors))
  .join('\n')}
    square = 0.0;
    for (var p = thread; p < agent.length; p += ${THREADS}u) {
      var gradient = 0.0;
      // Every thread begins with another sample: threads side by side read different banks.
      var sample = thread % ${size}u;
      if (p < first) {
        let input = p / ${hidden[0]}u;
        let errors = ${slopes}u + (p % ${hidden[0]}u) * ${size}u;
        let source = data + input * ${size}u;
        for (var k = 0u; k < ${size}u; k++) {
          var value = 1.0;
          if (input < agent.inputs) { value = upload[source + sample]; }
          gradient += value * activation(errors + sample);
          sample = select(sample + 1u, 0u, sample + 1u == ${size}u);
        }
      }${layers.map((layer) => gradientLines(layer, size, slopes, outputErrors)).join('')}
      scratch[flat + p] = gradient;
      square += gradient * gradient;
    }
    let norm = sqrt(total(thread, square));
    if (thread == 0u) {
      answers[piece.answers + update * groups.x + group.x] = vec2f(loss, norm);
    }

    // Adam.
    let rate = upload[record];
    let clip = upload[record + 2u];
    var scale = 1.0;
    if (norm > clip) { scale = clip / norm; }
${everyParameter(`let gradient = scratch[flat + p] * scale;
      let firstAt = ${layout.length}u + flat + p;
      let secondAt = ${2 * layout.length}u + flat + p;
      let firstMoment = ${FIRST_DECAY} * state[firstAt] + ${number(1 - FIRST_DECAY)} * gradient;
      let secondMoment = ${SECOND_DECAY} * state[secondAt] + ${number(1 - SECOND_DECAY)} * gradient * gradient;
      state[firstAt] = firstMoment;
      state[secondAt] = secondMoment;
      setWeight(p, weight(p) - rate * firstMoment / (sqrt(secondMoment) + ${EPSILON}));`)}
  }
  barrier();
${weightsInWorkgroup ? everyParameter('state[flat + p] = weights[p];') : ''}
  if (piece.copies == 1u) {
    for (var i = thread; i < agent.packedLength; i += ${THREADS}u) {
      let source = words[agent.sources + i];
      if (source != ${FILLING}u) { frozen[4u * agent.packed + i] = weight(source - flat); }
    }
  }
}`;
}

function everyParameter(body: string): string {
  return `  for (var p = thread; p < agent.length; p += ${THREADS}u) {
      ${body}
  }`;
}

/** As WGSL reads it: never without a point or an exponent. */
function number(value: number): string {
  return value.toPrecision(9);
}
