/** Which settings the drawer shows: of one section, or of all that a search or a filter finds. */
import { t } from '../catalogue/index.ts';
import type { Draft } from '../state.ts';
import {
  defaultOf,
  fieldsIn,
  groupKey,
  helpKey,
  labelKey,
  SECTIONS,
  type Section,
  unitOf,
} from './configuration.ts';
import { writeFieldText } from './fieldText.ts';
import { findWords, type Spans, wordsOf } from './search.ts';
import { valueText } from './valueText.ts';

export interface ListedField {
  readonly name: string;
  readonly spans: Spans | null;
}
export interface ListedGroup {
  readonly group: string;
  readonly fields: readonly ListedField[];
}
export interface ListedSection {
  readonly section: Section;
  readonly groups: readonly ListedGroup[];
}
export interface Wanted {
  /** Shown where nothing is searched for. */
  readonly section: Section;
  readonly query: string;
  readonly changedOnly: boolean;
}

/** Whether a field stands at something else than its default. */
export function isChanged(section: Section, name: string, shown: Draft): boolean {
  const value = (shown[section] as Readonly<Record<string, unknown>>)[name];
  return writeFieldText(value) !== writeFieldText(defaultOf(section, name, shown));
}

/** Names of the fields of a section that stand at something else than their default. */
export function changedFields(section: Section, shown: Draft): string[] {
  return [...fieldsIn(section, shown).keys()].filter((name) => isChanged(section, name, shown));
}

/** What is shown, section by section and group by group; what is empty is left out. */
export function listSettings(wanted: Wanted, shown: Draft): ListedSection[] {
  const words = wordsOf(wanted.query);
  const everywhere = words.length > 0 || wanted.changedOnly;
  const sections = everywhere ? SECTIONS : [wanted.section];
  return sections
    .map((section) => ({ section, groups: listGroups(section, words, wanted, shown) }))
    .filter(({ groups }) => groups.length > 0);
}

function listGroups(
  section: Section,
  words: readonly string[],
  { changedOnly }: Wanted,
  shown: Draft,
): ListedGroup[] {
  const groups = new Map<string, ListedField[]>();
  for (const [name, meta] of fieldsIn(section, shown)) {
    if (changedOnly && !isChanged(section, name, shown)) continue;
    const searchable = {
      label: t(labelKey(section, name)),
      help: t(helpKey(section, name)),
      unit: unitOf(section, name, meta) ?? '',
      group: t(groupKey(meta.group)),
      value: valueText(name, (shown[section] as Readonly<Record<string, unknown>>)[name]),
    };
    const spans = words.length > 0 ? findWords(searchable, words) : null;
    if (words.length > 0 && !spans) continue;
    groups.set(meta.group, [...(groups.get(meta.group) ?? []), { name, spans }]);
  }
  return [...groups].map(([group, fields]) => ({ group, fields }));
}

export function countFields(sections: readonly ListedSection[]): number {
  return sections.flatMap(({ groups }) => groups.flatMap(({ fields }) => fields)).length;
}
