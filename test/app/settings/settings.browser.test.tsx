/** The drawer of settings and the table of demand: every control asks for what it shows. */
import { act } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { configured } from '../../../src/app/controller/changes.ts';
import { fieldsIn, SECTIONS } from '../../../src/app/settings/configuration.ts';
import { DemandEditor } from '../../../src/app/settings/DemandEditor.tsx';
import { SettingsDrawer } from '../../../src/app/settings/SettingsDrawer.tsx';
import { forgetAllTyped } from '../../../src/app/settings/typedTexts.ts';
import { appStore, openingState } from '../../../src/app/store.ts';
import { parseScenario } from '../../../src/world/scenario.ts';
import { renderWithCommands } from '../../support/rendered.tsx';

const rendered = renderWithCommands();
const { show } = rendered;

beforeEach(() => {
  appStore.setState(openingState(), true);
  forgetAllTyped();
});

const find = <T extends HTMLElement = HTMLInputElement>(selector: string): T => {
  const found = rendered.host.querySelector<T>(selector);
  if (!found) throw new Error(`nothing at ${selector}`);
  return found;
};
const row = (field: string) => find<HTMLElement>(`[data-field="${field}"]`);
const click = (element: HTMLElement) => act(async () => element.click());
async function enter(element: HTMLInputElement, text: string) {
  await act(async () => userEvent.fill(element, text));
  await act(async () => userEvent.type(element, '{Enter}'));
}
const openSection = (name: string) => click(find(`.settings-bar [value=${name}]`));
const byLabel = (label: string) => find(`[aria-label="${label}"]`);
const setScenario = (fields: Record<string, unknown>) =>
  act(async () =>
    appStore.setState(({ scenario }) => ({ scenario: parseScenario({ ...scenario, ...fields }) })),
  );

describe('the drawer', () => {
  it('has a control with a name for every field of every section', async () => {
    await show(<SettingsDrawer />);
    for (const section of SECTIONS) {
      await openSection(section);
      const fields = [...fieldsIn(section, appStore.getState()).keys()];
      expect(rendered.host.querySelectorAll('.setting')).toHaveLength(fields.length);
      for (const name of fields) {
        const controls = row(`${section}.${name}`).querySelectorAll<HTMLInputElement>(
          '.setting-input :is(input, select, button)',
        );
        expect(controls.length, name).toBeGreaterThan(0);
        for (const control of controls) {
          const named =
            control.ariaLabel ?? control.labels?.[0]?.textContent ?? control.textContent;
          expect(named?.trim(), name).toBeTruthy();
        }
      }
    }
  });

  it('says of every field when a change applies', async () => {
    await show(<SettingsDrawer />);
    expect(row('scenario.rows').querySelector('.applies')?.textContent).toBe('new run');
    expect(row('scenario.demandScale').querySelector('.applies')?.textContent).toBe('next slot');
    await openSection('orchestration');
    expect(row('orchestration.gamma').querySelector('.applies')?.textContent).toBe('at once');
  });

  it('offers the default of a field, of a group and of everything', async () => {
    await setScenario({ demandScale: 2, leaveProbability: 0.5, walkDeviation: 3 });
    await show(<SettingsDrawer />);
    await click(byLabel('Reset to 1: Demand'));
    const button = (text: string) =>
      [...rendered.host.querySelectorAll('button')].find((each) => each.textContent === text)!;
    await click(button('Reset Users'));
    await click(button('Reset all settings'));
    const { rows, columns } = parseScenario({});
    const users = { leaveProbability: 0.15, walkDeviation: 20 };
    expect(rendered.calls).toEqual([
      ['changeScenario', { demandScale: 1 }],
      ['changeScenario', users],
      ['changeScenario', { rows, columns, demandScale: 1, ...users }],
    ]);
    expect(button('Reset Radio')).toBeUndefined();
  });

  it('says what waits for the new run, and what runs until then', async () => {
    const scenario = parseScenario({ ...appStore.getState().scenario, slotsPerDay: 48 });
    appStore.setState({ draft: { ...configured(appStore.getState()), scenario } });
    await show(<SettingsDrawer />);
    expect(row('scenario.slotsPerDay').textContent).toContain('144 now · 48 in the new run');
    expect(row('scenario.rows').querySelector('.setting-waits')).toBeNull();
  });

  it('keeps what was refused, with the reason, through another section and a search', async () => {
    await show(<SettingsDrawer />);
    const field = () => row('scenario.userDensity').querySelector<HTMLInputElement>('[type=text]')!;
    await enter(field(), '5000');
    await openSection('learner');
    await openSection('scenario');
    expect(field().value).toBe('5000');
    expect(row('scenario.userDensity').querySelector('[role=alert]')?.textContent).toContain(
      'a number from 0 to 1000',
    );
    await act(async () => userEvent.fill(find('.settings-search'), 'population'));
    expect(field().value).toBe('5000');
    expect(rendered.calls).toEqual([]);
    await enter(field(), '50');
    expect(rendered.calls).toEqual([['changeScenario', { userDensity: 50 }]]);
    expect(rendered.host.querySelector('[role=alert]')).toBeNull();
  });
});

