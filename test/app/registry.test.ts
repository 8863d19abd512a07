import { describe, expect, it, vi } from 'vitest';
import {
  actionById,
  actionForKey,
  actions,
  isAvailable,
  perform,
} from '../../src/app/actions/registry.ts';
import type { AppState, Commands, Stage } from '../../src/app/state.ts';
import { openingState } from '../../src/app/store.ts';

const stages: readonly Stage[] = ['city', 'learn', 'agree', 'distil'];

function running(change: Partial<AppState> = {}): AppState {
  const state = openingState();
  return { ...state, city: { ...state.city, status: 'running' }, ...change };
}

/** Commands that write down what was asked for. */
function recorder(): { commands: Commands; calls: unknown[][] } {
  const calls: unknown[][] = [];
  const commands = new Proxy({} as Commands, {
    get:
      (_, name) =>
      (...values: unknown[]) =>
        calls.push([name, ...values]),
  });
  return { commands, calls };
}

describe('the registry', () => {
  it('has every id once', () => {
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  });

  it('has no key that means two things in one stage', () => {
    for (const stage of stages) {
      const keys = actions
        .filter((action) => action.stage === undefined || action.stage === stage)
        .flatMap(({ shortcut, id }) => (shortcut === undefined ? [] : [{ shortcut, id }]));
      const seen = new Map<string, string>();
      for (const { shortcut, id } of keys) {
        expect(seen.get(shortcut), `${shortcut}: ${id} and ${seen.get(shortcut)}`).toBeUndefined();
        seen.set(shortcut, id);
      }
    }
  });

  it('writes keys of one character in lower case, as they are looked up', () => {
    for (const { shortcut } of actions) {
      if (shortcut?.length === 1) expect(shortcut).toBe(shortcut.toLowerCase());
    }
  });

  it('finds an action by its id and refuses an unknown one', () => {
    expect(actionById('city.step').shortcut).toBe('ArrowRight');
    expect(() => actionById('city.fly')).toThrow('no action city.fly');
  });

  it('finds an action by its key, in the stage shown only', () => {
    expect(actionForKey(' ', running())?.id).toBe('city.play');
    expect(actionForKey(' ', running({ stage: 'learn' }))?.id).not.toBe('city.play');
    expect(actionForKey('R', running())?.id).toBe('session.restart');
    expect(actionForKey('§', running())).toBeUndefined();
  });

  it('opens every stage from every stage', () => {
    for (const stage of stages) {
      for (const from of stages) {
        const { commands, calls } = recorder();
        perform(actionById(`stage.${stage}`), commands, running({ stage: from }));
        expect(calls).toEqual([['setStage', stage]]);
      }
    }
  });

  it('does nothing where an action is not available', () => {
    const { commands, calls } = recorder();
    const step = actionById('city.step');
    expect(perform(step, commands, openingState())).toBe(false);
    expect(perform(step, commands, running({ stage: 'agree' }))).toBe(false);
    expect(calls).toEqual([]);
  });
});

describe('actions of the city', () => {
  it('plays and pauses', () => {
    const { commands, calls } = recorder();
    const state = running();
    perform(actionById('city.play'), commands, state);
    perform(actionById('city.play'), commands, {
      ...state,
      city: { ...state.city, status: 'paused' },
    });
    expect(calls).toEqual([
      ['setCityRunning', false],
      ['setCityRunning', true],
    ]);
  });

  it('pauses before it steps', () => {
    const { commands, calls } = recorder();
    perform(actionById('city.step'), commands, running());
    expect(calls).toEqual([['setCityRunning', false], ['stepCity']]);
  });

  it('goes round the units of the selected server, by hand only', () => {
    const { commands, calls } = recorder();
    const state = running({ selected: { kind: 'server', id: 2 } });
    const units = actionById('city.units');
    expect(isAvailable(units, state)).toBe(false);
    const byHand = (decision: number) => ({
      ...state,
      city: {
        ...state.city,
        policy: 'manual' as const,
        manualDecisions: state.city.manualDecisions.with(2, decision),
      },
    });
    perform(units, commands, byHand(1));
    perform(units, commands, byHand(2));
    expect(calls).toEqual([
      ['setManualDecision', 2, 2],
      ['setManualDecision', 2, 0],
    ]);
  });
});

describe('Escape', () => {
  it('puts away help, then settings, then the selection, one at a time', () => {
    vi.stubGlobal('window', { matchMedia: () => ({ matches: false }) });
    const close = actionById('view.close');
    const open = running({
      helpOpen: true,
      settingsOpen: true,
      selected: { kind: 'server', id: 0 },
    });
    const { commands, calls } = recorder();
    perform(close, commands, open);
    perform(close, commands, { ...open, helpOpen: false });
    perform(close, commands, { ...open, helpOpen: false, settingsOpen: false });
    expect(calls).toEqual([
      ['setHelpOpen', false],
      ['setSettingsOpen', false],
      ['select', null],
    ]);
    expect(isAvailable(close, running())).toBe(false);
    vi.unstubAllGlobals();
  });
});
