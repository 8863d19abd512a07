import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelBinary } from '../../../build/assemblyScript.ts';
import type { Activation } from '../../../src/learning/configuration.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import {
  type CompiledKernels,
  compileKernels,
  type Kernels,
} from '../../../src/learning/engines/wasm/kernels.ts';
import { NetworkKernels } from '../../../src/learning/engines/wasm/networkKernels.ts';
import { initialWeights } from '../../../src/learning/initialisation.ts';
import { buildLayout, networksFromWeights } from '../../../src/learning/layout.ts';
import type { LocalNetworks } from '../../../src/learning/network.ts';
import { localObjectives } from '../../../src/learning/networkObjective.ts';
import { networkProblem } from '../../../src/learning/networkProblem.ts';
import { parseNetworks } from '../../../src/learning/networksFile.ts';
import { LinkProcess } from '../../../src/orchestration/linkProcess.ts';
import { buildMixing } from '../../../src/orchestration/mixing.ts';
import { type N2oState, n2o } from '../../../src/orchestration/n2o.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import { orchestrate, orchestratedDecision } from '../../../src/orchestration/orchestrate.ts';
import type { OrchestrationProblem } from '../../../src/orchestration/problem.ts';
import { RandomStream } from '../../../src/random.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';
import { layoutOf, randomWeights } from '../../support/naiveLearning.ts';
import { randomNetworks } from '../../support/networks.ts';

const compiled = await compileKernels(await kernelBinary());

/** Compiled kernels that keep what they hand out. */
function watched(change: (kernels: Kernels) => Kernels = (kernels) => kernels) {
  const instances: Kernels[] = [];
  const kernels: CompiledKernels = {
    instantiate() {
      const instance = change(compiled.instantiate());
      instances.push(instance);
      return instance;
    },
  };
  return { kernels, instances };
}

const numbers = (seed: number, length: number, high = 1) => {
  const stream = new RandomStream(seed, 'users');
  return Float64Array.from({ length }, () => high * stream.uniform());
};
const observationsOf = ({ agents, observationSize }: LocalNetworks, seed: number) =>
  numbers(seed, agents.length * observationSize);

/** A grid's networks, and the problem of a slot on them. */
function grid(seed: number, rows: number, columns: number, more: Partial<GridOptions> = {}) {
  const { activation = 'algebraicSilu', hidden = [8, 32, 8] } = more;
  const { networks, links } = parseNetworks(
    randomNetworks(seed, rows, columns, activation, hidden),
  );
  const ids = networks.agents.map(({ id }) => id);
  const problem = (accelerator: NetworkKernels | null, slot = 1): OrchestrationProblem =>
    networkProblem({ ids, links }, networks, observationsOf(networks, slot), accelerator);
  return { networks, problem };
}
interface GridOptions {
  readonly activation: Activation;
  readonly hidden: readonly number[];
}

/** Degrees 0 to 8, levels 2 to 6; tables with heads and without. */
const SCOPES = [
  [5],
  [6, 2],
  [3, 3, 3],
  [2, 6, 4, 3],
  [6, 5, 2, 3, 2],
  [3, 3, 3, 3, 3, 2],
  [2, 2, 3, 2, 4, 2, 2],
  [4, 2, 2, 2, 3, 2, 2, 2],
  [2, 3, 2, 2, 3, 2, 2, 2, 2],
];

