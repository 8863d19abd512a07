/** Every source of an N2O run gives the problem that it says, on a ground of its own. */
import { describe, expect, it } from 'vitest';
import { orchestrateFiles } from '../../src/experiments/orchestrate.ts';
import { parseNetworks } from '../../src/learning/networksFile.ts';
import { observationsFile } from '../../src/learning/observationsFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import {
  gridLayout,
  type OpenedNetworks,
  openedNetworks,
  type ProblemSource,
  withObservations,
} from '../../src/session/problemSource.ts';
import { parseQuadratic } from '../../src/session/sourceOptions.ts';
import { agreementTrace, evaluateDecisions, problemOf } from '../../src/workers/agreement.ts';
import { sourcedProblem } from '../../src/workers/problemSource.ts';
import type { OrchestrationRequest } from '../../src/workers/protocol.ts';
import { EdgeEnvironment } from '../../src/world/environment.ts';
import { parseScenario } from '../../src/world/scenario.ts';
import { buildTopology } from '../../src/world/topology.ts';
import { randomNetworks } from '../support/networks.ts';
import { smallSetup } from './support.ts';

const options = parseOrchestration({ iterations: 5 });

/** A request whose city has 2 x 2 servers, which observe these numbers. */
function requestOf(
  source: ProblemSource,
  observations = new Float64Array(20),
  slot = 3,
): OrchestrationRequest {
  const weights = { weights: new Float64Array(0), trainedSlots: 0 };
  return { setup: smallSetup({}), snapshot: { slot, observations, weights }, options, source };
}

const rows = (count: number) => Array.from({ length: count }, (_, i) => (i % 7) / 7);

function opened(data = randomNetworks(4, 2, 3), name = 'mine.json'): OpenedNetworks {
  return openedNetworks(parseNetworks(data), name).opened;
}
const fromFile = (content: OpenedNetworks): ProblemSource => ({ kind: 'networks', ...content });

describe('networks of a file', () => {
  it('on a file of observations run as on the command line', () => {
    const networks = randomNetworks(4, 2, 3);
    const observations = observationsFile(rows(30), 5);
    const source = fromFile(withObservations(opened(networks), observations, 'seen.json'));
    const trace = agreementTrace(requestOf(source, new Float64Array(0), 0));
    const expected = orchestrateFiles(networks, observations, options);
    expect(trace.ids).toEqual(networks.agents.map(({ id }) => id));
    expect(trace.decision).toEqual([...expected.decision]);
    expect(trace.objective).toBe(expected.objective);
    expect(trace.iterations.at(-1)!.copies).toEqual(expected.iterations.at(-1)!.copies);
    expect(trace.source).toEqual({
      kind: 'networks',
      name: 'mine.json',
      observations: 'file',
      observationsName: 'seen.json',
    });
  });

  it('that fit the city see what its servers observe; others see what is drawn, slot by slot', () => {
    const seen = Float64Array.from(rows(20));
    const here = sourcedProblem(requestOf(fromFile(opened(randomNetworks(2, 2, 2))), seen), null);
    expect(here.source).toMatchObject({ observations: 'city' });
    const file = observationsFile(seen, 5);
    const told = withObservations(opened(randomNetworks(2, 2, 2)), file, 'x');
    const [one, other] = [here, sourcedProblem(requestOf(fromFile(told)), null)].map(
      ({ problem }) => problem.objectives.map((objective) => [...objective.table()]),
    );
    expect(one).toEqual(other);

    const source = fromFile(opened());
    const drawn = sourcedProblem(requestOf(source, seen), null);
    expect(drawn.source).toMatchObject({ observations: 'drawn' });
    const tableAt = (slot: number) => [
      ...problemOf(requestOf(source, seen, slot), null).objectives[0]!.table(),
    ];
    expect(tableAt(3)).toEqual([...drawn.problem.objectives[0]!.table()]);
    expect(tableAt(4)).not.toEqual(tableAt(3));
  });

  it('of another city stand and observe as that city says, whatever the order of their ids', () => {
    const scenario = parseScenario({ rows: 2, columns: 3, spacing: 50, linkRadius: 60 });
    const networks = randomNetworks(4, 2, 3);
    const order = [4, 0, 5, 2, 1, 3];
    const idOf = new Map(networks.agents.map(({ id }, n) => [id, order[n]!]));
    const agents = networks.agents.map((agent) => ({
      ...agent,
      id: idOf.get(agent.id)!,
      neighbours: agent.neighbours.map((each) => idOf.get(each)!),
    }));
    const { links: _, ...rest } = networks;
    const source = fromFile(opened({ ...rest, agents, extra: { scenario } }));
    const request = requestOf(source);
    const { layout, problem, source: told } = sourcedProblem(request, null);
    expect(told).toMatchObject({ observations: 'ownCity' });
    const city = buildTopology(scenario);
    expect([...layout.x]).toEqual(order.map((id) => city.x[id]));
    expect(layout.zones).toEqual(order.map((id) => city.zones[id]));
    // The rows of that city's first slot, one by one, as a file of observations in the file's order.
    const environment = new EdgeEnvironment(scenario);
    environment.reset(900_000 + request.setup.seed + 3);
    const inOrder = order.flatMap((id) => [...environment.observations.slice(5 * id, 5 * id + 5)]);
    const same = withObservations(
      opened({ ...rest, agents }),
      observationsFile(inOrder, 5),
      'same',
    );
    const expected = problemOf(requestOf(fromFile(same)), null);
    expect(problem.objectives.map((each) => [...each.table()])).toEqual(
      expected.objectives.map((each) => [...each.table()]),
    );
  });

  it('without a city stand on a near-square grid, each in a place of its own', () => {
    for (const count of [1, 2, 5, 7, 12, 100]) {
      const { rows: down, columns, x, y, zones } = gridLayout(count);
      expect(down * columns).toBeGreaterThanOrEqual(count);
      expect(Math.abs(down - columns)).toBeLessThanOrEqual(1);
      expect(new Set(Array.from(x, (each, n) => `${each} ${y[n]}`)).size).toBe(count);
      expect(zones).toBeNull();
    }
    const scenario = parseScenario({ rows: 2, columns: 2 });
    const other = opened({ ...randomNetworks(4, 2, 3), extra: { scenario } });
    expect(other.scenario).toBeNull();
  });

  it('in pieces are refused, the pieces named by ids', () => {
    const networks = randomNetworks(1, 1, 4);
    const [a, b, c, d] = networks.agents.map(({ id }) => id) as [number, number, number, number];
    const links = [[a, b].sort((m, n) => m - n), [c, d].sort((m, n) => m - n)];
    const source = fromFile(opened({ ...networks, links }));
    const run = () => agreementTrace(requestOf(source));
    expect(run).toThrow(`{${a}, ${b}} and {${c}, ${d}}`);
  });
});

