/**
 * The edits of this visit to the editor: what undoes them, what was refused and what a screen
 * reader is told. A store of its own, because only the layer and the toolbar, both loaded late,
 * read it.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { InputError } from '../../../../schema.ts';
import type { Scenario } from '../../../../world/scenario.ts';
import { t } from '../../../catalogue/index.ts';
import { changedScenario, configured } from '../../../controller/changes.ts';
import type { Commands } from '../../../state.ts';
import { appStore } from '../../../store.ts';
import type { LayoutChange } from './layout.ts';

export interface Edits {
  /** What each edit wrote over, oldest first. */
  readonly history: readonly { readonly before: LayoutChange; readonly series: string | null }[];
  /** Why the last edit was refused; null where it was not. */
  readonly problem: string | null;
  /** The last thing that happened, in words. */
  readonly told: string;
  /** The planned server whose own fields are shown. */
  readonly chosen: number;
}

/** More steps back than anybody counts. */
const LONGEST_HISTORY = 200;
const nothing: Edits = { history: [], problem: null, told: '', chosen: 0 };

export const editStore = createStore<Edits>(() => nothing);

export function useEdits<T>(selector: (edits: Edits) => T): T {
  return useStore(editStore, selector);
}

export function forgetEdits(): void {
  editStore.setState(nothing);
}

export function tell(told: string): void {
  editStore.setState({ told });
}

/** Why the session would refuse a change of the scenario that the controls show; null where not. */
export function refusalOfEdit(change: LayoutChange): string | null {
  const { scenario, learner } = configured(appStore.getState());
  try {
    changedScenario(scenario, learner, change);
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return t('edit.refused', { allowed: error.allowed });
  }
}

/**
 * Asks for a change and remembers what undoes it. Where it is refused, the reason is kept and
 * nothing changes.
 *
 * @param series edits of one series (arrow keys on one server) are undone together
 */
export function applyEdit(
  commands: Commands,
  change: LayoutChange,
  told: string,
  series: string | null = null,
): boolean {
  const { scenario } = configured(appStore.getState());
  const before = fieldsBefore(scenario, change);
  if (JSON.stringify(before) === JSON.stringify(change)) return true;
  const problem = refusalOfEdit(change);
  if (problem !== null || !commands.changeScenario(change)) {
    editStore.setState({ problem, told: problem ?? '' });
    return false;
  }
  editStore.setState(({ history }) => {
    const goesOn = series !== null && history.at(-1)?.series === series;
    const longer = goesOn ? history : [...history, { before, series }].slice(-LONGEST_HISTORY);
    return { history: longer, problem: null, told };
  });
  return true;
}

/** Takes the last edit back. */
export function undoEdit(commands: Commands): void {
  const { history } = editStore.getState();
  const last = history.at(-1);
  if (!last) return;
  const problem = refusalOfEdit(last.before);
  if (problem === null && commands.changeScenario(last.before)) {
    editStore.setState({ history: history.slice(0, -1), problem: null, told: t('edit.undone') });
  } else {
    editStore.setState({ problem, told: problem ?? '' });
  }
}

function fieldsBefore(scenario: Scenario, change: LayoutChange): LayoutChange {
  const names = Object.keys(change) as (keyof LayoutChange)[];
  return Object.fromEntries(names.map((name) => [name, scenario[name]]));
}
