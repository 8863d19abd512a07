import { useId } from 'react';
import { BYTES_PER_NUMBER } from '../../../orchestration/messages.ts';
import type { OrchestrationOptions } from '../../../orchestration/options.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { type MessageKey, t } from '../../catalogue/index.ts';
import { Explained } from '../../components/Explained.tsx';
import { labelKey } from '../../settings/configuration.ts';
import { FieldControl, FieldProblem } from '../../settings/FieldControl.tsx';
import { StructureControl } from '../../settings/structures.tsx';
import { useField } from '../../settings/useField.ts';
import { useApp } from '../../store.ts';
import { formatBytes } from './bytes.ts';
import { type OptionName, optionFormula } from './optionFormulas.ts';

/** Where a slider is worth dragging, of fields whose own range is wider. */
const SLIDERS: Readonly<Partial<Record<OptionName, readonly [number, number]>>> = {
  gamma: [1, 100],
  iterations: [10, 200],
};

/** One option: its control, what it does as it stands, what it costs, and its formula. */
export function OptionRow(props: { readonly name: OptionName; readonly trace: AgreementTrace }) {
  const { name, trace } = props;
  const options = useApp((state) => state.orchestration);
  const slider = SLIDERS[name];
  return (
    <div className="agree-option" data-option={name}>
      {name === 'gradientScale' || name === 'horizon' ? (
        <StructureField name={name} />
      ) : (
        <FieldControl section="orchestration" name={name} {...(slider ? { slider } : {})} />
      )}
      <p className="muted">
        {optionText(name, options)} {costText(name, options, trace)}{' '}
        <Explained
          term={t('agree.options.formula')}
          formula={<span data-formula={name}>{optionFormula(name, options)}</span>}
        >
          {t(formulaKey(name, options))}
        </Explained>
      </p>
    </div>
  );
}

/** A field whose control names itself. */
function StructureField({ name }: { readonly name: OptionName }) {
  const field = useField('orchestration', name);
  const id = useId();
  if (!field) return null;
  const label = t(labelKey('orchestration', name));
  return (
    <div className="field">
      <p className="agree-option-name">{label}</p>
      <StructureControl field={field} id={id} label={label} />
      <FieldProblem id={id} problem={field.problem} />
    </div>
  );
}

function optionText(name: OptionName, options: OrchestrationOptions): string {
  switch (name) {
    case 'anchor':
      return t(`agree.option.anchor.${options.anchor}`);
    case 'gradient':
      return t(`agree.option.gradient.${options.gradient}`);
    case 'stepSize':
      return t(`agree.option.stepSize.${options.stepSize}`);
    case 'projection':
      return t(`agree.option.projection.${options.projection}`);
    case 'readOut':
      return t(`agree.option.readOut.${options.readOut}`);
    case 'horizon':
      return options.horizon === 'all'
        ? t('agree.option.horizon.all')
        : t('agree.option.horizon.hops', { hops: options.horizon });
    default:
      return t(`agree.option.${name}`);
  }
}

/** What an iteration costs in this run; where it is the reach that saves, against everyone's. */
function costText(
  name: OptionName,
  { horizon }: OrchestrationOptions,
  { bytesPerIteration, links, ids }: AgreementTrace,
): string {
  const bytes = formatBytes(bytesPerIteration);
  if (name === 'iterations') return t('agree.option.iterations.cost', { bytes });
  if (name !== 'horizon' || horizon === 'all') return '';
  const full = formatBytes(2 * links.length * ids.length * BYTES_PER_NUMBER);
  return t('agree.option.horizon.cost', { bytes, full });
}

function formulaKey(name: OptionName, options: OrchestrationOptions): MessageKey {
  switch (name) {
    case 'gradient':
      return `agree.option.gradient.${options.gradient}.formula`;
    case 'projection':
      return `agree.option.projection.${options.projection}.formula`;
    case 'readOut':
      return `agree.option.readOut.${options.readOut}.formula`;
    default:
      return `agree.option.${name}.formula`;
  }
}
