import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { Sheet } from '../components/Sheet.tsx';
import { configured } from '../controller/changes.ts';
import type { Draft } from '../state.ts';
import { useApp } from '../store.ts';
import { groupKey, SECTIONS, type Section } from './configuration.ts';
import { FieldRow } from './FieldRow.tsx';
import { Segments } from './inputs.tsx';
import { changedFields, countFields, type ListedSection, listSettings } from './listing.ts';
import { Marked } from './Marked.tsx';
import { ResetButton } from './ResetButton.tsx';
import './settings.css';

/** Every field of the world, the learners and N2O, drawn from the schemas, with a search. */
export function SettingsDrawer() {
  const commands = useCommands();
  const [section, setSection] = useState<Section>('scenario');
  const [query, setQuery] = useState('');
  const [changedOnly, setChangedOnly] = useState(false);
  const shown = useShown();
  const listed = useMemo(
    () => listSettings({ section, query, changedOnly }, shown),
    [section, query, changedOnly, shown],
  );
  const isFound = query.trim() !== '' || changedOnly;
  const changed = SECTIONS.flatMap((each) => changedFields(each, shown)).length;
  const sections = useId();
  const input = useSearchFocus(setQuery);
  const top = useRef<HTMLDivElement>(null);
  // Another list begins at its top.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the list depends on
  useEffect(() => {
    top.current?.closest('dialog')?.scrollTo(0, 0);
  }, [section, query, changedOnly]);
  return (
    <Sheet
      title={t('settings.title')}
      kind="drawer"
      onClose={() => commands.setSettingsOpen(false)}
    >
      <div className="settings" ref={top}>
        <div className="settings-bar">
          <Search input={input} query={query} onQuery={setQuery} />
          <label className="settings-filter">
            <input
              type="checkbox"
              checked={changedOnly}
              onChange={(event) => setChangedOnly(event.target.checked)}
            />
            {t('settings.changedOnly', { count: changed })}
          </label>
          {isFound ? null : (
            <Segments
              id={sections}
              label={t('settings.title')}
              value={section}
              choices={SECTIONS.map((value) => ({ value, text: t(`settings.${value}`) }))}
              onChoose={(value) => setSection(value as Section)}
            />
          )}
          <p className={isFound ? 'settings-count' : 'hidden'} role="status">
            {isFound ? countText(countFields(listed), query) : ''}
          </p>
        </div>
        {listed.map((each) => (
          <ShownSection key={each.section} listed={each} shown={shown} isFound={isFound} />
        ))}
        <p className="settings-all">
          <ResetButton label={t('settings.reset.all')} shown={shown} sections={SECTIONS} />
        </p>
      </div>
    </Sheet>
  );
}

/**
 * The search, which takes the focus when the drawer is opened for it, or asked for it once more, and
 * what was typed until then.
 */
function useSearchFocus(setQuery: (query: string) => void): RefObject<HTMLInputElement | null> {
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  const wanted = useApp((state) => state.settingsSearch);
  // Here, and not in the input itself: a dialog that opens takes the focus first.
  useEffect(() => {
    if (wanted === null) return;
    input.current?.focus();
    if (wanted === '') input.current?.select();
    else setQuery(wanted);
    commands.setSettingsOpen(true);
  }, [wanted, commands, setQuery]);
  return input;
}

/** What the controls show, the same object until one of its parts changes. */
function useShown() {
  const draft = useApp((state) => state.draft);
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  const orchestration = useApp((state) => state.orchestration);
  const preset = useApp((state) => state.preset);
  const seed = useApp((state) => state.seed);
  const origin = useApp((state) => state.origin);
  return useMemo(
    () => configured({ draft, scenario, learner, orchestration, preset, seed, origin }),
    [draft, scenario, learner, orchestration, preset, seed, origin],
  );
}

function countText(count: number, query: string): string {
  if (count === 0 && query.trim() !== '') return t('settings.found.none', { query: query.trim() });
  return count === 1 ? t('settings.found.one') : t('settings.found', { count });
}

function Search(props: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}) {
  return (
    <input
      ref={props.input}
      type="search"
      className="settings-search"
      placeholder={t('settings.search')}
      aria-label={t('settings.search')}
      aria-keyshortcuts="/"
      autoComplete="off"
      spellCheck={false}
      value={props.query}
      onChange={(event) => props.onQuery(event.target.value)}
    />
  );
}

function ShownSection(props: {
  readonly listed: ListedSection;
  readonly shown: Draft;
  readonly isFound: boolean;
}) {
  const { section, groups } = props.listed;
  const name = t(`settings.${section}`);
  // Under the name of its section, where that is shown.
  const Heading = props.isFound ? 'h4' : 'h3';
  return (
    <section aria-label={name}>
      {props.isFound ? <h3 className="settings-section">{name}</h3> : null}
      {groups.map(({ group, fields }) => {
        const heading = t(groupKey(group));
        return (
          <section key={group} className="settings-group" aria-label={heading}>
            <div className="settings-group-head">
              <Heading>
                <Marked text={heading} spans={fields[0]?.spans?.group} />
              </Heading>
              {props.isFound ? null : (
                <ResetButton
                  label={t('settings.reset.group', { group: heading })}
                  shown={props.shown}
                  sections={[section]}
                  names={fields.map((field) => field.name)}
                />
              )}
            </div>
            {fields.map((field) => (
              <FieldRow key={field.name} section={section} name={field.name} spans={field.spans} />
            ))}
          </section>
        );
      })}
    </section>
  );
}
