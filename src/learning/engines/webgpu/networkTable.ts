/**
 * What both kernels have to know of each LSM, as one table of whole numbers, made once for a layout:
 * headers, members and the places that the packed target comes from. LSMs of every degree stand side
 * by side; none is filled up to the largest.
 */

import { checkSingleNumbers } from '../../engineOptions.ts';
import type { AgentLayout, WeightLayout } from '../../layout.ts';
import { entriesOf, type JointSplit, splitJoint } from './jointSplit.ts';
import { LARGEST_WORKGROUP, WORKGROUP_BYTES } from './limits.ts';
import { packedSources, type RestPlan, restPlan, vectorsOf } from './packing.ts';

/** Threads that share one joint maximum. */
export const MAXIMA_THREADS = 64;
/** Threads that train one LSM. */
export const TRAINING_THREADS = LARGEST_WORKGROUP;

/** Bytes of the rest of a target network up to which it is taken into workgroup memory. */
const REST_BYTES = 6_144;
/** Bytes of the tables of joint levels, where one entry of each member fits: small enough for two. */
const TABLE_BYTES = 6_144;
const HEADER = 16;
const MEMBER = 3;

/** The kernels' declaration of the table; read as words[...]. */
export const TABLE_SHADER = /* wgsl */ `
struct Agent {
  flat: u32,
  length: u32,
  inputs: u32,
  perSample: u32,
  packed: u32,
  packedLength: u32,
  sources: u32,
  members: u32,
  memberCount: u32,
  outerMembers: u32,
  headEnd: u32,
  outerCount: u32,
  headCount: u32,
  tailCount: u32,
}
fn agentAt(index: u32) -> Agent {
  let at = index * ${HEADER}u;
  return Agent(
    words[at], words[at + 1u], words[at + 2u], words[at + 3u], words[at + 4u], words[at + 5u],
    words[at + 6u], words[at + 7u], words[at + 8u], words[at + 9u], words[at + 10u],
    words[at + 11u], words[at + 12u], words[at + 13u],
  );
}`;

export interface NetworkTable {
  readonly layout: WeightLayout;
  readonly hidden: readonly number[];
  readonly rest: RestPlan;
  /** The rest of the target network is taken into workgroup memory. */
  readonly restInWorkgroup: boolean;
  /** Most entries of the two tables of joint levels. */
  readonly entries: number;
  /** Headers, members (levels, scale, stride) and the packed target's sources. */
  readonly words: Uint32Array<ArrayBuffer>;
  /** Numbers of all packed target networks, and where they come from in the flat layout. */
  readonly packedLength: number;
  readonly sources: Uint32Array;
  /** Numbers of one sample of every LSM: inputs, reward and next observation. */
  readonly perSample: number;
  /** Floating-point operations of all joint maxima at one sample. */
  readonly operations: number;
}

export function networkTable(layout: WeightLayout): NetworkTable {
  checkSingleNumbers('webgpu', layout.agents);
  const { agents, observationSize } = layout;
  const hidden = agents[0]!.layers.slice(0, -1).map(({ outputs }) => outputs);
  const rest = restPlan(hidden);
  const entryBytes = 16 * vectorsOf(hidden[0]!);
  const restInWorkgroup = 16 * rest.length <= REST_BYTES;
  const room = WORKGROUP_BYTES - 4 * MAXIMA_THREADS - (restInWorkgroup ? 16 * rest.length : 0);
  const largest = Math.max(...agents.flatMap(({ levels }) => levels));
  const wanted = Math.max(TABLE_BYTES / entryBytes, largest + 1);
  const entries = Math.floor(Math.min(wanted, room / entryBytes));
  const splits = agents.map(({ levels }) => splitJoint(levels, entries));

  const packed = agents.map(packedSources);
  const sources = joined(packed);
  const membersAt = agents.length * HEADER;
  const sourcesAt = membersAt + MEMBER * agents.reduce((sum, { levels }) => sum + levels.length, 0);
  const words = new Uint32Array(sourcesAt + sources.length);
  words.set(sources, sourcesAt);
  let [perSample, packedAt, memberAt] = [0, 0, membersAt];
  agents.forEach((agent, index) => {
    const split = splits[index]!;
    const inputs = observationSize + agent.levels.length;
    const length = packed[index]!.length;
    words.set(
      [
        agent.offset,
        agent.length,
        inputs,
        perSample,
        packedAt / 4,
        length,
        sourcesAt + packedAt,
        memberAt,
        agent.levels.length,
        split.outerMembers,
        split.headEnd,
        split.outerCount,
        split.headCount,
        split.tailCount,
      ],
      index * HEADER,
    );
    writeMembers(agent, split, words.subarray(memberAt));
    perSample += inputs + 1 + observationSize;
    packedAt += length;
    memberAt += MEMBER * agent.levels.length;
  });
  return {
    layout,
    hidden,
    rest,
    restInWorkgroup,
    entries: Math.max(...splits.map(entriesOf)),
    words,
    packedLength: packedAt,
    sources,
    perSample,
    operations: agents.reduce((sum, agent) => sum + operationsOf(agent), 0),
  };
}

/** The packed target networks of weights in the flat layout. */
export function pack({ sources }: NetworkTable, flat: Float64Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(sources, (source) => flat[source] ?? 0);
}

/** Puts packed target networks back into the flat layout. */
export function unpack({ layout, sources }: NetworkTable, packed: Float32Array): Float64Array {
  const flat = new Float64Array(layout.length + 1);
  // What fills up goes past the end, and is dropped.
  sources.forEach((source, i) => {
    flat[Math.min(source, layout.length)] = packed[i]!;
  });
  return flat.slice(0, layout.length);
}

/** Levels, scale (as bits) and stride of each member within its part of the split. */
function writeMembers(agent: AgentLayout, split: JointSplit, words: Uint32Array): void {
  const { levels, decisionScales } = agent;
  const ends = [split.outerMembers, split.headEnd, levels.length];
  let stride = 1;
  for (let member = levels.length - 1; member >= 0; member -= 1) {
    if (ends.includes(member + 1)) stride = 1;
    const scale = new Uint32Array(Float32Array.of(decisionScales[member]!).buffer)[0]!;
    words.set([levels[member]!, scale, stride], member * MEMBER);
    stride *= levels[member]!;
  }
}

/** Of one joint maximum: additions of the first layer, then multiplications and additions. */
function operationsOf({ levels, layers }: AgentLayout): number {
  const count = levels.reduce((product, level) => product * level, 1);
  const products = layers.slice(1).reduce((sum, layer) => sum + layer.inputs * layer.outputs, 0);
  return count * (layers[0]!.outputs + 2 * products);
}

function joined(arrays: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}
