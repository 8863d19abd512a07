import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { localObjectives } from '../../src/learning/networkObjective.ts';
import { networksFile, parseNetworks } from '../../src/learning/networksFile.ts';
import { parseOrchestration } from '../../src/orchestration/options.ts';
import { InputError } from '../../src/schema.ts';
import { algorithm1 } from '../support/algorithm1.ts';
import { type NetworksJson, randomNetworks, randomObservations } from '../support/networks.ts';

const sample = () => randomNetworks(1, 2, 2, 'silu', [4, 3]);

describe('networks from a file', () => {
  it('go through JSON and back without a change', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...ACTIVATIONS),
        fc.boolean(),
        (seed, activation, chosen) => {
          const file = randomNetworks(seed, 2, 3, activation, [4, 3]);
          const ids = file.agents.map(({ id }) => id).sort((a, b) => a - b);
          if (chosen) {
            file.links = [[ids[0]!, ids[5]!]];
            file.extra = { engine: 'wasm', seed, scenario: { anything: [1, null] } };
          }
          const content = parseNetworks(JSON.parse(JSON.stringify(file)));
          const written = JSON.parse(JSON.stringify(networksFile(content)));
          expect(written).toEqual({ ...file, links: written.links });
          if (chosen) expect(written.links).toEqual(file.links);
          expect(parseNetworks(written)).toEqual(content);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('link every pair agent-neighbour once where no links are given', () => {
    const one = randomNetworks(1, 1, 3);
    // The outer two forget their neighbour: the pairs are linked all the same.
    for (const agent of [one.agents[0]!, one.agents[2]!]) {
      agent.neighbours = [];
      agent.decisionScales = [1];
      agent.layers[0]!.weights.pop();
    }
    expect(parseNetworks(one).links).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('take scope, levels and scales in the order of the file', () => {
    const file = sample();
    const agent = file.agents[0]!;
    agent.neighbours.reverse();
    const { networks } = parseNetworks(file);
    const at = (id: number) => file.agents.findIndex((each) => each.id === id);
    expect(networks.agents[0]!.scope).toEqual([0, ...agent.neighbours.map(at)]);
    expect(networks.agents[0]!.levels).toEqual(
      [0, ...agent.neighbours.map(at)].map((n) => file.agents[n]!.levels),
    );
  });

  it('have the values that the file says', () => {
    const file = sample();
    const { observations } = randomObservations(2, 4);
    const objectives = localObjectives(parseNetworks(file).networks, observations.flat());
    const decision = file.agents.map(({ levels }) => levels - 1);
    const sum = objectives.reduce((total, { scope, value }, n) => {
      return (
        total +
        value.call(
          objectives[n],
          scope.map((i) => decision[i]!),
        )
      );
    }, 0);
    const reading = algorithm1(file, observations, nothing, () => 0);
    expect(sum).toBeCloseTo(reading.objective(decision), 9);
  });
});

const nothing = { ...parseOrchestration({ anchor: 'zero', mixing: 'lazy' }), iterations: 0 };

describe('a networks file is refused', () => {
  const cases: [string, (file: NetworksJson) => unknown, string][] = [
    ['not an object', () => [], 'networks:'],
    ['null', () => null, 'networks:'],
    ['of another format', (f) => ({ ...f, format: 'n2o-trace' }), 'networks.format: "n2o-trace"'],
    ['of another version', (f) => ({ ...f, version: 2 }), 'networks.version: 2'],
    [
      'an unknown field',
      (f) => ({ ...f, seed: 3 }),
      'networks.seed: no such field (given 3); allowed: format | version | activation |',
    ],
    ['an unknown activation', (f) => ({ ...f, activation: 'gelu' }), 'networks.activation: "gelu"'],
    [
      'a missing scale',
      ({ valueScale: _, ...f }) => f,
      'networks.valueScale: missing; allowed: a finite number',
    ],
    ['no observation', (f) => ({ ...f, observationSize: 0 }), 'networks.observationSize: 0'],
    ['no agents', (f) => ({ ...f, agents: [] }), 'networks.agents: []'],
    ['extra of the wrong kind', (f) => ({ ...f, extra: 'x' }), 'networks.extra: "x"'],
    ['two of one id', edit((f) => (f.agents[1]!.id = f.agents[0]!.id)), 'networks.agents[1].id:'],
    ['an id that is not whole', edit((f) => (f.agents[1]!.id = 1.5)), 'networks.agents[1].id: 1.5'],
    ['one level', edit((f) => (f.agents[2]!.levels = 1)), 'networks.agents[2].levels: 1'],
    ['seven levels', edit((f) => (f.agents[2]!.levels = 7)), 'networks.agents[2].levels: 7'],
    [
      'an unknown field of an agent',
      edit((f) => Object.assign(f.agents[3]!, { name: 'x' })),
      'networks.agents[3].name: no such field (given "x"); allowed: id | levels | neighbours |',
    ],
    [
      'an unknown field of a layer',
      edit((f) => Object.assign(f.agents[1]!.layers[2]!, { bias: 1 })),
      'networks.agents[1].layers[2].bias: no such field (given 1); allowed: weights | biases',
    ],
    [
      'a neighbour that is nobody',
      edit((f) => (f.agents[0]!.neighbours[1] = 999)),
      'networks.agents[0].neighbours[1]: 999',
    ],
    [
      'itself as neighbour',
      edit((f) => (f.agents[0]!.neighbours[1] = f.agents[0]!.id)),
      'networks.agents[0].neighbours[1]:',
    ],
    [
      'a neighbour twice',
      edit((f) => (f.agents[0]!.neighbours[1] = f.agents[0]!.neighbours[0]!)),
      'networks.agents[0].neighbours[1]:',
    ],
    [
      'too few scales',
      edit((f) => f.agents[1]!.decisionScales.pop()),
      'networks.agents[1].decisionScales:',
    ],
    ['no layers', edit((f) => (f.agents[1]!.layers = [])), 'networks.agents[1].layers: []'],
    [
      'too few inputs',
      edit((f) => f.agents[1]!.layers[0]!.weights.pop()),
      'networks.agents[1].layers[0].weights: 7',
    ],
    [
      'a layer that does not fit the one before',
      edit((f) => f.agents[1]!.layers[1]!.weights.pop()),
      'networks.agents[1].layers[1].weights: 3',
    ],
    [
      'a ragged row',
      edit((f) => f.agents[2]!.layers[0]!.weights[3]!.push(1)),
      'networks.agents[2].layers[0].weights[3]:',
    ],
    [
      'a row that is none',
      edit((f) => Object.assign(f.agents[2]!.layers[0]!.weights, { 3: 'x' })),
      'networks.agents[2].layers[0].weights[3]: "x"',
    ],
    [
      'a weight that is not finite',
      edit((f) => (f.agents[2]!.layers[0]!.weights[3]![1] = Number.POSITIVE_INFINITY)),
      'networks.agents[2].layers[0].weights[3][1]: Infinity',
    ],
    [
      'a bias that is not a number',
      edit((f) => Object.assign(f.agents[2]!.layers[0]!.biases, { 1: null })),
      'networks.agents[2].layers[0].biases[1]: null',
    ],
    [
      'two outputs',
      edit((f) => {
        f.agents[0]!.layers[2]!.biases.push(0);
        for (const row of f.agents[0]!.layers[2]!.weights) row.push(0);
      }),
      'networks.agents[0].layers[2].biases:',
    ],
    ['a link that is no pair', edit((f) => (f.links = [[5]])), 'networks.links[0]: [5]'],
    ['a link to nobody', edit((f) => (f.links = [[5, 999]])), 'networks.links[0][1]: 999'],
    ['a link the wrong way', edit((f) => (f.links = [[16, 5]])), 'networks.links[0]: [16,5]'],
    ['a link to itself', edit((f) => (f.links = [[5, 5]])), 'networks.links[0]: [5,5]'],
    [
      'a link twice',
      edit((f) => {
        f.links = [
          [5, 16],
          [5, 16],
        ];
      }),
      'networks.links[1]: [5,16]',
    ],
  ];

  it.each(cases)('%s', (_, change, message) => {
    const refused = () => parseNetworks(change(sample()));
    expect(refused).toThrow(InputError);
    expect(refused).toThrow(message);
  });

  /** A change made in place. */
  function edit(change: (file: NetworksJson) => unknown) {
    return (file: NetworksJson) => {
      change(file);
      return file;
    };
  }
});
