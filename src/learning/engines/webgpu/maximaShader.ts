/**
 * The kernel of the joint maxima: max over all joint decisions of the target network, at every next
 * observation of several updates. One workgroup an observation: grid of minibatch x updates x LSMs.
 *
 * The first layer is two tables in workgroup memory (jointSplit.ts). Each thread takes every 64th
 * joint decision, two at a time where registers allow, so that a weight is loaded once for both; the
 * values of a narrow layer stay in registers while the units of a wide one pass.
 */
import { activationShader } from './activationShader.ts';
import { type NetworkTable, TABLE_SHADER, MAXIMA_THREADS as THREADS } from './networkTable.ts';
import { type UnitStage, vectorsOf } from './packing.ts';

/** Vectors of a joint decision's values up to which a thread takes two. */
const PAIR_VECTORS = 16;
/** Threads that look through what all found. */
const SEARCHERS = 8;

/** @param size of the minibatches */
export function maximaShader(table: NetworkTable, size: number): string {
  const { rest, restInWorkgroup, entries, layout, hidden } = table;
  const width = vectorsOf(hidden[0]!);
  const widest = width + Math.max(0, ...rest.stages.map(({ outgoing }) => outgoing));
  const points = widest <= PAIR_VECTORS ? ['A', 'B'] : ['A'];
  const stride = THREADS * points.length;
  const observed = layout.observationSize;
  return /* wgsl */ `
${activationShader(layout.activation, 'vec4f')}
struct Piece {
  data: u32,
  stride: u32,
}
@group(0) @binding(0) var<uniform> piece: Piece;
@group(0) @binding(1) var<storage, read> upload: array<f32>;
@group(0) @binding(2) var<storage, read> words: array<u32>;
@group(0) @binding(3) var<storage, read> frozen: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> maxima: array<f32>;
${TABLE_SHADER}
// Joint levels of the head from the beginning, of the tail from headCount on.
var<workgroup> tables: array<vec4f, ${entries * width}>;
var<workgroup> bests: array<f32, ${THREADS}>;
${restInWorkgroup ? `var<workgroup> rest: array<vec4f, ${rest.length}>;` : ''}
var<private> restAt: u32;

fn weight(at: u32) -> vec4f {
  return ${restInWorkgroup ? 'rest[at]' : 'frozen[restAt + at]'};
}

// W1 alpha of some members at one of their joint levels, for four units.
fn levelSum(agent: Agent, start: u32, end: u32, joint: u32, quad: u32) -> vec4f {
  var sum = vec4f();
  for (var member = start; member < end; member++) {
    let at = agent.members + 3u * member;
    let level = (joint / words[at + 2u]) % words[at];
    let row = agent.packed + (${observed}u + member) * ${width}u;
    sum += f32(level) * bitcast<f32>(words[at + 1u]) * frozen[row + quad];
  }
  return sum;
}

@compute @workgroup_size(${THREADS})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let agent = agentAt(group.z);
  let data = piece.data + group.y * piece.stride + agent.perSample * ${size}u;
  let next = data + (agent.inputs + 1u) * ${size}u + group.x * ${observed}u;
  restAt = agent.packed + (agent.inputs + 1u) * ${width}u;
${restInWorkgroup ? copyRest(rest.length) : ''}
  for (var i = thread; i < agent.tailCount * ${width}u; i += ${THREADS}u) {
    tables[agent.headCount * ${width}u + i] =
      levelSum(agent, agent.headEnd, agent.memberCount, i / ${width}u, i % ${width}u);
  }
  let count = agent.headCount * agent.tailCount;
  var best = -3.4e38;
  for (var outer = 0u; outer < agent.outerCount; outer++) {
    if (outer > 0u) {
      // Everyone is done with the head's table of the turn before.
      workgroupBarrier();
    }
    for (var i = thread; i < agent.headCount * ${width}u; i += ${THREADS}u) {
      let quad = i % ${width}u;
      var sum = frozen[agent.packed + agent.inputs * ${width}u + quad];
      for (var k = 0u; k < ${observed}u; k++) {
        sum += upload[next + k] * frozen[agent.packed + k * ${width}u + quad];
      }
      sum += levelSum(agent, 0u, agent.outerMembers, outer, quad);
      tables[i] = sum + levelSum(agent, agent.outerMembers, agent.headEnd, i / ${width}u, quad);
    }
    workgroupBarrier();
    for (var joint = thread; joint < count; joint += ${stride}u) {
${evaluation(table, points)}
      best = max(best, ${points.map((point) => `value${point}`).reduce((a, b) => `max(${a}, ${b})`)});
    }
  }
  bests[thread] = best;
  workgroupBarrier();
  // In two steps: barriers cost more than the few comparisons.
  if (thread < ${SEARCHERS}u) {
    for (var i = thread; i < ${THREADS}u; i += ${SEARCHERS}u) {
      best = max(best, bests[i]);
    }
    bests[thread] = best;
  }
  workgroupBarrier();
  if (thread == 0u) {
    for (var i = 1u; i < ${SEARCHERS}u; i++) {
      best = max(best, bests[i]);
    }
    maxima[(group.y * groups.z + group.z) * groups.x + group.x] = best;
  }
}`;
}

