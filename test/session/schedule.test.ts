/** Planned changes: read strictly, one after the other, and never into the past. */
import { describe, expect, it } from 'vitest';
import { parseLearner } from '../../src/learning/configuration.ts';
import { InputError } from '../../src/schema.ts';
import {
  learnerAfter,
  parseSchedule,
  revisedSchedule,
  scenarioAfter,
} from '../../src/session/schedule.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const run = {
  scenario: parseScenario({ kind: 'paper' }),
  learner: parseLearner({ episodes: 300 }),
};
const twice = { episode: 100, scenario: { demandScale: 2 } };
const reopened = { episodes: 50, share: 0.4, rate: 0.003 };

describe('a schedule', () => {
  it('is taken as it is where every change can be made', () => {
    const schedule = [twice, { episode: 200, scenario: {}, reopened }];
    expect(parseSchedule(schedule, run)).toEqual(schedule);
    expect(scenarioAfter(run.scenario, twice)).toEqual({ ...run.scenario, demandScale: 2 });
    expect(learnerAfter(run.learner, { episode: 200, scenario: {}, reopened }).reopened).toEqual({
      from: 200,
      ...reopened,
    });
  });

  it('is checked change after change: a price range that an earlier one makes possible', () => {
    const dear = { episode: 10, scenario: { priceMaximum: 90 } };
    const dearer = { episode: 20, scenario: { priceMinimum: 80 } };
    expect(parseSchedule([dear, dearer], run)).toHaveLength(2);
    expect(() => parseSchedule([dearer], run)).toThrow(/^schedule\[0\]\.scenario\.price/);
  });

  it.each([
    ['no list', { episode: 1 }, 'schedule: {"episode":1} is not allowed; allowed: a list'],
    ['too many', Array.from({ length: 21 }, () => twice), 'a list of up to 20 changes'],
    [
      'outside of the plan',
      [{ ...twice, episode: 300 }],
      'schedule[0].episode: 300 is not allowed',
    ],
    [
      'not ascending',
      [twice, twice],
      'schedule[1].episode: 100 is not allowed; allowed: a whole number from 101 to 299',
    ],
    ['half an episode', [{ ...twice, episode: 1.5 }], 'schedule[0].episode: 1.5'],
    [
      'no change',
      [{ episode: 5 }],
      'schedule[0]: {"episode":5} is not allowed; allowed: something',
    ],
    ['an unknown part', [{ ...twice, who: 1 }], 'schedule[0].who: 1'],
    [
      'a field of the ground',
      [{ episode: 5, scenario: { rows: 3 } }],
      'schedule[0].scenario.rows: 3 is not allowed; allowed: fields that change while it runs',
    ],
    [
      'a field that nobody knows',
      [{ episode: 5, scenario: { wind: 3 } }],
      'schedule[0].scenario.wind',
    ],
    [
      'a value out of range',
      [{ episode: 5, scenario: { demandScale: -1 } }],
      'schedule[0].scenario.demandScale: -1',
    ],
    ['no fields', [{ episode: 5, scenario: 7 }], 'schedule[0].scenario: 7'],
    [
      'a share above 1',
      [{ episode: 5, reopened: { ...reopened, share: 2 } }],
      'schedule[0].reopened',
    ],
    ['half a reopening', [{ episode: 5, reopened: { share: 0.5 } }], 'schedule[0].reopened'],
  ])('%s is refused by name', (_, value, message) => {
    expect(() => parseSchedule(value, run)).toThrow(InputError);
    expect(() => parseSchedule(value, run)).toThrow(message);
  });
});

describe('a schedule of a run that is on its way', () => {
  const later = { episode: 200, scenario: { demandScale: 1 } };
  const now = { ...run, before: [twice, later], episode: 150 };

  it('changes what is to come', () => {
    expect(revisedSchedule([twice], now)).toEqual([twice]);
    const other = { episode: 151, scenario: { demandScale: 3 } };
    expect(revisedSchedule([twice, other], now)).toEqual([twice, other]);
  });

  it.each([
    [[later]],
    [[{ ...twice, scenario: { demandScale: 3 } }, later]],
    [[twice, { ...later, episode: 150 }]],
  ])('leaves what was as it was: %j', (value) => {
    expect(() => revisedSchedule(value, now)).toThrow('after the one under way (150)');
  });
});