describe('quadratics', () => {
  const quadratic = parseQuadratic({ rows: 2, columns: 3, levels: 4, seed: 9 });
  const source: ProblemSource = { kind: 'quadratic', options: quadratic };

  it('stand on their grid, look at their neighbours, and are concave', () => {
    const { problem, layout } = sourcedProblem(requestOf(source), null);
    expect(problem.objectives.map(({ scope }) => scope)).toEqual([
      [0, 1, 3],
      [1, 0, 2, 4],
      [2, 1, 5],
      [3, 0, 4],
      [4, 1, 3, 5],
      [5, 2, 4],
    ]);
    expect([layout.rows, layout.columns]).toEqual([2, 3]);
    for (const { scope, value } of problem.objectives.map((each) => ({
      scope: each.scope,
      value: each.value.bind(each),
    }))) {
      const low = scope.map(() => 0.3);
      const high = scope.map((_, i) => 1 + i / 2);
      const middle = low.map((each, i) => (each + high[i]!) / 2);
      expect(value(middle)).toBeGreaterThan((value(low) + value(high)) / 2);
    }
  });

  it('are others with another seed, and the same with the same', () => {
    const table = (seed: number) => [
      ...problemOf(
        requestOf({ kind: 'quadratic', options: { ...quadratic, seed } }),
        null,
      ).objectives[2]!.table(),
    ];
    expect(table(9)).toEqual(table(9));
    expect(table(10)).not.toEqual(table(9));
  });

  it('are refused beyond their range, with it', () => {
    expect(() => parseQuadratic({ rows: 11 })).toThrow('a whole number from 1 to 10');
    expect(() => parseQuadratic({ curvature: 0 })).toThrow('quadratic.curvature');
    expect(() => parseQuadratic({ coupling: 1 })).toThrow('from 0 to 0.95');
    expect(() => parseQuadratic({ size: 3 })).toThrow('no such field');
  });

  it('value decisions made by hand as the exact optimum is valued, and refuse impossible ones', () => {
    const request = requestOf(source);
    const { exact } = agreementTrace(request);
    if ('reason' in exact) throw new Error(exact.reason);
    expect(evaluateDecisions(request, exact.decision).objective).toBeCloseTo(exact.objective, 9);
    expect(() => evaluateDecisions(request, [0, 0, 0, 0, 0, 4])).toThrow(
      'decisions[5]: 4 is not allowed; allowed: a whole number from 0 to 3',
    );
    expect(() => evaluateDecisions(request, [0])).toThrow('6, one a server');
  });
});
