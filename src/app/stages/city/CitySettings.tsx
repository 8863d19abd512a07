import { useEffect, useId, useState } from 'react';
import { MAXIMUM_SEED } from '../../../random.ts';
import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/presetNotes.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { ScenarioDifferences } from '../../components/ScenarioDifferences.tsx';
import { configured } from '../../controller/changes.ts';
import { CUSTOM_PRESET, PRESET_IDS, type PresetId } from '../../presets.ts';
import { FieldControl, FieldProblem, invalid } from '../../settings/FieldControl.tsx';
import { readFieldText } from '../../settings/fieldText.ts';
import { useApp } from '../../store.ts';

/** The dozen settings that change most of what is seen; all others are in the drawer. */
export function CitySettings() {
  return (
    <section className="panel-settings">
      <PresetChoice />
      <details className="more">
        <summary>{t('city.settings')}</summary>
        <More />
      </details>
    </section>
  );
}

function More() {
  return (
    <>
      <div className="fields">
        <SeedField />
        <FieldControl section="scenario" name="rows" />
        <FieldControl section="scenario" name="columns" />
        <FieldControl section="scenario" name="userDensity" slider={[0, 200]} />
        <FieldControl section="scenario" name="usersPerServer" slider={[0, 40]} />
        <FieldControl section="scenario" name="demandScale" slider={[0, 3]} />
        <FieldControl section="scenario" name="priceMinimum" slider={[0, 80]} />
        <FieldControl section="scenario" name="priceMaximum" slider={[0, 80]} />
        <FieldControl section="scenario" name="coverageRadius" slider={[20, 120]} />
        <FieldControl section="scenario" name="serviceRate" slider={[20, 420]} />
        <FieldControl section="scenario" name="offloading" />
        <FieldControl section="scenario" name="queue" />
        <FieldControl section="scenario" name="fault" />
      </div>
      <ScenarioDifferences />
      <div>
        <ActionButton action="view.settings" />
      </div>
    </>
  );
}

function isPreset(preset: string): preset is PresetId {
  return PRESET_IDS.some((each) => each === preset);
}

function PresetChoice() {
  const commands = useCommands();
  const preset = useApp((state) => configured(state).preset);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('preset.label')}</label>
      <select id={id} value={preset} onChange={(event) => commands.startPreset(event.target.value)}>
        {PRESET_IDS.map((each) => (
          <option key={each} value={each}>
            {t(`preset.${each}`)}
          </option>
        ))}
        {preset === CUSTOM_PRESET ? (
          <option value={CUSTOM_PRESET}>{t('preset.custom')}</option>
        ) : null}
      </select>
      {isPreset(preset) ? <p className="muted preset-note">{t(`preset.${preset}.note`)}</p> : null}
    </div>
  );
}

function SeedField() {
  const commands = useCommands();
  const seed = useApp((state) => configured(state).seed);
  const [text, setText] = useState(String(seed));
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  useEffect(() => setText(String(seed)), [seed]);
  const commit = () => {
    const read = readFieldText({ kind: 'integer' }, text);
    const value = read.ok ? Number(read.value) : Number.NaN;
    if (!Number.isInteger(value) || value < 0 || value > MAXIMUM_SEED) {
      setProblem(t('settings.refused', { value: text, allowed: t('seed.allowed') }));
      return;
    }
    setProblem(null);
    if (value !== seed) commands.setSeed(value);
  };
  return (
    <div className="field">
      <label htmlFor={id} title={t('seed.help')}>
        {t('seed.label')}
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        {...invalid(problem, id)}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(null);
        }}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <FieldProblem id={id} problem={problem} />
    </div>
  );
}
