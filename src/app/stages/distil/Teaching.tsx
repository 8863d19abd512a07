import { useId, useMemo, useState } from 'react';

import {
  distillationFields,
  parseDistillation,
  TEACHERS,
  type TeacherKey,
} from '../../../experiments/distillation.ts';
import { policyRefusal } from '../../../experiments/policyKeys.ts';
import { ACTOR_LOSSES, ACTOR_OBSERVES } from '../../../learning/actors.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { Segments } from '../../settings/inputs.tsx';
import { useApp } from '../../store.ts';

const fields = distillationFields();
const NUMBERS = [
  'slots',
  'steps',
  'batchSize',
  'learningRate',
  'tuningSlots',
  'seed',
  'evaluationSlots',
] as const;

/** Who teaches, by which loss, and what a student sees. */
export function Teaching() {
  const commands = useCommands();
  const id = useId();
  const chosen = useApp((state) => state.distil.chosen);
  const scenario = useApp((state) => state.scenario);
  const settings = useMemo(() => parseDistillation(chosen), [chosen]);
  const refused = useMemo(
    () => new Map(TEACHERS.map((teacher) => [teacher, policyRefusal(teacher, scenario)])),
    [scenario],
  );
  // It draws levels by their scores, which squared error has none of.
  const canBeTuned = settings.loss === 'classification';
  const refusal = refused.get(settings.teacher) ?? null;
  return (
    <section className="distil-teaching" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('distil.teaching')}</h2>
      <div className="distil-choices">
        <label className="distil-choice">
          <span className="distil-name">{t('distil.teacher')}</span>
          <select
            value={settings.teacher}
            onChange={(event) =>
              commands.changeDistillation({ teacher: event.target.value as TeacherKey })
            }
          >
            {TEACHERS.map((teacher) => (
              <option key={teacher} value={teacher} disabled={refused.get(teacher) !== null}>
                {t(`distil.teacher.${teacher}`)}
              </option>
            ))}
          </select>
        </label>
        <Choice name="loss" values={ACTOR_LOSSES} value={settings.loss} />
        <Choice name="observes" values={ACTOR_OBSERVES} value={settings.observes} />
      </div>
      <p className="muted distil-about">
        {t(`distil.loss.${settings.loss}.about`)} {t(`distil.observes.${settings.observes}.about`)}
      </p>
      {refusal ? (
        <p role="alert" className="field-problem">
          {t('distil.teacher.refused', { reason: refusal })}
        </p>
      ) : null}
      <details>
        <summary>{t('distil.more')}</summary>
        <div className="distil-fields">
          <HiddenLayers />
          <ActivationChoice />
          {NUMBERS.filter((name) => name !== 'tuningSlots' || canBeTuned).map((name) => (
            <NumberField key={name} name={name} />
          ))}
        </div>
      </details>
    </section>
  );
}

/** A few choices side by side. */
function Choice<T extends string>(props: {
  readonly name: 'loss' | 'observes';
  readonly values: readonly T[];
  readonly value: T;
}) {
  const commands = useCommands();
  const id = useId();
  const { name, values, value } = props;
  const label = t(`distil.${name}`);
  return (
    <div className="distil-choice">
      <span className="distil-name">{label}</span>
      <Segments
        id={id}
        label={label}
        value={value}
        choices={values.map((each) => ({
          value: each,
          text: t(`distil.${name}.${each}` as 'distil.loss.squaredError'),
        }))}
        onChoose={(next) => commands.changeDistillation({ [name]: next })}
      />
    </div>
  );
}

function ActivationChoice() {
  const commands = useCommands();
  const id = useId();
  const chosen = useApp((state) => state.distil.chosen);
  const value = useMemo(() => parseDistillation(chosen).activation, [chosen]);
  return (
    <label className="distil-field" htmlFor={id}>
      <span>{t('distil.field.activation')}</span>
      <select
        id={id}
        value={value}
        onChange={(event) => commands.changeDistillation({ activation: event.target.value })}
      >
        {fields.get('activation')?.choices?.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    </label>
  );
}

function NumberField({ name }: { readonly name: (typeof NUMBERS)[number] }) {
  const commands = useCommands();
  const chosen = useApp((state) => state.distil.chosen);
  const value = useMemo(() => parseDistillation(chosen)[name], [chosen, name]);
  return (
    <TextField
      label={t(`distil.field.${name}`)}
      text={String(value)}
      hint={fields.get(name)!.allowed}
      onCommit={(text) => commands.changeDistillation({ [name]: Number(text) })}
    />
  );
}

function HiddenLayers() {
  const commands = useCommands();
  const chosen = useApp((state) => state.distil.chosen);
  const value = useMemo(() => parseDistillation(chosen).hidden, [chosen]);
  return (
    <TextField
      label={t('distil.field.hidden')}
      text={value.join(', ')}
      hint={fields.get('hidden')!.allowed}
      onCommit={(text) =>
        commands.changeDistillation({
          hidden: text
            .split(/[\s,]+/)
            .filter(Boolean)
            .map(Number),
        })
      }
    />
  );
}

/** Asked for with Enter or when it is left; what is refused becomes a message, and stays as it was. */
function TextField(props: {
  readonly label: string;
  readonly text: string;
  readonly hint: string;
  readonly onCommit: (text: string) => void;
}) {
  const { label, text, hint, onCommit } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed !== null && typed !== text) onCommit(typed);
    setTyped(null);
  };
  return (
    <label className="distil-field" htmlFor={id} title={hint}>
      <span>{label}</span>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? text}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}
