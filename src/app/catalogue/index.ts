/**
 * The sentences of the app, by key. Keys are checked by the compiler; values fill `{name}`. What
 * only a part shows that is loaded later comes with that part (`later/*.ts` call `addSentences`).
 */
import type { agree } from './english/agree.ts';
import type { agreeLinks } from './english/agreeLinks.ts';
import type { agreement } from './english/agreement.ts';
import type { agreementRun } from './english/agreementRun.ts';
import type { agreeOptions } from './english/agreeOptions.ts';
import type { agreeRivals } from './english/agreeRivals.ts';
import type { agreeTheory } from './english/agreeTheory.ts';
import { city } from './english/city.ts';
import { common } from './english/common.ts';
import type { companions } from './english/companions.ts';
import type { differences } from './english/differences.ts';
import type { distil } from './english/distil.ts';
import type { draft } from './english/draft.ts';
import type { edit } from './english/edit.ts';
import { engine } from './english/engine.ts';
import type { engineSheet } from './english/engineSheet.ts';
import type { fields } from './english/fields.ts';
import type { files } from './english/files.ts';
import type { help } from './english/help.ts';
import type { inspect } from './english/inspect.ts';
import type { joining } from './english/joining.ts';
import type { learn } from './english/learn.ts';
import type { learnChange } from './english/learnChange.ts';
import type { learning } from './english/learning.ts';
import type { learnRivals } from './english/learnRivals.ts';
import type { policyMaps } from './english/policyMaps.ts';
import type { presetNotes } from './english/presetNotes.ts';
import { presets } from './english/presets.ts';
import type { serverFields } from './english/serverFields.ts';
import { session } from './english/session.ts';
import type { versus } from './english/versus.ts';

export const english = {
  ...common,
  ...engine,
  ...session,
  ...presets,
  ...city,
} as const;

type LaterSentences = typeof companions &
  typeof versus &
  typeof serverFields &
  typeof agree &
  typeof learn &
  typeof agreeOptions &
  typeof differences &
  typeof learning &
  typeof learnRivals &
  typeof learnChange &
  typeof agreement &
  typeof fields &
  typeof edit &
  typeof inspect &
  typeof draft &
  typeof joining &
  typeof files &
  typeof help &
  typeof engineSheet &
  typeof presetNotes &
  typeof agreementRun &
  typeof agreeLinks &
  typeof agreeRivals &
  typeof agreeTheory &
  typeof distil &
  typeof policyMaps;

export type MessageKey = keyof (typeof english & LaterSentences);
export type MessageValues = Readonly<Record<string, string | number>>;

const sentences: Record<string, string> = { ...english };

/** Adds the sentences of a part that is loaded later; that part imports the module that calls this. */
export function addSentences(more: Partial<LaterSentences>): void {
  Object.assign(sentences, more);
}

/** The sentence of a key, with its `{name}`s filled in. */
export function t(key: MessageKey, values?: MessageValues): string {
  const sentence = sentences[key] ?? key;
  if (!values) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether a key exists, for keys that are put together at run time (field labels, zones). */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(sentences, key);
}
