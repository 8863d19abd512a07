import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { CommandsContext } from '../../src/app/commandsContext.ts';
import { Explained } from '../../src/app/components/Explained.tsx';
import { Sheet } from '../../src/app/components/Sheet.tsx';
import { useKeyboard } from '../../src/app/keyboard.ts';
import { fieldsIn, SECTIONS } from '../../src/app/settings/configuration.ts';
import { FieldControl } from '../../src/app/settings/FieldControl.tsx';
import { SettingsDrawer } from '../../src/app/settings/SettingsDrawer.tsx';
import { buildCityMap } from '../../src/app/stages/city/cityMap.ts';
import { ServerButtons } from '../../src/app/stages/city/ServerButtons.tsx';
import type { Commands } from '../../src/app/state.ts';
import { appStore, openingState } from '../../src/app/store.ts';

let root: Root;
let calls: unknown[][];
let host: HTMLElement;

/** Commands that write down what was asked for, and accept everything. */
const commands = new Proxy({} as Commands, {
  get:
    (_, name) =>
    (...values: unknown[]) => {
      calls.push([name, ...values]);
      return true;
    },
});

async function show(content: React.ReactNode) {
  await act(async () => root.render(<CommandsContext value={commands}>{content}</CommandsContext>));
}

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  appStore.setState(openingState(), true);
  calls = [];
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  host.remove();
});

const input = (selector = 'input') => host.querySelector<HTMLInputElement>(selector)!;

async function enter(element: HTMLInputElement, text: string) {
  await act(async () => {
    await userEvent.fill(element, text);
  });
  await act(async () => {
    await userEvent.type(element, '{Enter}');
  });
}

describe('FieldControl', () => {
  it('asks for a value that is allowed', async () => {
    await show(<FieldControl section="scenario" name="userDensity" />);
    await enter(input(), '80');
    expect(calls).toEqual([['changeScenario', { userDensity: 80 }]]);
    expect(host.querySelector('[role=alert]')).toBeNull();
  });

  it('keeps what was typed and refused, says why beside it, and asks for nothing', async () => {
    await show(<FieldControl section="scenario" name="userDensity" />);
    await enter(input(), '5000');
    expect(calls).toEqual([]);
    expect(input().value).toBe('5000');
    expect(input().getAttribute('aria-invalid')).toBe('true');
    const alert = host.querySelector('[role=alert]')!;
    expect(alert.textContent).toBe('“5000” is not allowed. Allowed: a number from 0 to 1000.');
    expect(input().getAttribute('aria-describedby')).toBe(alert.id);
    await enter(input(), 'many');
    expect(host.querySelector('[role=alert]')!.textContent).toContain('“many” is not a number');
  });

  it('shows a value that changed elsewhere, and forgets the problem', async () => {
    await show(<FieldControl section="learner" name="jitter" />);
    await enter(input(), '7');
    expect(host.querySelector('[role=alert]')).not.toBeNull();
    await act(async () =>
      appStore.setState(({ learner }) => ({ learner: { ...learner, jitter: 0.25 } })),
    );
    expect(input().value).toBe('0.25');
    expect(host.querySelector('[role=alert]')).toBeNull();
  });

  it('asks once when a slider is let go, not at every step of the thumb', async () => {
    await show(<FieldControl section="scenario" name="demandScale" slider={[0, 3]} />);
    const slider = input('input[type=range]');
    slider.focus();
    await act(async () => {
      await userEvent.keyboard('{ArrowRight}');
    });
    expect(calls).toEqual([['changeScenario', { demandScale: 1.05 }]]);
  });

  it('is nothing for a field that this scenario does not have', async () => {
    await show(<FieldControl section="scenario" name="fault" />);
    expect(host.textContent).toBe('');
  });
});

