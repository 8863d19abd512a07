/** What the panels of stage City say: every formula with its inputs, in any scenario. */
import { isValidElement } from 'react';
import { describe, expect, it } from 'vitest';
import type { InspectionRow } from '../../../src/app/components/Inspection.tsx';
import { linkRows } from '../../../src/app/stages/city/singled/linkRows.ts';
import { observationRows } from '../../../src/app/stages/city/singled/observationRows.ts';
import { demandRows, resultRows } from '../../../src/app/stages/city/singled/paperRows.ts';
import {
  releasedDemandRows,
  releasedResultRows,
} from '../../../src/app/stages/city/singled/releasedRows.ts';
import { userRows } from '../../../src/app/stages/city/singled/userRows.ts';
import { parseLearner } from '../../../src/learning/configuration.ts';
import { buildMixing } from '../../../src/orchestration/mixing.ts';
import { parseOrchestration } from '../../../src/orchestration/options.ts';
import { CityRun } from '../../../src/session/cityRun.ts';
import { ShownSlot } from '../../../src/workers/inspection.ts';
import { levelsOf, OFFLOADING_POLICIES, parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';

/** The newest slot of a city that has run for a while, its decisions going round. */
function shownSlot(change: Readonly<Record<string, unknown>>, decision = 1) {
  const scenario = parseScenario(change);
  const plan = {
    policy: `fixed${decision}` as const,
    orchestration: parseOrchestration({}),
    manualDecisions: levelsOf(scenario).map(() => 0),
  };
  const run = new CityRun({ scenario, learner: parseLearner({}), seed: 4 }, plan);
  let shown = new ShownSlot(run);
  for (let slot = 0; slot < 70; slot++) {
    shown = new ShownSlot(run);
    shown.played(run.advance(run.decide()), run);
  }
  return { shown, scenario };
}

const numberOf = (text: string) => Number(text.replace('−', '-').replaceAll(',', ''));
const find = (rows: readonly InspectionRow[], term: string) =>
  rows.find((row) => row.term === term)!;
/** Inputs of a row in their order, as numbers. */
const inputsOf = (row: InspectionRow) => row.inputs!.map(({ value }) => numberOf(value));

function expectComplete(rows: readonly InspectionRow[]): void {
  expect(new Set(rows.map(({ term }) => term)).size).toBe(rows.length);
  for (const { term, meaning, formula, inputs, source } of rows) {
    expect(meaning.length, term).toBeGreaterThan(10);
    expect(source, term).toBeDefined();
    if (formula !== undefined) expect(isValidElement(formula), term).toBe(true);
    const names = (inputs ?? []).map(({ name }) => name);
    expect(new Set(names).size, term).toBe(names.length);
  }
}

describe('the numbers of a server of the paper', () => {
  const cases = OFFLOADING_POLICIES.flatMap((offloading) =>
    (['mm1', 'constantRate'] as const).map((queue) => ({ offloading, queue })),
  );
  it.each(cases)('follow from their inputs: $offloading, $queue', (change) => {
    for (const decision of [0, 1, 2]) {
      const { shown, scenario } = shownSlot({ ...change, userDensity: 90 }, decision);
      if (scenario.kind !== 'paper') throw new Error('It is the paper.');
      for (const id of [0, 1, 2, 3]) {
        const server = shown.server(id)!;
        const rows = [...demandRows(server, scenario), ...resultRows(server, scenario)];
        expectComplete(rows);
        expect(numberOf(find(rows, 'Reward').value)).toBeCloseTo(server.reward, 0);
        if (decision === 0 || server.load < 1) continue;
        const [v, f, w, cloud, computing, sending, price, a] = inputsOf(find(rows, 'Reward'));
        const reward = v! * f! * w! * (cloud! - computing! - sending!) - price! * a!;
        // Each delay is shown to 0.005 s, the price to 0.05.
        const slack = 0.2 + v! * w! * 0.011;
        expect(Math.abs(reward - server.reward)).toBeLessThan(slack);
        const [share, delay, far] = inputsOf(find(rows, 'What users found'));
        expect(share! * delay! + (1 - share!) * far!).toBeCloseTo(server.experience, 1);
        const [present, weight, found, units, next] = inputsOf(find(rows, 'Delay users expect'));
        expect((1 - weight!) * present! + weight! * found! * units!).toBeCloseTo(next!, 1);
      }
    }
  });

  it('show the formula that is in use', () => {
    const text = (queue: string) => {
      const { shown, scenario } = shownSlot({ queue });
      if (scenario.kind !== 'paper') throw new Error('It is the paper.');
      return find(resultRows(shown.server(0)!, scenario), 'Computing').source;
    };
    expect(text('mm1')).toContain('M/M/1');
    expect(text('constantRate')).not.toContain('M/M/1');
  });
});

describe('the numbers of a released server', () => {
  it.each(['fixed', 'kept'])('follow from their inputs, fault %s', (fault) => {
    const { shown, scenario } = shownSlot({ kind: 'released', fault });
    if (scenario.kind !== 'released') throw new Error('It is the released one.');
    for (const id of [0, 1, 2, 3]) {
      const server = shown.server(id)!;
      const rows = [
        ...releasedDemandRows(server, scenario),
        ...releasedResultRows(server, scenario),
      ];
      expectComplete(rows);
      const [scale, worth, weight, delay, load, price, a] = inputsOf(find(rows, 'Reward'));
      const reward = scale! * ((worth! - weight! * delay!) * load! - price! * a!);
      expect(Math.abs(reward - server.reward)).toBeLessThan(0.1 + 0.1 * 0.7 * load! * 0.006);
    }
  });
});

describe('what a Q-network sees', () => {
  it.each(['paper', 'released'])('is the observation, number by number: %s', (kind) => {
    const { shown } = shownSlot({ kind });
    const server = shown.server(1)!;
    const rows = observationRows(server);
    expectComplete(rows);
    rows.forEach((row, index) => {
      expect(numberOf(row.value)).toBeCloseTo(server.observation[index]!, 3);
    });
    const [time, day] = inputsOf(rows[0]!);
    expect(time! / day!).toBeCloseTo(server.observation[0]!, 9);
  });
});

describe('the numbers of a user', () => {
  it.each(['paper', 'released'])('say where it is and what it expects: %s', (kind) => {
    const { shown } = shownSlot({ kind, demandScale: 1.5 });
    const user = [...Array(3000).keys()].map((id) => shown.user(id)).find((found) => found)!;
    const rows = userRows(user);
    expectComplete(rows);
    expect(numberOf(find(rows, 'Tasks').value)).toBe(user.choice.tasks);
    const expected = find(rows, 'Expected tasks');
    expect(numberOf(expected.value)).toBeCloseTo(user.choice.expectedTasks, 2);
    const [, , table, scale] = inputsOf(expected);
    expect(table! * scale!).toBeCloseTo(user.choice.tableTasks, 1);
  });

  it('say how likely the pick of a released user was, not that it was made', () => {
    const { shown } = shownSlot({ kind: 'released' });
    const users = [...Array(3000).keys()].flatMap((id) => shown.user(id) ?? []);
    const torn = users.find(({ choice }) => choice.options.length === 2)!;
    const [one, other] = torn.choice.options.map(({ estimate }) => Math.exp(-estimate));
    const isFirst = torn.choice.options[0]!.share > 0;
    const chance = (isFirst ? one! : other!) / (one! + other!);
    expect(numberOf(find(userRows(torn), 'Chance of its pick').value)).toBeCloseTo(100 * chance, 0);
  });
});

describe('the numbers of a link', () => {
  it.each(['equation13', 'lazy', 'metropolis'] as const)('weigh it by %s', (mixing) => {
    const { shown, scenario } = shownSlot({ rows: 2, columns: 3 });
    const topology = buildTopology(scenario);
    const options = parseOrchestration({ mixing });
    const { matrix } = buildMixing(mixing, topology.count, topology.links);
    for (const ends of topology.links) {
      const [one, other] = ends;
      const link = shown.link(one, other)!;
      const rows = linkRows({ topology, options, ends, link, linkRadius: scenario.linkRadius });
      expectComplete(rows);
      const weight = numberOf(find(rows, 'Mixing weight').value);
      expect(weight).toBeCloseTo(matrix[one * 6 + other]!, 3);
      const degrees = inputsOf(find(rows, 'Mixing weight'));
      const half = mixing === 'lazy' ? 0.5 : 1;
      expect(half / (Math.max(...degrees) + 1)).toBeCloseTo(weight, 3);
      // Six numbers of eight bytes each way.
      expect(find(rows, 'Sent an iteration').value).toBe('96');
      expect(numberOf(find(rows, 'Users they share').value)).toBeCloseTo(
        (100 * link.both) / link.either,
        0,
      );
    }
  });
});
