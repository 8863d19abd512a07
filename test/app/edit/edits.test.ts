import { beforeEach, describe, expect, it } from 'vitest';
import '../../../src/app/catalogue/later/edit.ts';
import { changedScenario, configured } from '../../../src/app/controller/changes.ts';
import {
  applyEdit,
  editStore,
  forgetEdits,
  refusalOfEdit,
  undoEdit,
} from '../../../src/app/stages/city/edit/edits.ts';
import {
  withAdded,
  withMoved,
  withPainted,
  withRemoved,
} from '../../../src/app/stages/city/edit/layout.ts';
import type { Commands } from '../../../src/app/state.ts';
import { appStore, openingState } from '../../../src/app/store.ts';
import { parseScenario, type Scenario } from '../../../src/world/scenario.ts';
import { sitesOf } from '../../../src/world/topology.ts';

/** Commands that draft every change, as the session does once something has been learnt. */
const commands = {
  changeScenario(change) {
    const shown = configured(appStore.getState());
    const { value } = changedScenario(shown.scenario, shown.learner, change);
    appStore.setState({ draft: { ...shown, scenario: value } });
    return true;
  },
} as Commands;

const planned = () => configured(appStore.getState()).scenario;
const setScenario = (fields: Record<string, unknown>) =>
  appStore.setState({ scenario: parseScenario(fields) });

beforeEach(() => {
  appStore.setState(openingState(), true);
  forgetEdits();
});

describe('an edit', () => {
  it('is asked for, told and taken back', () => {
    const before = planned();
    expect(applyEdit(commands, withMoved(before, 4, { x: 130, y: 121 }), 'moved')).toBe(true);
    expect(sitesOf(planned())[4]).toEqual({ x: 130, y: 121 });
    expect(editStore.getState()).toMatchObject({ problem: null, told: 'moved' });
    undoEdit(commands);
    expect(planned()).toEqual(before);
    expect(editStore.getState().history).toEqual([]);
    // Nothing left: another undo does nothing.
    undoEdit(commands);
    expect(planned()).toEqual(before);
  });

  it('of any kind is taken back in the opposite order', () => {
    setScenario({ rows: 2, columns: 2, levels: [5, 3, 2, 4] });
    const states: Scenario[] = [planned()];
    const edits = [
      () => withAdded(planned(), { x: 10, y: 20 }),
      () => withRemoved(planned(), 1),
      () => withPainted(planned(), [0, 3], 'public'),
      () => withMoved(planned(), 0, { x: 70, y: 70 }),
    ];
    for (const edit of edits) {
      expect(applyEdit(commands, edit(), '')).toBe(true);
      states.push(planned());
    }
    for (const before of states.slice(0, -1).reverse()) {
      undoEdit(commands);
      expect(planned()).toEqual(before);
    }
  });

  it('in a series with the one before is one step back', () => {
    for (const x of [125, 130, 135]) {
      applyEdit(commands, withMoved(planned(), 4, { x, y: 120 }), '', 'keys 4');
    }
    applyEdit(commands, withMoved(planned(), 5, { x: 185, y: 120 }), '', 'keys 5');
    undoEdit(commands);
    expect(sitesOf(planned())[4]).toEqual({ x: 135, y: 120 });
    undoEdit(commands);
    expect(planned().sites).toBe('grid');
  });

  it('that changes nothing is no step', () => {
    setScenario({ sites: sitesOf(parseScenario({})) });
    const { x, y } = sitesOf(planned())[0]!;
    expect(applyEdit(commands, withMoved(planned(), 0, { x, y }), '')).toBe(true);
    expect(editStore.getState().history).toEqual([]);
  });
});

describe('a refusal', () => {
  it('says why, keeps what was planned and what can be taken back', () => {
    applyEdit(commands, withMoved(planned(), 4, { x: 130, y: 121 }), '');
    const before = planned();
    expect(applyEdit(commands, withAdded(before, { x: 130, y: 121 }), 'added')).toBe(false);
    expect(editStore.getState().problem).toContain('at least 1 m from server 4');
    expect(editStore.getState().told).toContain('at least 1 m from server 4');
    expect(planned()).toEqual(before);
    expect(editStore.getState().history).toHaveLength(1);
    // The next edit that is accepted ends it.
    applyEdit(commands, withRemoved(planned(), 0), '');
    expect(editStore.getState().problem).toBeNull();
  });

  it('of a scope with too many joint decisions has the number', () => {
    setScenario({ rows: 3, columns: 3, levels: 6 });
    const crowded = [0, 1, 2, 3, 4, 5].map((server) => ({ x: 100 + 5 * server, y: 100 }));
    // Six servers in reach of each other with six levels each: 6^6 joint decisions.
    expect(refusalOfEdit({ sites: crowded })).toContain('46,656 joint decisions');
    expect(
      refusalOfEdit({
        sites: [
          { x: 1, y: 1 },
          { x: 900, y: 1 },
        ],
      }),
    ).toContain('x from 0 to');
  });
});
