import { useId, useState } from 'react';
import type { FieldMeta } from '../../schema.ts';
import { isMessageKey, t } from '../catalogue/index.ts';
import { useCommands } from '../commandsContext.ts';
import { Sheet } from '../components/Sheet.tsx';
import { appStore, useApp } from '../store.ts';
import {
  defaultOf,
  fieldsIn,
  helpKey,
  labelKey,
  SECTIONS,
  type Section,
  unitOf,
} from './configuration.ts';
import { FieldProblem, Input } from './FieldControl.tsx';
import { writeFieldText } from './fieldText.ts';
import { useField } from './useField.ts';

/** Every field of the world, the learners and N2O, drawn from the schemas. */
export function SettingsDrawer() {
  const commands = useCommands();
  const [section, setSection] = useState<Section>('scenario');
  return (
    <Sheet
      title={t('settings.title')}
      kind="drawer"
      onClose={() => commands.setSettingsOpen(false)}
    >
      <p className="muted">{t('settings.lead')}</p>
      <fieldset className="segmented">
        <legend className="hidden">{t('settings.title')}</legend>
        {SECTIONS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="settings-section"
              checked={each === section}
              onChange={() => setSection(each)}
            />
            <span>{t(`settings.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <Fields section={section} key={section} />
    </Sheet>
  );
}

function Fields({ section }: { readonly section: Section }) {
  const kind = useApp((state) => state.scenario.kind);
  const groups = groupFields(fieldsIn(section, appStore.getState()));
  return (
    <div key={kind}>
      {[...groups].map(([group, names]) => {
        const key = `settings.group.${group}`;
        return (
          <section key={group} className="settings-group">
            <h3>{isMessageKey(key) ? t(key) : group}</h3>
            {names.map((name) => (
              <FieldRow key={name} section={section} name={name} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function groupFields(fields: ReadonlyMap<string, FieldMeta>): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, { group }] of fields) {
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
}

function FieldRow({ section, name }: { readonly section: Section; readonly name: string }) {
  const field = useField(section, name);
  const id = useId();
  if (!field) return null;
  const { meta, value, problem } = field;
  const initial = writeFieldText(defaultOf(section, name, appStore.getState()));
  const label = t(labelKey(section, name));
  const unit = unitOf(section, name, meta);
  const range =
    meta.minimum === undefined
      ? null
      : t('settings.range', { minimum: meta.minimum, maximum: meta.maximum! });
  return (
    <div className="setting">
      <div className="setting-name">
        <label htmlFor={id}>{label}</label>
        <p className="muted">{t(helpKey(section, name))}</p>
      </div>
      <div className="setting-value">
        <div className="setting-input">
          <Input field={field} id={id} />
          {unit ? <span className="unit">{unit}</span> : null}
        </div>
        <p className="setting-note muted">
          {range ? <span>{range}</span> : null}
          <span>{t(`settings.${meta.applies}`)}</span>
          {writeFieldText(value) === initial ? null : (
            <button
              type="button"
              className="link"
              aria-label={t('settings.reset', { field: label, value: initial })}
              onClick={() => field.commit(initial)}
            >
              {t('settings.default', { value: initial })}
            </button>
          )}
        </p>
      </div>
      <FieldProblem id={id} problem={problem} />
    </div>
  );
}
