import fc from 'fast-check';
import { expect, it } from 'vitest';
import { orchestrateFiles } from '../../src/experiments/orchestrate.ts';
import { ACTIVATIONS } from '../../src/learning/configuration.ts';
import { type OrchestrationOptions, parseOrchestration } from '../../src/orchestration/options.ts';
import { traceFile } from '../../src/orchestration/traceFile.ts';
import { RandomStream } from '../../src/random.ts';
import { algorithm1, everything } from '../support/algorithm1.ts';
import { type NetworksJson, randomNetworks, randomObservations } from '../support/networks.ts';

const close = (ours: readonly number[][], theirs: readonly number[][], scale = 1) => {
  expect(ours.length).toBe(theirs.length);
  ours.forEach((row, n) => {
    expect(row.length).toBe(theirs[n]!.length);
    row.forEach((value, i) => {
      expect(Math.abs(value - theirs[n]![i]!)).toBeLessThan(1e-8 * scale);
    });
  });
};

const paper = {
  iterations: fc.constantFrom(1, 2, 7, 20),
  gamma: fc.constantFrom(3, 10, 40),
  anchor: fc.constantFrom('owners', 'own', 'middle', 'zero'),
  gradientScale: fc.constantFrom(1, 0.3, 4, 'auto'),
  readOut: fc.constantFrom('last', 'average', 'sweep'),
  mixing: fc.constantFrom('equation13', 'lazy', 'metropolis'),
  failure: fc.constantFrom(0, 0.3, 0.9, 1),
  seed: fc.integer({ min: 0, max: 4_294_967_295 }),
};
/** Cuts between two of the first servers; those that are not linked are left out. */
const cuts = fc.array(
  fc.record({
    ends: fc.constantFrom([0, 1], [1, 0], [1, 2], [0, 2], [2, 3]),
    from: fc.integer({ min: 1, max: 8 }),
    length: fc.option(fc.nat(6), { nil: undefined }),
  }),
  { maxLength: 3 },
);
const everyOption = {
  ...paper,
  readOut: fc.constantFrom('last', 'average', 'sweep', 'best'),
  failure: fc.constantFrom(0, 0.2, 0.6),
  stepSize: fc.constantFrom('inverseRoot', 'inverse', 'constant'),
  gradient: fc.constantFrom('network', 'multilinear'),
  projection: fc.constantFrom('box', 'box', 'discrete'),
  sweeps: fc.constantFrom(0, 0, 1, 3),
  horizon: fc.constantFrom('all', 1, 2, 3),
  linkModel: fc.constantFrom('independent', 'bursty'),
  burstLength: fc.constantFrom(1.5, 4, 30),
};
const grids = fc.constantFrom([1, 2], [2, 2], [1, 4], [2, 3]);
const seeds = fc.integer({ min: 0, max: 1_000_000 });

it('runs Algorithm 1 as a second, line-by-line reading of the paper does', () => {
  const cases = fc.record({
    seed: seeds,
    grid: grids,
    activation: fc.constantFrom(...ACTIVATIONS),
    options: fc.record(paper),
  });
  fc.assert(
    fc.property(cases, ({ seed, grid, activation, options }) => {
      const [rows, columns] = grid as [number, number];
      const file = randomNetworks(seed, rows, columns, activation, [6, 5]);
      expectTheSame(file, seed, parseOrchestration(options));
    }),
    { numRuns: 60 },
  );
});

it('and with every other option, over other links than those of the scopes', () => {
  const cases = fc.record({
    seed: seeds,
    grid: fc.constantFrom([2, 2], [1, 5], [2, 3]),
    links: fc.constantFrom('scopes', 'path', 'ring'),
    options: fc.record(everyOption),
    cuts,
  });
  fc.assert(
    fc.property(cases, ({ seed, grid, links, options, cuts }) => {
      const [rows, columns] = grid as [number, number];
      const file = randomNetworks(seed, rows, columns, 'algebraicSilu', [6, 5]);
      const ids = file.agents.map((agent) => agent.id);
      const ends = ids.map((id, n) => [id, ids[(n + 1) % ids.length]!].sort((a, b) => a - b));
      if (links !== 'scopes') file.links = links === 'path' ? ends.slice(0, -1) : ends;
      const chosen = {
        ...options,
        cuts: cuts
          .map(({ ends, from, length }) => ({
            link: ends.map((n) => ids[n]!),
            from,
            ...(length === undefined ? {} : { to: from + length }),
          }))
          .filter(({ link: [one, other] }) => {
            const isNeighbour = file.agents.some(
              ({ id, neighbours }) => id === one && neighbours.includes(other!),
            );
            if (!file.links) return isNeighbour;
            return file.links.some((ends) => ends.includes(one!) && ends.includes(other!));
          }),
      };
      // Bursts of 1.5 iterations can hold 60 % of all time, and no more.
      expectTheSame(file, seed, parseOrchestration(chosen));
    }),
    { numRuns: 150 },
  );
});

function expectTheSame(file: NetworksJson, seed: number, options: OrchestrationOptions): void {
  const { observations } = randomObservations(seed + 1, file.agents.length);
  const observationsData = { format: 'n2o-observations', version: 1, observations };
  const ours = traceFile(orchestrateFiles(file, observationsData, options));
  const stream = new RandomStream(options.seed, 'links');
  const theirs = algorithm1(file, observations, options, () => stream.uniform());

  const ids = file.agents.map((agent) => agent.id);
  expect(ours.ids).toEqual(ids);
  close(ours.mixing, theirs.W);
  close(ours.initial.copies, theirs.initial);
  expect(ours.initial.greedy).toEqual(theirs.greedy);
  expect(ours.iterations.length).toBe(options.iterations);
  ours.iterations.forEach((iteration, i) => {
    const step = theirs.steps[i]!;
    expect(iteration.tau).toBe(i + 1);
    close(iteration.gradients, step.gradients, 100);
    close(iteration.duals, step.duals, 1000);
    close(iteration.copies, step.copies, 100);
    const failed = step.failed.map((pair) => pair.map((n) => ids[n]!).sort((a, b) => a - b));
    expect(iteration.failedLinks).toEqual(failed);
    expect(iteration.rounded).toEqual(step.rounded);
    expect(iteration.objective).toBeCloseTo(step.objective, 7);
    expect(iteration.relaxedObjective).toBeCloseTo(step.relaxedObjective, 5);
    expect(iteration.dualDisagreement).toBeCloseTo(step.dualDisagreement, 5);
    expect(iteration.copyDisagreement).toBeCloseTo(step.copyDisagreement, 5);
  });
  expect(ours.decision).toEqual(theirs.decision);
  expect(ours.objective).toBeCloseTo(theirs.objective(theirs.decision), 7);
  expect(ours.greedy.decision).toEqual(theirs.greedy);
  expect(ours.greedy.objective).toBeCloseTo(theirs.objective(theirs.greedy), 7);
  const all = everything(file.agents.map((agent) => agent.levels));
  const values = all.map(theirs.objective);
  expect(ours.exact?.objective).toBeCloseTo(Math.max(...values), 7);
  expect(ours.exact?.decision).toEqual(all[values.indexOf(Math.max(...values))]);
}
