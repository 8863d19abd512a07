import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Sheet } from '../../src/app/components/Sheet.tsx';
import { useKeyboard } from '../../src/app/keyboard.ts';
import { FieldControl } from '../../src/app/settings/FieldControl.tsx';
import { buildCityMap } from '../../src/app/stages/city/cityMap.ts';
import { ServerButtons } from '../../src/app/stages/city/ServerButtons.tsx';
import { appStore, openingState } from '../../src/app/store.ts';
import { renderWithCommands } from '../support/rendered.tsx';

const rendered = renderWithCommands();
const { show } = rendered;

beforeEach(() => {
  appStore.setState(openingState(), true);
});

const input = (selector = 'input') => rendered.host.querySelector<HTMLInputElement>(selector)!;

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
    expect(rendered.calls).toEqual([['changeScenario', { userDensity: 80 }]]);
    expect(rendered.host.querySelector('[role=alert]')).toBeNull();
  });

  it('keeps what was typed and refused, says why beside it, and asks for nothing', async () => {
    await show(<FieldControl section="scenario" name="userDensity" />);
    await enter(input(), '5000');
    expect(rendered.calls).toEqual([]);
    expect(input().value).toBe('5000');
    expect(input().getAttribute('aria-invalid')).toBe('true');
    const alert = rendered.host.querySelector('[role=alert]')!;
    expect(alert.textContent).toBe('“5000” is not allowed. Allowed: a number from 0 to 1000.');
    expect(input().getAttribute('aria-describedby')).toBe(alert.id);
    await enter(input(), 'many');
    expect(rendered.host.querySelector('[role=alert]')!.textContent).toContain(
      '“many” is not a number',
    );
  });

  it('shows a value that changed elsewhere, and forgets the problem', async () => {
    await show(<FieldControl section="learner" name="jitter" />);
    await enter(input(), '7');
    expect(rendered.host.querySelector('[role=alert]')).not.toBeNull();
    await act(async () =>
      appStore.setState(({ learner }) => ({ learner: { ...learner, jitter: 0.25 } })),
    );
    expect(input().value).toBe('0.25');
    expect(rendered.host.querySelector('[role=alert]')).toBeNull();
  });

  it('asks once when a slider is let go, not at every step of the thumb', async () => {
    await show(<FieldControl section="scenario" name="demandScale" slider={[0, 3]} />);
    const slider = input('input[type=range]');
    slider.focus();
    await act(async () => {
      await userEvent.keyboard('{ArrowRight}');
    });
    expect(rendered.calls).toEqual([['changeScenario', { demandScale: 1.05 }]]);
  });

  it('is nothing for a field that this scenario does not have', async () => {
    await show(<FieldControl section="scenario" name="fault" />);
    expect(rendered.host.textContent).toBe('');
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
      expect(rendered.host.contains(document.activeElement)).toBe(true);
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

  it.each([
    ['help', { helpOpen: true }, 'setHelpOpen'],
    ['engines', { engineOpen: true }, 'setEngineOpen'],
    ['demand', { demandOpen: true }, 'setDemandOpen'],
  ])('do nothing behind the sheet of %s but put it away', async (_, open, close) => {
    appStore.setState(open);
    await show(<Keys />);
    await userEvent.keyboard('r2g,/ ');
    expect(rendered.calls).toEqual([]);
    await userEvent.keyboard('{Escape}');
    expect(rendered.calls).toEqual([[close, false]]);
    appStore.setState({ helpOpen: false, engineOpen: false, demandOpen: false });
    await userEvent.keyboard('2');
    expect(rendered.calls.at(-1)).toEqual(['setStage', 'learn']);
  });
});

describe('the buttons on the map', () => {
  const map = () => buildCityMap(appStore.getState().scenario);
  const button = (server: number) => rendered.host.querySelectorAll('button')[server]!;

  it('have one place in the tab order, and arrow keys go from server to server', async () => {
    await show(<ServerButtons map={map()} />);
    expect(rendered.host.querySelectorAll('button[tabindex="0"]')).toHaveLength(1);
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
    expect(rendered.calls.filter(([name]) => name !== 'hover')).toEqual([
      ['select', { kind: 'server', id: 4 }],
      ['setManualDecision', 4, 2],
      ['select', { kind: 'server', id: 4 }],
    ]);
  });
});