describe('the search', () => {
  it('shows what it finds with its section, marks it and says how many', async () => {
    await show(<SettingsDrawer />);
    await act(async () => userEvent.fill(find('.settings-search'), 'learning rate'));
    const sections = [...rendered.host.querySelectorAll('.settings-section')].map(
      (each) => each.textContent,
    );
    expect(sections).toEqual(['Learning']);
    expect(find('[role=status]').textContent).toBe('4 settings');
    const marks = [...row('learner.learningRateStart').querySelectorAll('.setting-label mark')];
    expect(marks.map((mark) => mark.textContent)).toEqual(['Learning', 'rate']);
    await act(async () => userEvent.fill(find('.settings-search'), 'bananas'));
    expect(find('[role=status]').textContent).toBe('No setting has “bananas” in it.');
  });

  it('has the cursor when the drawer was opened for it', async () => {
    appStore.setState({ settingsSearch: '' });
    await show(<SettingsDrawer />);
    expect(document.activeElement).toBe(find('.settings-search'));
    expect(rendered.calls).toEqual([['setSettingsOpen', true]]);
  });

  it('can be narrowed to what is changed', async () => {
    await setScenario({ demandScale: 2 });
    await show(<SettingsDrawer />);
    await click(find('.settings-filter input'));
    const names = [...rendered.host.querySelectorAll<HTMLElement>('.setting')].map(
      (each) => each.dataset.field,
    );
    expect(names).toEqual(['scenario.rows', 'scenario.columns', 'scenario.demandScale']);
  });
});

describe('controls', () => {
  it('of decades: an arrow key goes to the next round number', async () => {
    await show(<SettingsDrawer />);
    await openSection('learner');
    const slider = byLabel('Learning rate, first, slider');
    slider.focus();
    await act(async () => userEvent.keyboard('{ArrowRight}'));
    expect(rendered.calls).toEqual([['changeLearner', { learningRateStart: 0.006 }]]);
    expect(slider.getAttribute('aria-valuetext')).toBe('0.006');
  });

  it('of layers: widths with commas or spaces, one alone is a list too', async () => {
    await show(<SettingsDrawer />);
    await openSection('learner');
    const field = row('learner.hidden').querySelector('input')!;
    expect(field.value).toBe('8, 32, 8');
    await enter(field, '16 16');
    await enter(field, '24');
    await enter(field, '8, 300');
    expect(rendered.calls).toEqual([
      ['changeLearner', { hidden: [16, 16] }],
      ['changeLearner', { hidden: [24] }],
    ]);
    expect(field.value).toBe('8, 300');
    expect(row('learner.hidden').querySelector('[role=alert]')?.textContent).toContain('1 to 128');
  });

  it('of levels: one number for all, or one for each server where it stands', async () => {
    await show(<SettingsDrawer />);
    await click(row('scenario.levels').querySelector<HTMLElement>('[value="4"]')!);
    await click(row('scenario.levels').querySelector<HTMLElement>('[value=each]')!);
    expect(rendered.calls).toEqual([
      ['changeScenario', { levels: 4 }],
      ['changeScenario', { levels: new Array(9).fill(3) }],
    ]);
    rendered.calls.length = 0;
    await setScenario({ levels: [2, 3, 4, 2, 3, 4, 2, 3, 4] });
    const cells = [...row('scenario.levels').querySelectorAll('select')];
    expect(cells.map(({ value }) => value)).toEqual(['2', '3', '4', '2', '3', '4', '2', '3', '4']);
    await act(async () => userEvent.selectOptions(cells[5]!, '6'));
    expect(rendered.calls).toEqual([['changeScenario', { levels: [2, 3, 4, 2, 3, 6, 2, 3, 4] }]]);
  });

  it('of places, zones and demand lead to where they are edited', async () => {
    await show(<SettingsDrawer />);
    for (const field of ['sites', 'zones', 'demand']) {
      await click(row(`scenario.${field}`).querySelector<HTMLElement>('.structure button')!);
    }
    expect(rendered.calls).toEqual([
      ['setStage', 'city'],
      ['setSettingsOpen', false],
      ['setEditing', { kind: 'move' }],
      ['setStage', 'city'],
      ['setSettingsOpen', false],
      ['setEditing', { kind: 'zone', zone: 'residential' }],
      ['setDemandOpen', true],
    ]);
    rendered.calls.length = 0;
    await click(row('scenario.demand').querySelector<HTMLElement>('[value=released]')!);
    expect(rendered.calls).toEqual([['changeScenario', { demand: 'released' }]]);
  });

  it('of the gradient scale: automatic or a number', async () => {
    await show(<SettingsDrawer />);
    await openSection('orchestration');
    await enter(row('orchestration.gradientScale').querySelector('[type=text]')!, '2.5');
    await click(row('orchestration.gradientScale').querySelector<HTMLElement>('[value=auto]')!);
    expect(rendered.calls).toEqual([
      ['changeOrchestration', { gradientScale: 2.5 }],
      ['changeOrchestration', { gradientScale: 'auto' }],
    ]);
    expect(row('orchestration.gradientScale').textContent).toContain('2.25 for this city');
  });
});

