import { expect, test } from 'vitest';
import {
  changedLearner,
  changedScenario,
  checkDecision,
  fittingDecisions,
  fittingPolicy,
} from '../../src/app/controller/changes.ts';
import { findPreset, PRESET_IDS } from '../../src/app/presets.ts';
import { parseLearner } from '../../src/learning/configuration.ts';
import { parseScenario, serverCount } from '../../src/world/scenario.ts';

const scenario = parseScenario({ rows: 3, columns: 3 });
const learner = parseLearner({});

test.each([
  [{}, 'never'],
  [{ rows: 3, priceMaximum: 40 }, 'never'],
  [{ priceMaximum: 50, demandScale: 2 }, 'nextSlot'],
  [{ offloading: 'nearest' }, 'nextSlot'],
  [{ zones: new Array(9).fill('school') }, 'nextSlot'],
  [{ priceMaximum: 50, columns: 4 }, 'restart'],
  [{ levels: [2, 3, 3, 3, 3, 3, 3, 3, 3] }, 'restart'],
  [{ kind: 'released' }, 'restart'],
])('a change of %o takes effect: %s', (change, effect) => {
  expect(changedScenario(scenario, learner, change).takesEffect).toBe(effect);
});

test.each([
  [{ jitter: 0.5 }, 'never'],
  [{ jitter: 0.1 }, 'nextSlot'],
  [{ hidden: [16, 16] }, 'restart'],
  [{ jitter: 0.1, actingLag: 8 }, 'restart'],
])('a change of the learner, %o, takes effect: %s', (change, effect) => {
  expect(changedLearner(learner, change).takesEffect).toBe(effect);
});

test('another kind of scenario keeps the grid and takes everything else from its own defaults', () => {
  const { value } = changedScenario(parseScenario({ rows: 2, columns: 5 }), learner, {
    kind: 'released',
  });
  expect(value).toEqual(parseScenario({ kind: 'released', rows: 2, columns: 5 }));
});

test('too many joint decisions of one LSM are refused with the number', () => {
  expect(() => changedScenario(scenario, learner, { linkRadius: 86, levels: 4 })).toThrow(
    /scenario\.levels: 4 is not allowed.*262,144/,
  );
});

test('decisions set by hand are checked, and made to fit another grid', () => {
  expect(() => checkDecision(scenario, 9, 0)).toThrow('server: 9');
  expect(() => checkDecision(scenario, 8, 3)).toThrow('decision: 3');
  expect(() => checkDecision(scenario, 8, 1.5)).toThrow('decision: 1.5');
  expect(() => checkDecision(scenario, 8, 2)).not.toThrow();
  const smaller = parseScenario({ rows: 1, columns: 3, levels: [2, 3, 3] });
  expect(fittingDecisions([2, 2], smaller)).toEqual([1, 2, 1]);
});

test('a policy that cannot run on another grid gives way to the greedy one', () => {
  const large = parseScenario({ rows: 7, columns: 7 });
  expect(fittingPolicy('exactP2', scenario)).toBe('exactP2');
  expect(fittingPolicy('exactP2', large)).toBe('maDql');
  expect(fittingPolicy('manual', large)).toBe('manual');
});

test.each(PRESET_IDS)('preset %s is a whole configuration that can be learned', (id) => {
  const preset = findPreset(id)!;
  expect(parseScenario(preset.scenario)).toEqual(preset.scenario);
  expect(parseLearner(preset.learner)).toEqual(preset.learner);
  expect(preset.learner.valueScale).toBe(preset.scenario.kind === 'released' ? 10 : 30);
  expect(serverCount(preset.scenario)).toBeGreaterThan(1);
  expect(changedScenario(preset.scenario, preset.learner, {}).takesEffect).toBe('never');
});

test('the literal preset is the paper word by word, in learning and in agreeing', () => {
  const { learner: literal, orchestration } = findPreset('literal')!;
  expect(literal).toMatchObject({ activation: 'relu', jitter: 0 });
  expect(orchestration.anchor).toBe('own');
  expect(findPreset('paper3x3')!.orchestration.anchor).toBe('owners');
});
