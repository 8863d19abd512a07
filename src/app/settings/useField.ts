/** The state of one field's control: what is typed, what is wrong with it, and committing it. */
import { useEffect, useState } from 'react';
import { type FieldMeta, InputError } from '../../schema.ts';
import { isMessageKey, t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { appStore, useApp } from '../store.ts';
import { changeField, checkField, fieldsIn, type Section } from './configuration.ts';
import { readFieldText, writeFieldText } from './fieldText.ts';

export interface Field {
  readonly meta: FieldMeta;
  readonly value: unknown;
  /** What stands in the control: the value, or what was typed and refused. */
  readonly text: string;
  readonly problem: string | null;
  /** Changes what stands in the control without asking for anything. */
  type(text: string): void;
  /** Asks for the value that stands in the control, or for this text. */
  commit(text?: string): void;
}

/** The field of a section; undefined where this kind of scenario has none of that name. */
export function useField(section: Section, name: string): Field | undefined {
  const commands = useCommands();
  const meta = useApp((state) => fieldsIn(section, state).get(name));
  const value = useApp((state) => (state[section] as Readonly<Record<string, unknown>>)[name]);
  const written = writeFieldText(value);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string | null>(null);

  // A value that changed elsewhere (another control, a preset) replaces what is typed here.
  useEffect(() => {
    setText(written);
    setProblem(null);
  }, [written]);

  if (!meta) return undefined;

  const commit = (typed = text) => {
    setText(typed);
    const read = readFieldText(meta, typed);
    if (!read.ok) {
      setProblem(t('settings.notANumber', { value: typed, allowed: meta.allowed }));
      return;
    }
    try {
      checkField(section, name, read.value, appStore.getState());
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      setProblem(refusal(error, `${section}.${name}`, typed));
      return;
    }
    setProblem(null);
    changeField(section, name, read.value, commands);
  };
  return {
    meta,
    value,
    text,
    problem,
    type: (typed) => {
      setText(typed);
      setProblem(null);
    },
    commit,
  };
}

/** Why a value was refused: for itself, or because another field does not go with it. */
function refusal({ field, allowed }: InputError, own: string, typed: string): string {
  const [section, name] = field.split('.');
  const key = `field.${section}.${name}`;
  if (field === own || !isMessageKey(key)) {
    return t('settings.refused', { value: typed, allowed });
  }
  return t('settings.clash', { field: t(key), allowed });
}
