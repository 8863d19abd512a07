/** The numbers of stage Agree as they are drawn, and what follows the pointer in all pictures. */
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import '../../../src/app/catalogue/later/agreement.ts';
import { CommandsContext } from '../../../src/app/commandsContext.ts';
import { AgreementInspection } from '../../../src/app/stages/agree/AgreementInspection.tsx';
import { AgreementMatrix } from '../../../src/app/stages/agree/AgreementMatrix.tsx';
import { Ledger } from '../../../src/app/stages/agree/Ledger.tsx';
import type { Subject } from '../../../src/app/stages/agree/subject.ts';
import { glyphTable } from '../../../src/app/stages/agree/table.ts';
import { useFocus } from '../../../src/app/stages/agree/useFocus.ts';
import type { Commands } from '../../../src/app/state.ts';
import { appStore, openingState } from '../../../src/app/store.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { buildTopology } from '../../../src/world/topology.ts';
import { randomTrace } from './randomTrace.ts';

const scenario = { rows: 2, columns: 3 };
const trace = randomTrace(scenario, { failure: 0.3, iterations: 8 });
const table = glyphTable(buildTopology(parseScenario(scenario)));
const commands = {
  hover: (hovered) => appStore.setState({ hovered }),
  select: (selected) => appStore.setState({ selected }),
} as Partial<Commands> as Commands;

let root: Root;
let host: HTMLElement;
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  appStore.setState(openingState(), true);
  host = document.createElement('div');
  host.style.width = '400px';
  document.body.append(host);
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

function Microscope() {
  const focus = useFocus(trace);
  const looking = { trace, table, focus: focus.subject, preview: null };
  pin = focus.pin;
  return (
    <CommandsContext value={commands}>
      <AgreementMatrix looking={looking} focus={focus} describedBy="" />
      <AgreementInspection looking={looking} focus={focus} />
    </CommandsContext>
  );
}
let pin: (subject: Subject | null) => void = () => {};

const render = (element: React.ReactNode) =>
  act(() => root.render(<CommandsContext value={commands}>{element}</CommandsContext>));
const press = (element: Element, key: string) =>
  act(() => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });
const heading = () => host.querySelector('h2')!.textContent;

test('the lines of the ledger add up to its sum, and the move follows from it', () => {
  for (const [server, about] of [
    [0, 1],
    [4, 4],
    [5, 0],
  ] as const) {
    render(<Ledger trace={trace} tau={6} server={server} about={about} phase="mix" />);
    const values = [...host.querySelectorAll('tr td:last-child')].map((cell) =>
      Number(cell.textContent!.replace('−', '-')),
    );
    const copy = values.pop()!;
    const sum = values.pop()!;
    const added = values.reduce((total, value) => total + value, 0);
    expect(Math.abs(added - sum)).toBeLessThan(0.0006 * values.length);
    expect(copy).toBeCloseTo(trace.iterations[5]!.copies[server * 6 + about]!, 3);
  }
  expect(host.textContent).toContain('link down');
});

test('arrow keys in the matrix lead, Enter pins for every stage, and the pin can be let go', () => {
  render(<Microscope />);
  const matrix = host.querySelector('canvas')!;
  press(matrix, 'ArrowDown');
  press(matrix, 'ArrowDown');
  press(matrix, 'ArrowRight');
  press(matrix, 'ArrowRight');
  expect(heading()).toBe('Server 1’s copy of what server 2 rents');
  expect(appStore.getState().hovered).toEqual({ kind: 'server', id: 1 });
  press(matrix, 'Enter');
  act(() => commands.hover(null));
  expect(appStore.getState().selected).toEqual({ kind: 'server', id: 1 });
  expect(host.textContent).toContain('Kept here');
  // The session lets go of the selection (Escape): the pin goes with it.
  act(() => commands.select(null));
  press(matrix, 'ArrowDown');
  expect(host.textContent).not.toContain('Kept here');
});

test('what was singled out on another stage is looked at here', () => {
  appStore.setState({ selected: { kind: 'link', ends: [1, 2] } });
  render(<Microscope />);
  expect(heading()).toBe('Link between servers 1 and 2');
  act(() => appStore.setState({ selected: { kind: 'server', id: 5 } }));
  expect(heading()).toBe('Server 5 and its copy');
});

test('an iteration is pinned here alone, and Escape lets it go', () => {
  render(<Microscope />);
  act(() => pin({ kind: 'iteration', updates: 4 }));
  expect(heading()).toBe('After iteration 4 of 8');
  expect(appStore.getState().selected).toBeNull();
  press(document.body, 'Escape');
  expect(heading()).not.toBe('After iteration 4 of 8');
});

test('every number of every kind of subject has a value and opens with its meaning', () => {
  render(<Microscope />);
  const subjects: Subject[] = [
    { kind: 'server', server: 3 },
    { kind: 'column', about: 2 },
    { kind: 'link', ends: [0, 1] },
    { kind: 'iteration', updates: 0 },
    { kind: 'mixing' },
    { kind: 'bytes' },
  ];
  for (const subject of subjects) {
    act(() => pin(subject));
    const rows = [...host.querySelectorAll('.inspection-row')];
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) {
      const value = row.querySelector('.inspection-value')!.textContent!;
      expect(value, subject.kind).not.toMatch(/^$|NaN|undefined|\{/);
      // A row that was opened stays open for the next subject that has it too.
      if (!row.hasAttribute('data-shown')) act(() => row.querySelector('button')!.click());
      const body = row.querySelector('.inspection-body')!.textContent!;
      expect(body, subject.kind).not.toMatch(/undefined|NaN|\{\w\w+\}/);
      expect(body.length).toBeGreaterThan(20);
    }
    act(() => pin(subject));
  }
});
