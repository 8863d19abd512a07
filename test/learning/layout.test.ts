import { describe, expect, it } from 'vitest';
import { learnerDefaults } from '../../src/learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { InputError } from '../../src/schema.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const shape = learnerDefaults('paper');

describe('the layout', () => {
  it('has own first, neighbours ascending, and each level scaled to 0..1', () => {
    const scenario = parseScenario({ rows: 3, columns: 3, levels: [2, 3, 4, 5, 6, 2, 3, 4, 5] });
    const { agents } = buildLayout(scenario, shape);
    expect(agents[4]!.scope).toEqual([4, 1, 3, 5, 7]);
    expect(agents[4]!.levels).toEqual([6, 3, 5, 2, 4]);
    expect(agents[4]!.decisionScales).toEqual([1 / 5, 1 / 2, 1 / 4, 1, 1 / 3]);
    expect(agents[0]!.scope).toEqual([0, 1, 3]);
  });

  it('leaves no gap, and every parameter has one place', () => {
    const layout = buildLayout(parseScenario({ rows: 3, columns: 3 }), shape);
    const parameters = (inputs: number) => inputs * 8 + 8 + 8 * 32 + 32 + 32 * 8 + 8 + 8 + 1;
    const corners = 4 * parameters(5 + 3);
    const edges = 4 * parameters(5 + 4);
    expect(layout.length).toBe(corners + edges + parameters(5 + 5));

    const weights = Float64Array.from({ length: layout.length }, (_, i) => i);
    const networks = networksFromWeights(layout, weights);
    const all = networks.agents.flatMap((agent) =>
      agent.layers.flatMap((layer) => [...layer.weights, ...layer.biases]),
    );
    expect(all).toEqual(Array.from(weights));
    expect(networks.agents[0]!.layers.map((layer) => layer.inputs)).toEqual([8, 8, 32, 8]);
  });

  it('refuses weights of another length', () => {
    const layout = buildLayout(parseScenario({}), shape);
    expect(() => networksFromWeights(layout, new Float64Array(3))).toThrow(InputError);
  });

  it('refuses a scope of more than 20,000 joint decisions with their number', () => {
    const eight = { rows: 3, columns: 3, linkRadius: 86 };
    expect(buildLayout(parseScenario(eight), shape).agents[4]!.scope.length).toBe(9);
    const refused = () => buildLayout(parseScenario({ ...eight, levels: 4 }), shape);
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(
      'server 4 with its 8 neighbours has 262,144 joint decisions; the limit is 20,000',
    );
    expect(refused).toThrow('scenario.levels: 4 is not allowed');
  });
});
