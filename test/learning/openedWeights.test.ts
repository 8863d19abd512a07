import { describe, expect, it, test } from 'vitest';
import { ACTIVATIONS, parseLearner } from '../../src/learning/configuration.ts';
import { initialWeights } from '../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../src/learning/layout.ts';
import { neighbourLinks, networksFile, parseNetworks } from '../../src/learning/networksFile.ts';
import { learnerOf, weightsOf } from '../../src/learning/openedWeights.ts';
import { RandomStream } from '../../src/random.ts';
import { InputError } from '../../src/schema.ts';
import { levelsOf, parseScenario } from '../../src/world/scenario.ts';
import { naiveValue } from '../support/naiveLearning.ts';
import { type NetworksJson, randomNetworks } from '../support/networks.ts';

/** Random networks on a grid, and the layout of the city that they are for. */
function cityOf(file: NetworksJson, rows: number, columns: number) {
  const { networks, links } = parseNetworks(file);
  const levels = file.agents.map((agent) => agent.levels);
  const scenario = parseScenario({ rows, columns, levels });
  expect(levelsOf(scenario)).toEqual(levels);
  const layout = buildLayout(scenario, learnerOf(networks, parseLearner({})));
  return { networks, links, layout };
}

/** The same functions, told otherwise: neighbours in another order, levels scaled otherwise. */
function toldOtherwise(file: NetworksJson, seed: number): NetworksJson {
  const stream = new RandomStream(seed, 'policy');
  const agents = file.agents.map((agent) => {
    const places = agent.neighbours.map((_, i) => i + 1).reverse();
    const order = [0, ...places];
    const scales = order.map(() => 0.25 + stream.uniform());
    const rows = agent.layers[0]!.weights;
    const weights = [
      ...rows.slice(0, 5),
      ...order.map((from, i) =>
        rows[5 + from]!.map((weight) => (weight * agent.decisionScales[from]!) / scales[i]!),
      ),
    ];
    return {
      ...agent,
      neighbours: places.map((place) => agent.neighbours[place - 1]!),
      decisionScales: scales,
      layers: [{ ...agent.layers[0]!, weights }, ...agent.layers.slice(1)],
    };
  });
  return { ...file, agents };
}

describe('networks of a file in the flat layout', () => {
  it('are the same bits where the file is one of ours', () => {
    const scenario = parseScenario({ rows: 3, columns: 2, levels: [2, 3, 4, 2, 3, 4] });
    const learner = parseLearner({ hidden: [7, 5], activation: 'tanh', valueScale: 12.5 });
    const layout = buildLayout(scenario, learner);
    const weights = initialWeights(layout, 9);
    const networks = networksFromWeights(layout, weights);
    const links = neighbourLinks(networks.agents);
    const file = JSON.parse(JSON.stringify(networksFile({ networks, links })));
    const content = parseNetworks(file);
    expect(learnerOf(content.networks, parseLearner({}))).toEqual(learner);
    expect(weightsOf(layout, content.networks, content.links)).toEqual(weights);
  });

  test.each(ACTIVATIONS)(
    'with %s stay the functions that they are, however listed',
    (activation) => {
      const file = toldOtherwise(randomNetworks(4, 2, 3, activation, [6, 4]), 8);
      const { networks, links, layout } = cityOf(file, 2, 3);
      const flat = networksFromWeights(layout, weightsOf(layout, networks, links));
      const stream = new RandomStream(2, 'policy');
      flat.agents.forEach((agent, n) => {
        const told = networks.agents[n]!;
        for (let trial = 0; trial < 20; trial++) {
          const observation = Array.from({ length: 5 }, () => stream.uniform());
          const decisions = agent.levels.map((levels) => stream.integer(levels));
          const asTold = told.scope.map((member) => decisions[agent.scope.indexOf(member)]!);
          const value = naiveValue(agent, activation, observation, decisions);
          expect(value).toBeCloseTo(naiveValue(told, activation, observation, asTold), 12);
        }
      });
    },
  );
});

describe('networks that are not those of the city', () => {
  const opened = (change: (file: NetworksJson) => void, rows = 2, columns = 2) => {
    const file = randomNetworks(1, 2, 2, 'relu', [4, 3]);
    file.agents.forEach((agent) => {
      agent.levels = 3;
    });
    change(file);
    const { networks, links } = parseNetworks(file);
    const scenario = parseScenario({ rows, columns });
    const learner = learnerOf(networks, parseLearner({}));
    return weightsOf(buildLayout(scenario, learner), networks, links);
  };
  const refusal = (change: (file: NetworksJson) => void, rows = 2, columns = 2) => {
    try {
      opened(change, rows, columns);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
    return null;
  };

  it('are refused with the path of what differs, and what is allowed', () => {
    expect(refusal(() => {})).toBeNull();
    expect(refusal(() => {}, 3, 3)).toBe(
      'networks.agents: 4 is not allowed; allowed: 9 agents, one a server',
    );
    expect(refusal((file) => Object.assign(file.agents[2]!, { levels: 4 }))).toBe(
      'networks.agents[2].levels: 4 is not allowed; allowed: 3',
    );
    expect(refusal(() => {}, 1, 4)).toMatch(
      /^networks\.agents\[0\]\.neighbours: .*allowed: the id/,
    );
    expect(refusal((file) => Object.assign(file, { valueScale: 5000 }))).toMatch(
      /^networks\.valueScale: 5000 is not allowed; allowed: a number from 0\.1 to 1000/,
    );
    const [one, two] = randomNetworks(1, 2, 2).agents.map(({ id }) => id);
    const pair = [one!, two!].sort((a, b) => a - b);
    expect(refusal((file) => Object.assign(file, { links: [pair] }))).toMatch(/^networks\.links: /);
  });

  it('are refused where no learner has such widths', () => {
    const wide = randomNetworks(3, 2, 2, 'relu', [129]);
    expect(() => learnerOf(parseNetworks(wide).networks, parseLearner({}))).toThrow(
      /^networks\.agents\[0\]\.layers: .*from 1 to 128/,
    );
    const mixed = randomNetworks(3, 2, 2, 'relu', [6]);
    mixed.agents[1] = randomNetworks(3, 2, 2, 'relu', [7]).agents[1]!;
    expect(() => learnerOf(parseNetworks(mixed).networks, parseLearner({}))).toThrow(
      'networks.agents[1].layers: [7] is not allowed; allowed: hidden widths of 6, as the first agent has',
    );
  });
});