function copyRest(length: number): string {
  return `  for (var i = thread; i < ${length}u; i += ${THREADS}u) {
    rest[i] = frozen[restAt + i];
  }`;
}

/** Q at one joint decision for each point, as valueA ...; past the end the last one once more. */
function evaluation({ rest, hidden }: NetworkTable, points: readonly string[]): string {
  const width = vectorsOf(hidden[0]!);
  const lines: string[] = [];
  points.forEach((point, index) => {
    const at = index === 0 ? 'joint' : `min(joint + ${index * THREADS}u, count - 1u)`;
    lines.push(
      `let joint${point} = ${at};`,
      `let head${point} = (joint${point} / agent.tailCount) * ${width}u;`,
      `let tail${point} = (agent.headCount + joint${point} % agent.tailCount) * ${width}u;`,
    );
    for (let quad = 0; quad < width; quad += 1) {
      lines.push(
        `var x${quad}${point} = activate(tables[head${point} + ${quad}u] + tables[tail${point} + ${quad}u]);`,
      );
    }
    lines.push(`var value${point} = weight(${rest.outputBias}u).x;`);
  });
  rest.stages.forEach((stage, index) => {
    lines.push(...stageLines(stage, index, points));
  });
  if (rest.outputWeights !== null) {
    for (let quad = 0; quad < rest.outputVectors; quad += 1) {
      const weight = `weight(${rest.outputWeights + quad}u)`;
      for (const point of points) {
        lines.push(
          `value${point} += dot(${valueName(rest.stages.length, quad, point)}, ${weight});`,
        );
      }
    }
  }
  return lines.map((line) => `      ${line}`).join('\n');
}

/** One layer, a few units at a time, and the sums that its units go into. */
function stageLines(stage: UnitStage, index: number, points: readonly string[]): string[] {
  const { units, incoming, outgoing, rows, biases } = stage;
  const length = incoming + 1 + outgoing;
  // As many units as fill a vector: the activation takes four numbers.
  const together = Array.from({ length: 4 / points.length }, (_, unit) => unit);
  const lanes = together.flatMap((unit) => points.map((point) => `sum${unit}${point}`));
  const lines: string[] = [];
  for (let quad = 0; quad < outgoing; quad += 1) {
    for (const point of points) {
      lines.push(`var ${valueName(index + 1, quad, point)} = weight(${biases + quad}u);`);
    }
  }
  const end = rows + units * length;
  lines.push(`for (var row = ${rows}u; row < ${end}u; row += ${together.length * length}u) {`);
  for (const unit of together) {
    lines.push(`  let unit${unit} = weight(row + ${unit * length + incoming}u);`);
    for (const point of points) lines.push(`  var sum${unit}${point} = unit${unit}.x;`);
    for (let quad = 0; quad < incoming; quad += 1) {
      const products = points.map(
        (point) => `sum${unit}${point} += dot(${valueName(index, quad, point)}, w);`,
      );
      lines.push(`  { let w = weight(row + ${unit * length + quad}u); ${products.join(' ')} }`);
    }
  }
  lines.push(`  let done = activate(vec4f(${lanes.join(', ')}));`);
  for (const unit of together) {
    const lane = (position: number) => `done[${unit * points.length + position}]`;
    if (outgoing === 0) {
      points.forEach((point, position) => {
        lines.push(`  value${point} += ${lane(position)} * unit${unit}.y;`);
      });
    }
    for (let quad = 0; quad < outgoing; quad += 1) {
      const products = points.map(
        (point, position) => `${valueName(index + 1, quad, point)} += ${lane(position)} * w;`,
      );
      const at = unit * length + incoming + 1 + quad;
      lines.push(`  { let w = weight(row + ${at}u); ${products.join(' ')} }`);
    }
  }
  lines.push('}');
  for (let quad = 0; quad < outgoing; quad += 1) {
    for (const point of points) {
      const name = valueName(index + 1, quad, point);
      lines.push(`${name} = activate(${name});`);
    }
  }
  return lines;
}

/** Values after so many stages. */
function valueName(stage: number, quad: number, point: string): string {
  return `${'xyz'[stage]}${quad}${point}`;
}
