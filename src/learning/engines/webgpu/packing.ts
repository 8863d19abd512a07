/**
 * The target network as the kernel of the joint maxima reads it: four numbers at a time, each
 * section filled up with zeros to whole vectors. Written down once, as the place in the flat layout
 * that each packed number comes from.
 *
 * Sections for widths h1 ... hn: the first layer's rows (one an input) and its biases; then layers in
 * pairs, as the kernel runs them: one that is taken unit by unit (a unit's incoming weights, its
 * bias and, where the output follows, its outgoing weight) and one that is summed up meanwhile (the
 * unit's outgoing weights; at the end its biases); the output's weights where a summed layer comes
 * before it; its bias.
 */
import type { AgentLayout, LayerLayout } from '../../layout.ts';

/** Source of a zero that fills up. */
export const FILLING = 0xff_ff_ff_ff;
const VECTOR = 4;

/** How many vectors hold so many numbers. */
export function vectorsOf(count: number): number {
  return Math.ceil(count / VECTOR);
}

/** A layer that is taken unit by unit: places in vectors, from the beginning of the rest. */
export interface UnitStage {
  /** Rows; filled up with units of zeros, which every activation leaves at zero. */
  readonly units: number;
  /** Vectors of the values that come in, and of the sums that go out (0: straight to the output). */
  readonly incoming: number;
  readonly outgoing: number;
  /** First row; rows are incoming + 1 + outgoing vectors. */
  readonly rows: number;
  /** Biases of the outgoing sums. */
  readonly biases: number;
}

/** Where the sections after the first layer stand, alike for all LSMs: in vectors. */
export interface RestPlan {
  readonly stages: readonly UnitStage[];
  /** Output weights on values, null where the last stage goes straight to the output. */
  readonly outputWeights: number | null;
  /** Vectors of these weights. */
  readonly outputVectors: number;
  readonly outputBias: number;
  readonly length: number;
}

/** @param hidden widths of the hidden layers */
export function restPlan(hidden: readonly number[]): RestPlan {
  const stages: UnitStage[] = [];
  let next = 0;
  let incoming = vectorsOf(hidden[0]!);
  let depth = 1;
  for (; depth < hidden.length; depth += 2) {
    const units = VECTOR * vectorsOf(hidden[depth]!);
    const outgoing = vectorsOf(hidden[depth + 1] ?? 0);
    const rows = next;
    const biases = rows + units * (incoming + 1 + outgoing);
    next = biases + outgoing;
    stages.push({ units, incoming, outgoing, rows, biases });
    incoming = outgoing;
  }
  const outputVectors = incoming;
  const outputWeights = outputVectors > 0 ? next : null;
  const outputBias = next + outputVectors;
  return { stages, outputWeights, outputVectors, outputBias, length: outputBias + 1 };
}

/** The place in the flat layout of each packed number of one LSM's network, or FILLING. */
export function packedSources({ layers }: Pick<AgentLayout, 'layers'>): Uint32Array {
  const plan = restPlan(layers.slice(0, -1).map(({ outputs }) => outputs));
  const first = layers[0]!;
  const width = vectorsOf(first.outputs) * VECTOR;
  const restAt = (first.inputs + 1) * width;
  const sources = new Uint32Array(restAt + plan.length * VECTOR).fill(FILLING);
  for (let input = 0; input < first.inputs; input += 1) {
    fillRow(sources, input * width, first, input);
  }
  fillBiases(sources, first.inputs * width, first);
  plan.stages.forEach((stage, index) => {
    const layer = layers[1 + 2 * index]!;
    const after = layers[2 + 2 * index]!;
    for (let unit = 0; unit < layer.outputs; unit += 1) {
      const row = restAt + (stage.rows + unit * (stage.incoming + 1 + stage.outgoing)) * VECTOR;
      for (let input = 0; input < layer.inputs; input += 1) {
        sources[row + input] = layer.weightsOffset + input * layer.outputs + unit;
      }
      const bias = row + stage.incoming * VECTOR;
      sources[bias] = layer.biasesOffset + unit;
      if (stage.outgoing === 0) sources[bias + 1] = after.weightsOffset + unit;
      else fillRow(sources, bias + VECTOR, after, unit);
    }
    if (stage.outgoing > 0) fillBiases(sources, restAt + stage.biases * VECTOR, after);
  });
  const output = layers.at(-1)!;
  if (plan.outputWeights !== null) {
    for (let input = 0; input < output.inputs; input += 1) {
      sources[restAt + plan.outputWeights * VECTOR + input] = output.weightsOffset + input;
    }
  }
  sources[restAt + plan.outputBias * VECTOR] = output.biasesOffset;
  return sources;
}

function fillRow(sources: Uint32Array, at: number, layer: LayerLayout, input: number): void {
  const from = layer.weightsOffset + input * layer.outputs;
  for (let unit = 0; unit < layer.outputs; unit += 1) sources[at + unit] = from + unit;
}

function fillBiases(sources: Uint32Array, at: number, layer: LayerLayout): void {
  for (let unit = 0; unit < layer.outputs; unit += 1)
    sources[at + unit] = layer.biasesOffset + unit;
}