describe('objectives on the kernels', () => {
  const one = new NetworkKernels(compiled);

  it('have the values, gradients and tables of TypeScript, bit by bit', () => {
    const width = fc.oneof(fc.constantFrom(1, 2, 3, 8, 32), fc.integer({ min: 1, max: 128 }));
    const cases = fc.record({
      seed: fc.nat(1e6),
      activation: fc.constantFrom('algebraicSilu' as const, 'relu' as const),
      hidden: fc.array(width, { minLength: 0, maxLength: 4 }),
      size: fc.constantFrom(0.3, 2),
    });
    fc.assert(
      fc.property(cases, ({ seed, activation, hidden, size }) => {
        const scopes = SCOPES.map((levels, id) => ({ id, levels }));
        const layout = layoutOf(scopes, hidden, activation, 30);
        const networks = networksFromWeights(layout, randomWeights(layout, seed, size));
        const observations = observationsOf(networks, seed);
        const ours = one.objectives(networks, observations)!.objectives;
        localObjectives(networks, observations).forEach((plain, n) => {
          for (const high of [6, -1]) {
            const alpha = numbers(seed + n, 9, high).map((x, i) => (i === 1 ? Math.round(x) : x));
            const [gradient, expected] = [new Float64Array(9), new Float64Array(9)];
            expect(ours[n]!.value(alpha)).toBe(plain.value(alpha));
            expect(ours[n]!.gradient(alpha, gradient)).toBe(plain.gradient(alpha, expected));
            expect(gradient).toEqual(expected);
          }
          expect(ours[n]!.table()).toEqual(plain.table());
        });
      }),
      { numRuns: 25 },
    );
  });

  it('have the largest table that is allowed', () => {
    const layout = layoutOf([{ id: 0, levels: [3, 3, 3, 3, 3, 3, 3, 3, 3] }]);
    const networks = networksFromWeights(layout, randomWeights(layout, 4));
    const table = one.objectives(networks, numbers(1, 5))!.objectives[0]!.table();
    expect(table).toEqual(localObjectives(networks, numbers(1, 5))[0]!.table());
    expect(table).toHaveLength(19_683);
  });

  it('have the gradient of the finite difference', () => {
    const layout = layoutOf([{ id: 0, levels: [4, 2, 6, 3] }], [9, 5], 'algebraicSilu', 30);
    const networks = networksFromWeights(layout, randomWeights(layout, 8));
    const objective = one.objectives(networks, numbers(2, 5))!.objectives[0]!;
    const alpha = [1.3, 0.6, 3.9, 0.2];
    const gradient = new Float64Array(4);
    objective.gradient(alpha, gradient);
    alpha.forEach((_, i) => {
      const moved = (by: number) => objective.value(alpha.map((a, j) => (j === i ? a + by : a)));
      expect(gradient[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
    });
  });

  it('treat minus zero, infinities and NaN alike', () => {
    for (const activation of ['algebraicSilu', 'relu'] as const) {
      const layout = layoutOf([{ id: 0, levels: [3, 3] }], [3, 4], activation);
      for (const wrong of [0, -0, Number.POSITIVE_INFINITY, Number.NaN, 1e200]) {
        const weights = randomWeights(layout, 1).map((each, i) => (i % 5 === 0 ? wrong : each));
        const networks = networksFromWeights(layout, weights);
        const ours = one.objectives(networks, new Float64Array(5))!.objectives[0]!;
        const plain = localObjectives(networks, new Float64Array(5))[0]!;
        const [gradient, expected] = [new Float64Array(2), new Float64Array(2)];
        expect(ours.gradient([-0, 1], gradient)).toBe(plain.gradient([-0, 1], expected));
        expect(gradient).toEqual(expected);
        expect(ours.table()).toEqual(plain.table());
      }
    }
  });

  it('are left to TypeScript where there are no kernels for the activation', () => {
    const { networks } = grid(1, 1, 2, { activation: 'silu' });
    expect(one.objectives(networks, observationsOf(networks, 1))).toBeNull();
  });
});

describe('N2O on the kernels', () => {
  const one = new NetworkKernels(compiled);

  it('is the run of TypeScript, bit by bit, with every option', () => {
    const cases = fc.record({
      seed: fc.nat(1e6),
      size: fc.constantFrom([1, 1], [1, 2], [2, 2], [1, 5], [2, 3], [3, 3], [2, 8]),
      activation: fc.constantFrom('algebraicSilu' as const, 'relu' as const),
      hidden: fc.constantFrom([8, 32, 8], [5], [7, 13], [6, 3, 9, 4], []),
      options: fc.record({
        iterations: fc.constantFrom(1, 2, 9, 30),
        gamma: fc.constantFrom(0.5, 10, 40),
        anchor: fc.constantFrom('owners', 'own', 'middle', 'zero'),
        gradientScale: fc.constantFrom(0, 1, 0.3, 'auto'),
        readOut: fc.constantFrom('last', 'average', 'sweep'),
        mixing: fc.constantFrom('equation13', 'lazy', 'metropolis'),
        failure: fc.constantFrom(0, 0.3, 1),
        seed: fc.nat(1000),
      }),
    });
    fc.assert(
      fc.property(cases, ({ seed, size, activation, hidden, options: chosen }) => {
        const { problem } = grid(seed, size[0]!, size[1]!, { activation, hidden });
        const options = parseOrchestration(chosen);
        const trace = orchestrate(problem(one), options, 3);
        expect(trace).toEqual(orchestrate(problem(null), options, 3));
        expect(orchestratedDecision(problem(one), options, 3)).toEqual(trace.decision);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    { side: 3, connected: 8, levels: 2 },
    { side: 5, connected: 4, levels: 3 },
    { side: 10, connected: 4, levels: 3 },
  ])('is the run of TypeScript on networks of a learner: %o', ({ side, connected, levels }) => {
    const { spacing, linkRadius: near } = parseScenario({});
    const linkRadius = connected === 8 ? 1.5 * spacing : near;
    const scenario = parseScenario({ rows: side, columns: side, linkRadius, levels });
    const layout = buildLayout(scenario, parseLearner({}));
    const networks = networksFromWeights(layout, initialWeights(layout, 2));
    const { links } = buildTopology(scenario);
    const ids = networks.agents.map(({ id }) => id);
    const problem = (accelerator: NetworkKernels | null) =>
      networkProblem({ ids, links }, networks, observationsOf(networks, 5), accelerator);
    const options = parseOrchestration({ iterations: side === 10 ? 5 : 50, failure: 0.1 });
    const ours = orchestrate(problem(one), options).iterations;
    const plain = orchestrate(problem(null), options).iterations;
    expect(ours).toEqual(plain);
  });

  it('makes zero of minus zero, as Math.max does', () => {
    const { problem } = grid(3, 1, 3, { hidden: [2] });
    const settings = { iterations: 1, gamma: 10, gradientScale: 0, ...PAPER };
    const anchor = new Float64Array(9).fill(-0);
    const copies = [one, null].map((accelerator) => {
      const mixing = buildMixing('equation13', 3, []);
      const run = n2o(problem(accelerator), mixing, settings, anchor, reliable());
      return Array.from((run.next().value as N2oState).copies);
    });
    expect(copies[0]).toEqual(new Array(9).fill(0));
    expect(copies[0]).toEqual(copies[1]);
  });

  it('refuses what TypeScript refuses, in the same words', () => {
    for (const wrong of [1e101, Number.NaN]) {
      const layout = layoutOf([{ id: 0, levels: [3] }], [2]);
      const networks = networksFromWeights(layout, randomWeights(layout, 1).fill(wrong));
      const settings = { iterations: 2, gamma: 10, gradientScale: 1, ...PAPER };
      const start = (accelerator: NetworkKernels | null) => () => {
        const problem = networkProblem(
          { ids: [0], links: [] },
          networks,
          numbers(3, 5),
          accelerator,
        );
        const mixing = buildMixing('equation13', 1, []);
        n2o(problem, mixing, settings, Float64Array.of(1), reliable()).next();
      };
      let words = '';
      try {
        start(null)();
      } catch (error) {
        words = String(error);
      }
      expect(words).toMatch(/Q or its gradient of the LSM at index 0: (NaN|\d)/);
      expect(start(one)).toThrow(words.replace('InputError: ', ''));
    }
  });
});

describe('the memory of the kernels', () => {
  const options = parseOrchestration({ iterations: 4, failure: 0.2 });

  it('serves slot after slot without growing, with the weights of each', () => {
    const { kernels, instances } = watched();
    const accelerator = new NetworkKernels(kernels);
    const { networks, problem } = grid(4, 3, 3);
    orchestrate(problem(accelerator), options);
    const { buffer } = instances[0]!.memory;
    for (let slot = 2; slot < 40; slot++) {
      networks.agents[slot % 9]!.layers[1]!.weights[slot] = slot / 40;
      const expected = orchestrate(problem(null, slot), options, slot);
      expect(orchestrate(problem(accelerator, slot), options, slot)).toEqual(expected);
    }
    expect(instances).toHaveLength(1);
    expect(instances[0]!.memory.buffer).toBe(buffer);
  });

  it('grows for larger networks and is laid out anew for smaller ones', () => {
    const { kernels, instances } = watched();
    const accelerator = new NetworkKernels(kernels);
    const sizes = [];
    for (const [rows, columns, hidden] of [
      [1, 2, [4]],
      [4, 4, [60, 128, 20]],
      [1, 2, [4]],
    ] as const) {
      const { problem } = grid(rows, rows, columns, { hidden });
      const expected = orchestrate(problem(null), options);
      expect(orchestrate(problem(accelerator), options)).toEqual(expected);
      sizes.push(instances[0]!.memory.buffer.byteLength);
    }
    expect(sizes[1]).toBeGreaterThan(sizes[0]!);
    expect(sizes[2]).toBe(sizes[1]);
    expect(instances).toHaveLength(1);
  });

  it('keeps slots apart that are asked in turns', () => {
    const accelerator = new NetworkKernels(compiled);
    const one = grid(5, 2, 2);
    const other = grid(6, 2, 3);
    const problems = [one.problem(accelerator, 1), one.problem(accelerator, 2)];
    problems.push(other.problem(accelerator, 3));
    const plain = [one.problem(null, 1), one.problem(null, 2), other.problem(null, 3)];
    for (const turn of [0, 1, 2, 0, 2, 1]) {
      const alpha = [0.5, 0.25, 1, 0.75];
      const [ours, expected] = [problems[turn]!, plain[turn]!];
      expect(ours.objectives[0]!.value(alpha)).toBe(expected.objectives[0]!.value(alpha));
      expect(orchestrate(ours, options)).toEqual(orchestrate(expected, options));
    }
  });

  it('does not go on with a run that another slot has driven out', () => {
    const accelerator = new NetworkKernels(compiled);
    const { problem } = grid(7, 1, 2);
    const mixing = buildMixing('equation13', 2, [[0, 1]]);
    const settings = { iterations: 9, gamma: 10, gradientScale: 1, ...PAPER };
    const run = n2o(problem(accelerator), mixing, settings, new Float64Array(4), reliable());
    run.next();
    problem(accelerator, 2).objectives[0]!.table();
    expect(() => run.next()).toThrow('taken the memory over');
  });

  it('is not missed: without enough of it the run is that of TypeScript', () => {
    let room = 0;
    const { kernels } = watched((instance) => {
      const { memory } = instance;
      return {
        ...instance,
        memory: {
          get buffer() {
            return memory.buffer;
          },
          grow(pages: number) {
            if (pages > room) throw new RangeError('no memory');
            return memory.grow(pages);
          },
        },
      };
    });
    const accelerator = new NetworkKernels(kernels);
    const large = grid(8, 3, 4, { hidden: [60, 128, 20] });
    const small = grid(9, 2, 2);
    const expected = orchestrate(large.problem(null), options);
    expect(orchestrate(large.problem(accelerator), options)).toEqual(expected);
    expect(large.problem(accelerator).startArithmetic!(settingOf(large))).toBeNull();
    room = 20;
    const fits = orchestrate(small.problem(accelerator), options);
    expect(fits).toEqual(orchestrate(small.problem(null), options));
    expect(small.problem(accelerator).startArithmetic!(settingOf(small))).not.toBeNull();
    expect(orchestrate(large.problem(accelerator), options)).toEqual(expected);
  });

  it('may be refused altogether', () => {
    let attempts = 0;
    const accelerator = new NetworkKernels({
      instantiate() {
        attempts++;
        throw new RangeError('no memory');
      },
    });
    const { problem } = grid(10, 2, 2);
    const expected = orchestrate(problem(null), options);
    expect(orchestrate(problem(accelerator), options)).toEqual(expected);
    expect(attempts).toBe(1);
  });
});

/** The paper's choices. */
const PAPER = { stepSize: 'inverseRoot', projection: 'box', kept: null } as const;

function reliable() {
  return new LinkProcess(parseOrchestration({}), [], [], 0);
}

function settingOf({ networks }: { readonly networks: LocalNetworks }) {
  const count = networks.agents.length;
  const mixing = buildMixing('equation13', count, []);
  return { mixing, gradientScale: 1, anchor: new Float64Array(count * count) };
}
