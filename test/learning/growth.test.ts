import { describe, expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { growthReport } from '../../src/learning/growth.ts';
import { MultiAgentLearner } from '../../src/learning/multiAgent.ts';
import { parseScenario, type Scenario } from '../../src/world/scenario.ts';
import { idsOf, withoutServer, withServer } from '../../src/world/servers.ts';

// Two clusters at the ends of a ground of 900 m: no user is in range of both, no link joins them.
const clusters = parseScenario({
  rows: 1,
  columns: 10,
  spacing: 80,
  margin: 60,
  sites: [
    { x: 60, y: 60 },
    { x: 120, y: 60 },
    { x: 700, y: 60 },
    { x: 760, y: 60 },
  ],
});
const learner = parseLearner({
  episodes: 10,
  slotsPerEpisode: 50,
  hidden: [8, 8],
  targetPeriod: 40,
});

const start = () => new MultiAgentLearner({ scenario: clusters, learner, seed: 5 });
const advance = (run: MultiAgentLearner, slots: number) => {
  for (let slot = 0; slot < slots; slot += 1) run.advance();
};
/** Weights, target and moments of one LSM. */
function everythingOf(run: MultiAgentLearner, id: number): readonly number[] {
  const { offset, length } = run.layout.agents[idsOf(run.scenario).indexOf(id)]!;
  const { weights, targetWeights, firstMoments, secondMoments } = run.checkpoint().engine;
  return [weights, targetWeights, firstMoments, secondMoments].flatMap((all) =>
    Array.from(all.subarray(offset, offset + length)),
  );
}
const added = (scenario: Scenario) => withServer(scenario, { site: { x: 700, y: 110 }, levels: 3 });

describe('Servers that come and go', () => {
  it('leave LSMs that share nothing with them bit for bit the same', () => {
    const alone = start();
    const changed = start();
    for (const run of [alone, changed]) advance(run, 120);
    changed.applyScenario(added(clusters));
    expect(idsOf(changed.scenario)).toEqual([0, 1, 2, 3, 4]);
    for (const run of [alone, changed]) advance(run, 150);
    for (const id of [0, 1]) expect(everythingOf(changed, id)).toEqual(everythingOf(alone, id));
    changed.applyScenario(withoutServer(changed.scenario, 2));
    for (const run of [alone, changed]) advance(run, 150);
    for (const id of [0, 1]) expect(everythingOf(changed, id)).toEqual(everythingOf(alone, id));
    // Whoever shares users and links with them does not stay the same.
    expect(everythingOf(changed, 3)).not.toEqual(everythingOf(alone, 3));
    // An id is not used again.
    expect(idsOf(added(changed.scenario))).toEqual([0, 1, 3, 4, 5]);
  });

  it('change the first layer of the neighbours alone, where the new input is', () => {
    const run = start();
    advance(run, 120);
    const before = { layout: run.layout, ids: idsOf(run.scenario), weights: run.weights() };
    run.applyScenario(added(clusters));
    const after = { layout: run.layout, ids: idsOf(run.scenario) };
    expect(growthReport(before, after)).toEqual({
      joined: [4],
      left: [],
      changed: [2],
      untouched: [0, 1, 3],
    });
    const old = before.layout.agents[2]!;
    const grown = after.layout.agents[2]!;
    const [was, is] = [old, grown].map(({ offset, length }, i) =>
      Array.from((i === 0 ? before.weights : run.weights()).subarray(offset, offset + length)),
    );
    // Seven inputs become eight: the row of the new neighbour stands last in the first layer.
    expect(is!.slice(0, 7 * 8)).toEqual(was!.slice(0, 7 * 8));
    expect(is!.slice(8 * 8)).toEqual(was!.slice(7 * 8));
    const { firstMoments } = run.checkpoint().engine;
    const fresh = firstMoments.subarray(grown.offset + 7 * 8, grown.offset + 8 * 8);
    expect(Array.from(fresh).every((moment) => moment === 0)).toBe(true);
  });

  it('go on exactly from a checkpoint, and keep every curve with its server', () => {
    const run = start();
    advance(run, 120);
    run.applyScenario(added(clusters));
    advance(run, 40);
    const again = MultiAgentLearner.resume(run.checkpoint());
    for (const each of [run, again]) advance(each, 100);
    expect(again.weights()).toEqual(run.weights());
    const { rewards } = run.curve();
    expect(rewards[4]).toBeNaN();
    expect(rewards[2 * 5 + 4]).not.toBeNaN();
  });

  it('are refused where nobody would be left to agree with, and where ids come back', () => {
    const two = withoutServer(withoutServer(clusters, 3), 2);
    expect(() => withoutServer(two, 0)).toThrow(/two servers have to stay/);
    const run = start();
    run.applyScenario(two);
    expect(() => run.applyScenario(clusters)).toThrow(/an id from 4 on/);
  });
});
