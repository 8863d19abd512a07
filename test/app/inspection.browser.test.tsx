import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Inspection, type InspectionRow } from '../../src/app/components/Inspection.tsx';
import { math, mi, mo } from '../../src/app/components/mathml.ts';
import { renderInPage } from '../support/rendered.tsx';

const rendered = renderInPage();

const rows = (load: string): readonly InspectionRow[] => [
  { term: 'Load', value: load, unit: 'tasks', meaning: 'Tasks sent here.' },
  {
    term: 'Delay',
    value: '0.42',
    unit: 's',
    meaning: 'Time of a task.',
    formula: math(mi('d'), mo('='), mi('w')),
    inputs: [{ symbol: mi('w'), name: 'load', value: load, unit: 'tasks' }],
    source: 'eq. (1)',
  },
];

async function show(load = '12.0', close = () => {}) {
  await rendered.show(<Inspection title="Server 4" rows={rows(load)} onClose={close} />);
}
const term = (name: string) =>
  [...rendered.host.querySelectorAll<HTMLButtonElement>('.inspection-term')].find(
    (button) => button.textContent === name,
  )!;
const shown = (name: string) =>
  term(name).closest<HTMLElement>('.inspection-row')!.dataset.shown ?? null;
const doing = (what: () => Promise<unknown>) => act(async () => void (await what()));

describe('Inspection', () => {
  it('lists values with units, and keeps formulas away until they are wanted', async () => {
    await show();
    expect(rendered.host.querySelector('h2')!.textContent).toBe('Server 4');
    expect(rendered.host.textContent).toContain('12.0');
    expect(rendered.host.querySelector('math')).toBeNull();
    expect(term('Delay').getAttribute('aria-expanded')).toBe('false');
  });

  it('shows formula, inputs, meaning and source while it is pointed at or has the focus', async () => {
    await show();
    await doing(() => userEvent.hover(term('Delay')));
    expect(shown('Delay')).toBe('peeked');
    const card = rendered.host.querySelector('.inspection-card:not(:empty)')!;
    expect(card.querySelector('math[display=block]')!.namespaceURI).toContain('MathML');
    expect(card.textContent).toContain('load12.0tasks');
    expect(card.textContent).toContain('Time of a task.');
    expect(card.textContent).toContain('Source: eq. (1)');
    await doing(() => userEvent.hover(document.body));
    expect(shown('Delay')).toBeNull();
    await doing(async () => term('Load').focus());
    expect(shown('Load')).toBe('peeked');
    await doing(() => userEvent.tab());
    expect([shown('Load'), shown('Delay')]).toEqual([null, 'peeked']);
  });

  it('keeps open what was clicked, while values go on and other rows open', async () => {
    await show();
    await doing(() => userEvent.click(term('Delay')));
    await doing(() => userEvent.click(term('Load')));
    await doing(() => userEvent.hover(document.body));
    expect([shown('Load'), shown('Delay')]).toEqual(['kept', 'kept']);
    await show('13.5');
    expect([shown('Load'), shown('Delay')]).toEqual(['kept', 'kept']);
    expect(rendered.host.querySelector('.inspection-inputs')!.textContent).toContain('13.5');
    expect(document.activeElement).toBe(term('Load'));
    await doing(() => userEvent.click(term('Load')));
    expect([shown('Load'), shown('Delay')]).toEqual([null, 'kept']);
  });

  it('closes a row by Escape before anything around it hears of it', async () => {
    let heard = 0;
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && heard++;
    window.addEventListener('keydown', listen);
    await show();
    await doing(async () => term('Delay').focus());
    await doing(() => userEvent.keyboard('{Enter}'));
    expect(shown('Delay')).toBe('kept');
    await doing(() => userEvent.keyboard('{Escape}'));
    expect([shown('Delay'), heard]).toEqual([null, 0]);
    await doing(() => userEvent.keyboard('{Escape}'));
    expect(heard).toBe(1);
    window.removeEventListener('keydown', listen);
  });

  it('moves no value sideways when it gets longer', async () => {
    const right = () =>
      rendered.host.querySelector('.inspection-row > .inspection-value')!.getBoundingClientRect()
        .right;
    await show('9.0');
    const before = right();
    await show('1,234.5');
    expect(Math.abs(right() - before)).toBeLessThan(0.5);
  });

  it('asks to be closed', async () => {
    let closed = 0;
    await show('1', () => closed++);
    await doing(() => userEvent.click(rendered.host.querySelector('.inspection-head button')!));
    expect(closed).toBe(1);
  });
});
