import { useId } from 'react';
import { t } from '../catalogue/index.ts';
import { helpKey, labelKey, type Section, unitOf } from './configuration.ts';
import { Applies, Waits } from './FieldNotes.tsx';
import { NumberInput, problemId, Select, Stepper, takesSteps } from './inputs.tsx';
import { RangeSlider } from './sliders.tsx';
import { type Field, useField } from './useField.ts';
import './settings.css';

export { invalid } from './inputs.tsx';

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
  const label = t(labelKey(section, name));
  return (
    <div className="field" data-kind={meta.kind}>
      <label htmlFor={id} title={t(helpKey(section, name))}>
        {label}
        {unit ? <span className="unit"> {unit}</span> : null}
      </label>
      <div className="field-control">
        {slider ? <RangeSlider field={field} range={slider} label={label} /> : null}
        <Input field={field} id={id} />
      </div>
      {meta.applies === 'restart' ? (
        <p className="setting-note muted">
          <Applies field={field} />
        </p>
      ) : null}
      <Waits field={field} />
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

/** The input that fits the kind of field. */
function Input({ field, id }: { readonly field: Field; readonly id: string }) {
  if (field.meta.kind === 'choice') return <Select field={field} id={id} />;
  if (takesSteps(field.meta)) return <Stepper field={field} id={id} />;
  return <NumberInput field={field} id={id} />;
}
