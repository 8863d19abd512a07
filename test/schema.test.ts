import { describe, expect, it } from 'vitest';
import { parseLearner } from '../src/learning/configuration.ts';
import { parseOrchestration } from '../src/orchestration/options.ts';
import { InputError } from '../src/schema.ts';
import { levelsOf, parseScenario, scenarioFields } from '../src/world/scenario.ts';

/** The message of a refusal. */
function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

describe('scenario', () => {
  it('fills in the defaults of its kind', () => {
    const paper = parseScenario({});
    expect(paper).toMatchObject({ kind: 'paper', rows: 2, columns: 2, spacing: 60, levels: 3 });
    const released = parseScenario({ kind: 'released' });
    expect(released).toMatchObject({ spacing: 30, slotsPerDay: 24, fault: 'fixed' });
  });

  it('survives JSON', () => {
    for (const kind of ['paper', 'released']) {
      const scenario = parseScenario({ kind, rows: 3, levels: [2, 3, 4, 5, 6, 2] });
      expect(parseScenario(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
    }
  });

  it('gives every server its levels', () => {
    expect(levelsOf(parseScenario({ rows: 1, columns: 3, levels: 4 }))).toEqual([4, 4, 4]);
    expect(levelsOf(parseScenario({ rows: 1, columns: 3, levels: [2, 3, 6] }))).toEqual([2, 3, 6]);
  });

  it.each([
    [{ rows: 0 }, 'scenario.rows: 0 is not allowed; allowed: a whole number from 1 to 10'],
    [{ rows: 2.5 }, 'scenario.rows: 2.5 is not allowed; allowed: a whole number from 1 to 10'],
    [
      { spacing: '60' },
      'scenario.spacing: "60" is not allowed; allowed: a number from 10 to 500 m',
    ],
    [{ taskSize: Number.NaN }, 'scenario.taskSize: NaN is not allowed'],
    [
      { colour: 1 },
      'scenario.colour: no such field (given 1); allowed: format | version | kind | rows |',
    ],
    [{ kind: 'other' }, 'scenario.kind: "other" is not allowed; allowed: paper | released'],
    [{ rows: 1, columns: 1 }, 'scenario.columns: 1 is not allowed'],
    [{ levels: [3, 3] }, 'scenario.levels: [3,3] is not allowed; allowed: a list of 4'],
    [{ levels: 7 }, 'scenario.levels: 7 is not allowed; allowed: a whole number from 2 to 6'],
    [{ zones: ['school'] }, 'scenario.zones: ["school"] is not allowed; allowed: a list of 4'],
    [{ demand: { school: [] } }, 'scenario.demand'],
    [{ priceMinimum: 50 }, 'scenario.priceMaximum: 40 is not allowed'],
    [{ fault: 'kept' }, 'scenario.fault'],
    [null, 'scenario: null is not allowed'],
    [[], 'scenario: [] is not allowed'],
  ])('refuses %j by name', (value, message) => {
    expect(refusal(() => parseScenario(value))).toContain(message);
  });

  it('tells controls the range, unit and moment of every field', () => {
    expect(scenarioFields('paper').get('spacing')).toMatchObject({
      kind: 'number',
      unit: 'm',
      minimum: 10,
      maximum: 500,
      applies: 'restart',
    });
    expect(scenarioFields('released').has('fault')).toBe(true);
    expect(scenarioFields('paper').has('fault')).toBe(false);
  });
});

describe('learner and orchestration', () => {
  it('fill in the defaults of the method', () => {
    expect(parseLearner({})).toMatchObject({
      hidden: [8, 32, 8],
      activation: 'algebraicSilu',
      discount: 0.5,
      valueScale: 30,
      batchSize: 32,
    });
    expect(parseOrchestration({})).toMatchObject({ iterations: 50, gamma: 10, anchor: 'owners' });
  });

  it.each([
    [() => parseLearner({ discount: 1 }), 'learner.discount: 1 is not allowed'],
    [() => parseLearner({ hidden: [8, 0] }), 'learner.hidden[1]: 0 is not allowed'],
    [() => parseLearner({ hidden: [] }), 'learner.hidden: [] is not allowed'],
    [() => parseOrchestration({ failure: 1.5 }), 'orchestration.failure: 1.5 is not allowed'],
    [() => parseOrchestration({ gradientScale: 'big' }), 'orchestration.gradientScale: "big"'],
    [() => parseOrchestration({ anchor: 'mine' }), 'owners | own | middle | zero'],
  ])('refuse what is out of range', (action, message) => {
    expect(refusal(action)).toContain(message);
  });
});
