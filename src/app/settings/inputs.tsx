/** The plain inputs of a field: a text field, a stepper, a list to choose from, a row of choices. */
import type { FieldMeta } from '../../schema.ts';
import { t } from '../catalogue/index.ts';
import { choiceKey } from './configuration.ts';
import type { Field } from './useField.ts';

interface InputProps {
  readonly field: Field;
  readonly id: string;
}

/** More values than this are typed or dragged to, not stepped through. */
const STEPPED = 12;

/** Whether a field has so few values that one steps through them. */
export function takesSteps({ kind, minimum, maximum }: FieldMeta): boolean {
  return kind === 'integer' && maximum! - minimum! <= STEPPED;
}

export function problemId(id: string): string {
  return `${id}-problem`;
}

/** Ties an input to the reason why its value was refused. */
export function invalid(problem: string | null, id: string) {
  return problem === null ? {} : { 'aria-invalid': true, 'aria-describedby': problemId(id) };
}

/** A text field: what is typed is asked for with Enter, or when the field is left. */
export function NumberInput({
  field,
  id,
  numeric,
  label,
}: InputProps & {
  /** Digits alone. */
  readonly numeric?: boolean;
  /** Its name, where no label element names it. */
  readonly label?: string;
}) {
  const mode = field.meta.kind === 'structure' ? 'text' : 'decimal';
  return (
    <input
      id={id}
      type="text"
      inputMode={numeric ? 'numeric' : mode}
      aria-label={label}
      autoComplete="off"
      spellCheck={false}
      value={field.text}
      {...invalid(field.problem, id)}
      onChange={(event) => field.type(event.target.value)}
      onBlur={() => {
        if (field.problem === null && field.isTyped) field.commit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') field.commit();
      }}
    />
  );
}

/** A number between a button for one less and a button for one more. */
export function Stepper({ field, id }: InputProps) {
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
      <NumberInput field={field} id={id} numeric />
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

/** A list to choose from. */
export function Select({ field, id }: InputProps) {
  return (
    <select id={id} value={field.text} onChange={(event) => field.commit(event.target.value)}>
      {field.meta.choices?.map((choice) => (
        <option key={choice} value={choice}>
          {t(choiceKey(choice))}
        </option>
      ))}
    </select>
  );
}

/** Choices side by side, each with its words; one of them is taken, or none. */
export function Segments(props: {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}) {
  const { id, choices, value } = props;
  return (
    <fieldset className="segments">
      <legend className="hidden">{props.label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={id}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => props.onChoose(choice.value)}
          />
          <span>{choice.text}</span>
        </label>
      ))}
    </fieldset>
  );
}
