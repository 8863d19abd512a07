import { useId } from 'react';
import { t } from '../catalogue/index.ts';
import { choiceKey, helpKey, labelKey, type Section, unitOf } from './configuration.ts';
import { FieldProblem } from './FieldControl.tsx';
import { Applies, Waits } from './FieldNotes.tsx';
import { writeFieldText } from './fieldText.ts';
import { NumberInput, Segments, Select, Stepper, takesSteps } from './inputs.tsx';
import { Marked } from './Marked.tsx';
import type { Spans } from './search.ts';
import { StopSlider } from './sliders.tsx';
import { StructureControl } from './structures.tsx';
import { type Field, useField } from './useField.ts';
import { valueText } from './valueText.ts';

/** More letters than this do not fit side by side. */
const SEGMENT_LETTERS = 34;
/** A seed is no quantity: nobody drags to it. */
const UNDRAGGED: readonly string[] = ['orchestration.seed', 'orchestration.topologySeed'];

/** One field of the drawer: what it is, its control, its range, and when a change applies. */
export function FieldRow(props: {
  readonly section: Section;
  readonly name: string;
  /** Where the words of a search stand in it. */
  readonly spans: Spans | null;
}) {
  const { section, name, spans } = props;
  const field = useField(section, name);
  const id = useId();
  if (!field) return null;
  const { meta, value, problem } = field;
  const label = t(labelKey(section, name));
  const unit = unitOf(section, name, meta);
  const isChanged = writeFieldText(value) !== writeFieldText(field.initial);
  const isLabelled = controlOf(field) === 'input';
  const words = (of: unknown) => valueText(name, of);
  return (
    <div className="setting" data-field={`${section}.${name}`}>
      <div className="setting-name">
        {isLabelled ? (
          <label className="setting-label" htmlFor={id}>
            <Marked text={label} spans={spans?.label} />
          </label>
        ) : (
          <p className="setting-label">
            <Marked text={label} spans={spans?.label} />
          </p>
        )}
        <p className="muted">
          <Marked text={t(helpKey(section, name))} spans={spans?.help} />
        </p>
      </div>
      <div>
        <div className="setting-input">
          <Control field={field} id={id} label={label} />
          {unit ? (
            <span className="unit">
              <Marked text={unit} spans={spans?.unit} />
            </span>
          ) : null}
        </div>
        <p className="setting-note muted">
          <Applies field={field} />
          {meta.minimum === undefined ? null : (
            <span>{t('settings.range', { minimum: meta.minimum, maximum: meta.maximum! })}</span>
          )}
          {spans && spans.value.length > 0 ? (
            <span>
              <Marked text={words(value)} spans={spans.value} />
            </span>
          ) : null}
          {isChanged ? (
            <button
              type="button"
              className="link"
              aria-label={t('settings.reset', { field: label, value: words(field.initial) })}
              onClick={() => field.commit(writeFieldText(field.initial))}
            >
              {t('settings.default', { value: words(field.initial) })}
            </button>
          ) : null}
        </p>
        <Waits field={field} />
      </div>
      <FieldProblem id={id} problem={problem} />
    </div>
  );
}

type ControlKind = 'input' | 'segments' | 'structure';

/** What a field is set with: something that a label can name, or a group that names itself. */
function controlOf({ meta, section, name }: Field): ControlKind {
  if (meta.kind === 'structure')
    return `${section}.${name}` === 'learner.hidden' ? 'input' : 'structure';
  return meta.kind === 'choice' && fitsSideBySide(meta.choices ?? []) ? 'segments' : 'input';
}

function fitsSideBySide(choices: readonly string[]): boolean {
  const letters = choices.reduce((sum, choice) => sum + t(choiceKey(choice)).length + 3, 0);
  return letters <= SEGMENT_LETTERS;
}

function Control(props: { readonly field: Field; readonly id: string; readonly label: string }) {
  const { field, id, label } = props;
  const { meta, section, name } = field;
  if (meta.kind === 'structure') return <StructureControl {...props} />;
  if (meta.kind === 'choice') {
    if (controlOf(field) === 'input') return <Select field={field} id={id} />;
    const choices = meta.choices!.map((value) => ({ value, text: t(choiceKey(value)) }));
    return (
      <Segments
        id={id}
        label={label}
        choices={choices}
        value={field.text}
        onChoose={field.commit}
      />
    );
  }
  if (takesSteps(meta)) return <Stepper field={field} id={id} />;
  return (
    <>
      {UNDRAGGED.includes(`${section}.${name}`) ? null : <StopSlider field={field} label={label} />}
      <NumberInput field={field} id={id} />
    </>
  );
}
