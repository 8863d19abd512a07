import { type CSSProperties, useId } from 'react';
import { t } from '../catalogue/index.ts';
import { roundStep } from '../charts/domain.ts';
import { choiceKey, helpKey, labelKey, type Section, unitOf } from './configuration.ts';
import { type Field, useField } from './useField.ts';
import './settings.css';

interface Props {
  readonly section: Section;
  readonly name: string;
  /** Range of a slider, where the field's own range is too wide to drag in. */
  readonly slider?: readonly [number, number];
}

/** One field of a configuration with its label, unit and, where refused, the reason beside it. */
export function FieldControl({ section, name, slider }: Props) {
  const field = useField(section, name);
  const id = useId();
  if (!field) return null;
  const { meta, problem } = field;
  const unit = unitOf(section, name, meta);
  return (
    <div className="field" data-kind={meta.kind}>
      <label htmlFor={id} title={t(helpKey(section, name))}>
        {t(labelKey(section, name))}
        {unit ? <span className="unit"> {unit}</span> : null}
      </label>
      <div className="field-control">
        {slider ? <Slider field={field} range={slider} label={t(labelKey(section, name))} /> : null}
        <Input field={field} id={id} />
      </div>
      <FieldProblem id={id} problem={problem} />
    </div>
  );
}

/** Why a value was refused, beside the input of this id. */
export function FieldProblem({
  id,
  problem,
}: {
  readonly id: string;
  readonly problem: string | null;
}) {
  if (problem === null) return null;
  return (
    <p className="field-problem" id={problemId(id)} role="alert">
      {problem}
    </p>
  );
}

function problemId(id: string): string {
  return `${id}-problem`;
}

/** Ties an input to the reason why its value was refused. */
export function invalid(problem: string | null, id: string) {
  return problem === null ? {} : { 'aria-invalid': true, 'aria-describedby': problemId(id) };
}

/** The input that fits the kind of field. */
export function Input({ field, id }: { readonly field: Field; readonly id: string }) {
  const { meta, text } = field;
  if (meta.kind === 'choice') {
    return (
      <select id={id} value={text} onChange={(event) => field.commit(event.target.value)}>
        {meta.choices?.map((choice) => (
          <option key={choice} value={choice}>
            {t(choiceKey(choice))}
          </option>
        ))}
      </select>
    );
  }
  if (meta.kind === 'integer' && meta.maximum! - meta.minimum! <= 12) {
    return <Stepper field={field} id={id} />;
  }
  return (
    <input
      id={id}
      type="text"
      inputMode={meta.kind === 'structure' ? 'text' : 'decimal'}
      autoComplete="off"
      spellCheck={false}
      value={text}
      {...invalid(field.problem, id)}
      onChange={(event) => field.type(event.target.value)}
      onBlur={() => {
        if (text !== String(field.value)) field.commit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') field.commit();
      }}
    />
  );
}

function Stepper({ field, id }: { readonly field: Field; readonly id: string }) {
  const value = Number(field.text);
  const by = (change: number) => () => field.commit(String(value + change));
  return (
    <div className="stepper">
      <button
        type="button"
        aria-label={t('settings.less')}
        disabled={value <= field.meta.minimum!}
        onClick={by(-1)}
      >
        −
      </button>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        autoComplete="off"
        value={field.text}
        {...invalid(field.problem, id)}
        onChange={(event) => field.type(event.target.value)}
        onBlur={() => {
          if (field.text !== String(field.value)) field.commit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') field.commit();
        }}
      />
      <button
        type="button"
        aria-label={t('settings.more.one')}
        disabled={value >= field.meta.maximum!}
        onClick={by(1)}
      >
        +
      </button>
    </div>
  );
}

/** About as many as a hand can tell apart; the values that it stops at are round. */
const SLIDER_STEPS = 100;

function Slider(props: {
  readonly field: Field;
  readonly range: readonly [number, number];
  readonly label: string;
}) {
  const { field } = props;
  const [minimum, maximum] = props.range;
  const value = Number(field.text);
  const share = Math.min(1, Math.max(0, (value - minimum) / (maximum - minimum)));
  const commit = () => {
    if (field.text !== String(field.value)) field.commit();
  };
  return (
    <input
      type="range"
      aria-label={props.label}
      min={minimum}
      max={maximum}
      step={field.meta.step ?? roundStep(maximum - minimum, SLIDER_STEPS)}
      value={Number.isFinite(value) ? value : minimum}
      style={{ '--filled': `${100 * share}%` } as CSSProperties}
      // The run is asked once, when the thumb is let go: every accepted change is an event.
      onChange={(event) => field.type(event.target.value)}
      onPointerUp={commit}
      onKeyUp={commit}
      onBlur={commit}
    />
  );
}
