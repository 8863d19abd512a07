/** The state of one field's control: what is typed, what is wrong with it, and committing it. */
import { useEffect, useState } from 'react';
import { type FieldMeta, InputError } from '../../schema.ts';
import { isMessageKey, t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { configured } from '../controller/changes.ts';
import { appStore, useApp } from '../store.ts';
import { changeFields, checkFields, defaultOf, fieldsIn, type Section } from './configuration.ts';
import { readFieldText, writeFieldText } from './fieldText.ts';
import { forgetTyped, keepTyped, typedFor } from './typedTexts.ts';

export interface Field {
  readonly section: Section;
  readonly name: string;
  readonly meta: FieldMeta;
  readonly value: unknown;
  /** What runs, where the value waits in a draft for the new run. */
  readonly running: unknown;
  /** What the schema starts with. */
  readonly initial: unknown;
  /** What stands in the control: the value, or what was typed and refused. */
  readonly text: string;
  /** Whether something else stands in the control than the value. */
  readonly isTyped: boolean;
  readonly problem: string | null;
  /** Changes what stands in the control without asking for anything. */
  type(text: string): void;
  /** Asks for the value that stands in the control, or for this text. */
  commit(text?: string): void;
}

/** The field of a section; undefined where this kind of scenario has none of that name. */
export function useField(section: Section, name: string): Field | undefined {
  const commands = useCommands();
  const field = `${section}.${name}`;
  const meta = useApp((state) => fieldsIn(section, configured(state)).get(name));
  const value = useApp((state) => valueIn(configured(state)[section], name));
  const running = useApp((state) => valueIn(state[section], name));
  const written = writeFieldText(value);
  const [text, setText] = useState(() => typedFor(field, written)?.text ?? written);
  const [problem, setProblem] = useState(() => typedFor(field, written)?.problem ?? null);

  // A value that changed elsewhere (another control, a preset) replaces what is typed here.
  useEffect(() => {
    const kept = typedFor(field, written);
    setText(kept?.text ?? written);
    setProblem(kept?.problem ?? null);
  }, [field, written]);

  if (!meta) return undefined;

  const refuse = (typed: string, reason: string) => {
    setProblem(reason);
    keepTyped(field, { text: typed, problem: reason, written });
  };
  const commit = (typed = text) => {
    setText(typed);
    const read = readFieldText(meta, typed);
    if (!read.ok) {
      refuse(typed, t('settings.notANumber', { value: typed, allowed: meta.allowed }));
      return;
    }
    const change = { [name]: read.value };
    try {
      checkFields(section, change, configured(appStore.getState()));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refuse(typed, refusal(error, field, typed));
      return;
    }
    setProblem(null);
    forgetTyped(field);
    changeFields(section, change, commands);
  };
  return {
    section,
    name,
    meta,
    value,
    running,
    initial: defaultOf(section, name, configured(appStore.getState())),
    text,
    isTyped: text !== written,
    problem,
    type: (typed) => {
      setText(typed);
      setProblem(null);
    },
    commit,
  };
}

function valueIn(configuration: object, name: string): unknown {
  return (configuration as Readonly<Record<string, unknown>>)[name];
}

/** Longer texts than this (tables, lists) are not said again. */
const LONGEST_SAID = 40;

/** Why a value was refused: for itself, or because another field does not go with it. */
export function refusal({ field, allowed }: InputError, own: string, typed: string): string {
  // `scenario.sites[3].x` is a part of `scenario.sites`.
  const [, section, name] = /^(\w+)\.(\w+)/.exec(field) ?? [];
  const key = `field.${section}.${name}`;
  if (`${section}.${name}` !== own && isMessageKey(key))
    return t('settings.clash', { field: t(key), allowed });
  return typed.length > LONGEST_SAID
    ? t('settings.refused.long', { allowed })
    : t('settings.refused', { value: typed, allowed });
}