describe('the table of demand', () => {
  const cell = (zone: string, hour: number) => byLabel(`${zone}, ${hour} h`);
  /** What was asked for, applied as the session would. */
  const lastDemand = () =>
    (rendered.calls.at(-1)![1] as { demand: Record<string, number[]> }).demand;

  it('takes a number, goes on with the arrow keys and refuses beside the cell', async () => {
    await show(<DemandEditor />);
    cell('School', 3).focus();
    await act(async () => userEvent.keyboard('12.5{ArrowDown}'));
    expect(document.activeElement).toBe(cell('School', 4));
    expect(lastDemand().school![3]).toBe(12.5);
    await act(async () => userEvent.keyboard('200{ArrowRight}'));
    expect(document.activeElement).toBe(cell('Commercial', 4));
    expect(rendered.calls).toHaveLength(1);
    expect(cell('School', 4).value).toBe('200');
    expect(cell('School', 4).getAttribute('aria-invalid')).toBe('true');
    const problem = document.getElementById(cell('School', 4).getAttribute('aria-describedby')!);
    expect(problem?.textContent).toContain('from 0 to 100');
  });

  it('takes a row from a spreadsheet', async () => {
    await show(<DemandEditor />);
    const data = new DataTransfer();
    data.setData('text', Array.from({ length: 24 }, (_, hour) => hour + 1).join('\t'));
    await act(async () => {
      cell('Public', 0).dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    expect(lastDemand().public).toEqual(Array.from({ length: 24 }, (_, hour) => hour + 1));
  });

  it('multiplies, copies and puts back a zone', async () => {
    await show(<DemandEditor />);
    const { school, residential } = parseScenario({ demand: await paperTable() }).demand as Record<
      string,
      readonly number[]
    > as { school: number[]; residential: number[] };
    await click(find('[type=radio][value=school]'));
    await enter(byLabel('Factor'), '2');
    expect(lastDemand().school).toEqual(school.map((tasks) => 2 * tasks));
    const button = (text: string) =>
      [...rendered.host.querySelectorAll<HTMLElement>('.demand-tools button')].find(
        (each) => each.textContent === text,
      )!;
    await click(button('Residential'));
    expect(lastDemand().residential).toEqual(school);
    expect(residential).not.toEqual(school);
    await click(button('the paper’s table'));
    expect(lastDemand()).toBe('paper');
  });

  async function paperTable() {
    const { demandTable } = await import('../../../src/world/demand.ts');
    return demandTable({ demand: 'paper' });
  }
});