describe('SettingsDrawer', () => {
  it('has a labelled control for every field of every section', async () => {
    await show(<SettingsDrawer />);
    for (const [index, section] of SECTIONS.entries()) {
      await act(async () =>
        host.querySelectorAll<HTMLInputElement>('[type=radio]')[index]!.click(),
      );
      const controls = [...host.querySelectorAll<HTMLInputElement>('.setting-input input, select')];
      expect(controls).toHaveLength(fieldsIn(section, appStore.getState()).size);
      for (const control of controls) expect(control.labels?.length).toBe(1);
    }
  });

  it('offers the default of a field that differs from it', async () => {
    appStore.setState(({ scenario }) => ({ scenario: { ...scenario, demandScale: 2 } }));
    await show(<SettingsDrawer />);
    const reset = host.querySelector<HTMLButtonElement>('[aria-label="Reset Demand to 1"]')!;
    await act(async () => reset.click());
    expect(calls).toEqual([['changeScenario', { demandScale: 1 }]]);
  });
});

describe('a drawer or a sheet', () => {
  it('gives the focus back to what had it, when it closes', async () => {
    const opener = document.body.appendChild(document.createElement('button'));
    for (const kind of ['drawer', 'sheet'] as const) {
      opener.focus();
      await show(
        <Sheet title="Sheet" kind={kind} onClose={() => undefined}>
          <input />
        </Sheet>,
      );
      expect(host.contains(document.activeElement)).toBe(true);
      await show(null);
      expect(document.activeElement).toBe(opener);
    }
    opener.remove();
  });
});

describe('keys', () => {
  function Keys() {
    useKeyboard();
    return null;
  }

  it('do nothing behind the help sheet but put it away', async () => {
    appStore.setState({ helpOpen: true });
    await show(<Keys />);
    await userEvent.keyboard('r2g');
    expect(calls).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(calls).toEqual([['setHelpOpen', false]]);
    appStore.setState({ helpOpen: false });
    await userEvent.keyboard('2');
    expect(calls.at(-1)).toEqual(['setStage', 'learn']);
  });
});

describe('what is explained', () => {
  it.each(['left', 'right'] as const)('stays inside the window at its %s edge', async (side) => {
    await show(
      <div style={{ position: 'fixed', top: 0, [side]: 0 }}>
        <style>
          {'.explained{position:relative}.explained-body{position:absolute;width:300px}'}
        </style>
        <Explained term="term">What it means.</Explained>
      </div>,
    );
    await act(async () => host.querySelector('button')!.focus());
    const box = host.querySelector('[role=note]')!.getBoundingClientRect();
    expect(box.width).toBe(300);
    expect(box.right).toBeLessThanOrEqual(document.documentElement.clientWidth);
    expect(box.left).toBeGreaterThanOrEqual(0);
  });
});

describe('the buttons on the map', () => {
  const map = () => buildCityMap(appStore.getState().scenario);
  const button = (server: number) => host.querySelectorAll('button')[server]!;

  it('have one place in the tab order, and arrow keys go from server to server', async () => {
    await show(<ServerButtons map={map()} />);
    expect(host.querySelectorAll('button[tabindex="0"]')).toHaveLength(1);
    button(0).focus();
    for (const key of ['{ArrowRight}', '{ArrowDown}', '{ArrowDown}', '{ArrowDown}']) {
      await act(async () => {
        await userEvent.keyboard(key);
      });
    }
    expect(document.activeElement).toBe(button(7));
    expect(button(7).getAttribute('aria-label')).toBe('Server 7, School');
    expect(button(7).tabIndex).toBe(0);
  });

  it('select a server, or change its units where the visitor decides', async () => {
    await show(<ServerButtons map={map()} />);
    await act(async () => button(4).click());
    appStore.setState(({ city }) => ({ city: { ...city, policy: 'manual' } }));
    await act(async () => button(4).click());
    expect(calls.filter(([name]) => name !== 'hover')).toEqual([
      ['select', { kind: 'server', id: 4 }],
      ['setManualDecision', 4, 2],
      ['select', { kind: 'server', id: 4 }],
    ]);
  });
});
