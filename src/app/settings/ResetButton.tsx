import { useState } from 'react';
import { InputError } from '../../schema.ts';
import { useCommands } from '../commandsContext.ts';
import { configured } from '../controller/changes.ts';
import type { Draft } from '../state.ts';
import { appStore } from '../store.ts';
import { changeFields, checkFields, defaultOf, type Section } from './configuration.ts';
import { changedFields } from './listing.ts';
import { refusal } from './useField.ts';

/** Puts fields back to their defaults, in one change a section; nothing where none differs. */
export function ResetButton(props: {
  readonly label: string;
  readonly shown: Draft;
  readonly sections: readonly Section[];
  /** Which of their fields; all where absent. */
  readonly names?: readonly string[];
}) {
  const { sections, names, shown } = props;
  const commands = useCommands();
  const [problem, setProblem] = useState<string | null>(null);
  const changed = (section: Section, of: Draft) =>
    changedFields(section, of).filter((name) => names?.includes(name) ?? true);
  if (sections.every((section) => changed(section, shown).length === 0)) return null;
  const reset = () => {
    setProblem(null);
    for (const section of sections) {
      const now = configured(appStore.getState());
      const change = Object.fromEntries(
        changed(section, now).map((name) => [name, defaultOf(section, name, now)]),
      );
      if (Object.keys(change).length === 0) continue;
      try {
        checkFields(section, change, now);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        setProblem(refusal(error, '', props.label));
        return;
      }
      changeFields(section, change, commands);
    }
  };
  return (
    <>
      <button type="button" className="link" onClick={reset}>
        {props.label}
      </button>
      {problem === null ? null : (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
