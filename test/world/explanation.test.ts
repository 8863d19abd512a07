/** What a slot is explained by adds up to what the simulator did, whatever the scenario. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedTasks } from '../../src/world/demand.ts';
import type { EdgeEnvironment } from '../../src/world/environment.ts';
import { meanSnr, snrOf, transmissionDelay } from '../../src/world/radio.ts';
import { OFFLOADING_POLICIES, parseScenario, ZONES } from '../../src/world/scenario.ts';
import { anyChances, anyScenario, anySeed, decisionsFrom, started } from './arbitraries.ts';

/** Explains every user of the current slot, then plays it; the explainer must still be about it. */
function playAndExplain(environment: EdgeEnvironment, decisions: Int32Array) {
  const { draws, scenario, topology, hour } = environment;
  const explainer = environment.explain();
  const { infos } = environment.step(decisions);
  const choices = Array.from(draws.users.id, (_, user) => explainer.user(user, decisions));
  return { draws, scenario, topology, hour, explainer, infos, choices };
}
type Played = ReturnType<typeof playAndExplain>;

function expectLoads({ infos, choices }: Played): void {
  const count = infos.offered.length;
  const load = new Float64Array(count);
  const sending = new Float64Array(count);
  let cloud = 0;
  for (const { tasks, options, cloud: left } of choices) {
    let shares = left.share;
    for (const { server, share, transmissionDelay } of options) {
      load[server]! += tasks * share;
      sending[server]! += tasks * share * transmissionDelay;
      shares += share;
    }
    cloud += tasks * left.share;
    expect(shares).toBeCloseTo(1, 9);
  }
  for (let server = 0; server < count; server++) {
    expect(load[server]).toBeCloseTo(infos.offered[server]!, 6);
    const delay = infos.transmissionDelay[server]!;
    // The fault counts no delay where server 0 rents nothing.
    if (infos.experience[server] === 0 || Number.isNaN(delay)) continue;
    expect(sending[server]! / load[server]!).toBeCloseTo(delay, 6);
  }
  const offered = infos.offered.reduce((sum, tasks) => sum + tasks, 0);
  expect(cloud + offered).toBeCloseTo(infos.tasks, 6);
}

describe('an explained slot', () => {
  it('adds up to the loads, in any scenario and under any policy', () => {
    fc.assert(
      fc.property(anyScenario, anySeed, anyChances, (scenario, seed, chances) => {
        const environment = started(scenario, seed);
        for (let slot = 0; slot < 3; slot++) {
          expectLoads(
            playAndExplain(environment, decisionsFrom(environment.levels, chances, slot)),
          );
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each(OFFLOADING_POLICIES)('says who serves most of a user, users %s', (offloading) => {
    const environment = started(parseScenario({ rows: 3, columns: 3, offloading }), 6);
    for (let slot = 0; slot < 40; slot++) {
      const decisions = Int32Array.from({ length: 9 }, (_, server) => (slot + server * 2) % 3);
      const played = playAndExplain(environment, decisions);
      expectLoads(played);
      played.choices.forEach(({ tasks, options, cloud }, user) => {
        if (tasks === 0) {
          expect(played.infos.servedBy[user]).toBe(-2);
          return;
        }
        const most = Math.max(cloud.share, ...options.map(({ share }) => share));
        const server = played.infos.servedBy[user]!;
        const share = options.find((option) => option.server === server)?.share ?? cloud.share;
        expect(share).toBeCloseTo(most, 9);
      });
    }
  });

  it('knows the user, its servers in range, and what it expects of the hour', () => {
    fc.assert(
      fc.property(anyScenario, anySeed, (scenario, seed) => {
        const environment = started(scenario, seed);
        const decisions = Int32Array.from(environment.levels, (_, server) => server % 2);
        const { draws, topology, choices, hour } = playAndExplain(environment, decisions);
        const { users } = draws;
        const table = expectedTasks(scenario);
        const { coverageRadius } = scenario;
        choices.forEach((choice, user) => {
          expect(choice).toMatchObject({ id: users.id[user], x: users.x[user], y: users.y[user] });
          expect(choice.tableTasks).toBe(table[choice.zone * 24 + hour]);
          expect(ZONES[choice.zone]).toBeDefined();
          const near = [...topology.x.keys()].filter(
            (server) =>
              Math.hypot(choice.x - topology.x[server]!, choice.y - topology.y[server]!) <=
              coverageRadius,
          );
          expect(choice.options.map(({ server }) => server)).toEqual(near);
          for (const option of choice.options) {
            const { server } = option;
            expect(option.estimate).toBe(draws.estimates[server]);
            expect(option.decision).toBe(decisions[server]);
            if (scenario.kind === 'released' || option.snr === null) continue;
            const { spectrum, sharers, snr } = option;
            expect(sharers).toBe(draws.usersInRange[server]);
            const again = transmissionDelay(scenario, spectrum, sharers, snr);
            expect(again / option.transmissionDelay).toBeCloseTo(1, 9);
          }
        });
      }),
      { numRuns: 60 },
    );
  });

  it('counts the users in range of both ends of a link', () => {
    const environment = started(parseScenario({ rows: 2, columns: 3 }), 8);
    const { draws, topology, scenario, explainer } = playAndExplain(
      environment,
      new Int32Array(6).fill(1),
    );
    const within = (server: number) =>
      [...draws.users.id.keys()].filter(
        (user) =>
          Math.hypot(
            draws.users.x[user]! - topology.x[server]!,
            draws.users.y[user]! - topology.y[server]!,
          ) <= scenario.coverageRadius,
      );
    for (const [one, other] of topology.links) {
      const [near, far] = [new Set(within(one)), new Set(within(other))];
      const both = [...near].filter((user) => far.has(user)).length;
      expect(explainer.overlap(one, other)).toEqual({ both, either: near.size + far.size - both });
      expect(both).toBeGreaterThan(0);
    }
  });

  it('is the same of a world that was saved and restored', () => {
    for (const kind of ['paper', 'released'] as const) {
      const scenario = parseScenario({ kind });
      const environment = started(scenario, 9);
      for (let slot = 0; slot < 5; slot++) environment.step([1, 0, 2, 1]);
      const again = started(scenario, 10);
      again.restore(environment.save());
      const decisions = Int32Array.of(1, 1, 0, 2);
      const count = environment.draws.users.count;
      expect(count).toBeGreaterThan(5);
      for (let user = 0; user < count; user++) {
        expect(again.explain().user(user, decisions)).toEqual(
          environment.explain().user(user, decisions),
        );
      }
    }
  });
});

describe('the ratio behind a transmission delay', () => {
  const radio = { taskSize: 8, transmissionDelayMaximum: 4 };

  it('gives that delay again', () => {
    for (const snr of [0.01, 0.5, 3, 40, meanSnr(100, 5)]) {
      const delay = transmissionDelay({ ...radio, transmissionDelayMaximum: 1e6 }, 20, 31, snr);
      expect(snrOf({ ...radio, transmissionDelayMaximum: 1e6 }, 20, 31, delay)! / snr).toBeCloseTo(
        1,
        9,
      );
    }
  });

  it('is not known of a delay that was cut off', () => {
    expect(snrOf(radio, 20, 31, transmissionDelay(radio, 20, 31, 1e-6))).toBeNull();
  });
});
