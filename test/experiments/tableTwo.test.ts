/** Table II: against the paper's own numbers, hand-computed ones, and what a run really sends. */
import { describe, expect, it } from 'vitest';
import { PAPER_TABLE_TWO, tableTwo } from '../../src/experiments/tableTwo.ts';
import { CentralizedLearner } from '../../src/learning/centralized.ts';
import { parseCentralized } from '../../src/learning/centralizedConfiguration.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { networkProblem } from '../../src/learning/networkProblem.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { recordedRun } from '../../src/orchestration/orchestrate.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';

const learner = parseLearner({});
const centralized = parseCentralized({});
const plain = parseOrchestration({});

function table(fields: object, options = plain, learning = learner) {
  return tableTwo(parseScenario({ kind: 'paper', ...fields }), learning, centralized, options);
}

describe('nine servers with three levels', () => {
  const nine = table({ rows: 3, columns: 3 });

  it('has the state, the actions and the bytes that the paper prints', () => {
    const { centralized: centre, local } = PAPER_TABLE_TWO;
    expect(nine.centralized).toMatchObject({
      state: centre.state,
      actions: centre.actions,
      bytes: centre.bytes,
    });
    expect(nine.local.state).toBe(local.state);
    expect(nine.local.paperBytes).toBe(local.bytes);
    // Two, three or four neighbours: the paper's 81 = 3^4 is that of a server with three.
    expect(nine.local.actions).toEqual([27, 243]);
  });

  it('needs the memory that the paper prints, at eight bytes a number in five arrays', () => {
    const widths = [45, 256, 256, 128, 19_683];
    let parameters = 0;
    for (let depth = 1; depth < widths.length; depth += 1) {
      parameters += widths[depth]! * (widths[depth - 1]! + 1);
    }
    expect(nine.centralized.memory.parameters).toBe(parameters);
    expect(nine.centralized.doubleBytes).toBe(40 * parameters);
    const { memory } = PAPER_TABLE_TWO.centralized;
    expect(Math.abs(nine.centralized.doubleBytes - memory) / memory).toBeLessThan(0.001);
    expect(nine.centralized.memory.arrays).toBe(20 * parameters);
    expect(nine.centralized.memory.replay).toBe(20_000 * (8 * (1 + 45 + 9) + 9));
  });

  it('counts what the LSMs keep', () => {
    // 5 + scope -> 8 -> 32 -> 8 -> 1.
    const parameters = (scope: number) => (5 + scope + 1) * 8 + 9 * 32 + 33 * 8 + 9;
    expect(nine.local.largest.parameters).toBe(parameters(5));
    expect(nine.local.largest.arrays).toBe(40 * parameters(5));
    expect(nine.local.largest.replay).toBe(20_000 * (8 * (1 + 5 + 1) + 5));
    const all = 4 * parameters(3) + 4 * parameters(4) + parameters(5);
    expect(nine.local.together.parameters).toBe(all);
  });

  it('sends 50 iterations of 9 numbers over 12 links both ways, and the anchors', () => {
    expect(nine.local.bytes).toBe(50 * 9 * 8 * 24 + 24 * 8);
    expect(nine.local.messages).toBe(50 * 24 + 24);
  });
});

it('sees more where the neighbours are observed too', () => {
  const learning = parseLearner({ observes: 'withNeighbours' });
  expect(table({}, plain, learning).local.state).toBe(10);
});

it('counts a network that does not fit: 3^16 outputs', () => {
  const sixteen = table({ rows: 4, columns: 4 }).centralized;
  expect(sixteen.actions).toBe(43_046_721);
  expect(sixteen.memory.arrays).toBeGreaterThan(1e11);
});

it.each([
  {},
  { readOut: 'best' },
  { readOut: 'sweep', sweeps: 2 },
  { anchor: 'own', horizon: 1 },
  { topology: 'ring' },
  { failure: 0.4, seed: 3 },
])('sends what a run sends: %j', (fields) => {
  const options = parseOrchestration(fields);
  const scenario = parseScenario({ kind: 'paper', rows: 2, columns: 3 });
  const layout = buildLayout(scenario, learner);
  const networks = networksFromWeights(layout, new Float64Array(layout.length));
  const ids = layout.agents.map(({ id }) => id);
  const ring = ids.map((id) => [id, (id + 1) % 6].sort((a, b) => a - b) as [number, number]);
  const links = fields.topology === 'ring' ? ring : buildTopology(scenario).links;
  const problem = networkProblem({ ids, links }, networks, new Float64Array(30));
  const { bytes, messages } = recordedRun(problem, options);
  expect(tableTwo(scenario, learner, centralized, options).local).toMatchObject({
    bytes,
    messages,
  });
});

it('counts the arrays that a centralised learner really has', () => {
  const scenario = parseScenario({ kind: 'paper' });
  const one = new CentralizedLearner({ scenario, learner, centralized, seed: 1 });
  expect(tableTwo(scenario, learner, centralized, plain).centralized.memory.parameters).toBe(
    one.layout.length,
  );
});
