/** Every sentence of the app, by key. Keys are checked by the compiler; values fill `{name}`. */
import { agree } from './english/agree.ts';
import { city } from './english/city.ts';
import { common } from './english/common.ts';
import { differences } from './english/differences.ts';
import { fields } from './english/fields.ts';
import { learn } from './english/learn.ts';
import { session } from './english/session.ts';

export const english = {
  ...common,
  ...session,
  ...fields,
  ...city,
  ...differences,
  ...learn,
  ...agree,
} as const;

export type MessageKey = keyof typeof english;
export type MessageValues = Readonly<Record<string, string | number>>;

/** The sentence of a key, with its `{name}`s filled in. */
export function t(key: MessageKey, values?: MessageValues): string {
  const sentence: string = english[key];
  if (!values) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether a key exists, for keys that are put together at run time (field labels, zones). */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(english, key);
}
