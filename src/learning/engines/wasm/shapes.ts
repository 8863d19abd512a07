/** Shapes of LSMs as the kernels read them: the counterpart of assembly/shape.ts. */
import type { AgentLayout, WeightLayout } from '../../layout.ts';
import type { Arena } from './arena.ts';

/** Most joint decisions of the tail: all of a 4-connected scope at three levels (243). */
const TAIL_LIMIT = 256;
const SHAPE_FIELDS = 16;
const LAYER_FIELDS = 6;

/** Units or columns filled up to whole vectors. */
export const whole = (count: number) => Math.ceil(count / 4) * 4;

/** What LSMs with the same levels have in common. Places are bytes in the kernels' memory. */
export interface Shape {
  readonly place: number;
  /** Bytes of a packed part. */
  readonly packedSize: number;
  /** Numbers of the joint decisions' heads, and joint decisions in each. */
  readonly heads: number;
  readonly tailCount: number;
  /** Joint decisions with the same own level, which are a stretch. */
  readonly ownStride: number;
  /** Multiply-adds of one head at one observation. */
  readonly headWork: number;
  /** Writes what was reserved. */
  write(buffer: ArrayBuffer): void;
}

/** Reserves one shape for each kind of LSM; the answer has an entry an LSM. */
export function reserveShapes(layout: WeightLayout, arena: Arena): Shape[] {
  const shapes = new Map<string, Shape>();
  return layout.agents.map((agent) => {
    const key = agent.levels.join(' ');
    const shape = shapes.get(key) ?? reserveShape(layout, agent, arena);
    shapes.set(key, shape);
    return shape;
  });
}

/** Members before the tail: as few as its limit allows, but the last member is always in it. */
function headMembersOf(levels: readonly number[]): number {
  let head = levels.length - 1;
  let count = levels[head]!;
  while (head > 0 && count * levels[head - 1]! <= TAIL_LIMIT) {
    head -= 1;
    count *= levels[head]!;
  }
  return head;
}

const product = (numbers: readonly number[]) => numbers.reduce((all, one) => all * one, 1);

function reserveShape(layout: WeightLayout, agent: AgentLayout, arena: Arena): Shape {
  const { levels, decisionScales, layers } = agent;
  const headMembers = headMembersOf(levels);
  const heads = product(levels.slice(0, headMembers));
  const tailCount = product(levels.slice(headMembers));
  const tailColumns = whole(tailCount);
  const firstUnits = whole(layers[0]!.outputs);

  let packedSize = 0;
  /** Room for this many float32, on a whole vector. */
  const pack = (count: number) => {
    const place = packedSize;
    packedSize += 4 * whole(count);
    return place;
  };
  const observed = pack(layout.observationSize * firstUnits);
  const head = pack(headMembers * firstUnits);
  let unitsBefore = 0;
  const layerFields = layers.flatMap(({ inputs, outputs, weightsOffset }, depth) => {
    const flat = 8 * (weightsOffset - agent.offset);
    const weights = pack(depth === 0 ? 0 : inputs * whole(outputs));
    const fields = [inputs, outputs, flat, weights, pack(outputs), unitsBefore];
    unitsBefore += outputs;
    return fields;
  });
  // Last: its rows are written beyond their end.
  const tail = pack(layers[0]!.outputs * tailColumns + 4);

  const place = arena.reserve(4 * SHAPE_FIELDS);
  const layersPlace = arena.reserve(4 * LAYER_FIELDS * layers.length);
  const levelsPlace = arena.reserve(4 * levels.length);
  const scalesPlace = arena.reserve(8 * levels.length);
  const fields = [
    layout.activation === 'relu' ? 1 : 0,
    layout.observationSize,
    levels.length,
    levelsPlace,
    scalesPlace,
    headMembers,
    tailCount,
    tailColumns,
    heads,
    firstUnits,
    observed,
    head,
    tail,
    agent.length,
    layers.length,
    layersPlace,
  ];
  const later = layers.slice(1).reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0);
  return {
    place,
    packedSize,
    heads,
    tailCount,
    ownStride: product(levels.slice(1)),
    headWork: tailColumns * (layers[0]!.outputs + later),
    write(buffer) {
      new Int32Array(buffer, place, fields.length).set(fields);
      new Int32Array(buffer, layersPlace, layerFields.length).set(layerFields);
      new Int32Array(buffer, levelsPlace, levels.length).set(levels);
      new Float64Array(buffer, scalesPlace, levels.length).set(decisionScales);
    },
  };
}
