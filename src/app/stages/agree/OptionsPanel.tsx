import { t } from '../../catalogue/index.ts';
import '../../catalogue/later/agreeOptions.ts';
import { Explained } from '../../components/Explained.tsx';
import { formatBytes } from './bytes.ts';
import { updateFormula } from './formulas.ts';
import { OptionRow } from './OptionRow.tsx';
import './options.css';
import { OPTION_GROUPS } from './optionFormulas.ts';
import type { PanelProps } from './panel.ts';
import { SourceChoice } from './SourceChoice.tsx';

const GROUPS = Object.keys(OPTION_GROUPS) as (keyof typeof OPTION_GROUPS)[];

/** Where the Q-networks come from, and every option of Algorithm 1 but its links. */
export function OptionsPanel({ trace }: PanelProps) {
  const iterations = trace.iterations.length;
  const rest = trace.bytes - iterations * trace.bytesPerIteration;
  return (
    <>
      <SourceChoice trace={trace} />
      <section className="agree-options">
        <h2>{t('agree.options.title')}</h2>
        <p className="muted">
          {t('agree.options.note')}{' '}
          <Explained term={t('agree.formula.update.term')} formula={updateFormula}>
            {t('agree.formula.update')}
          </Explained>
        </p>
        <p>
          {t('agree.options.sent', {
            bytes: formatBytes(trace.bytes),
            perIteration: formatBytes(trace.bytesPerIteration),
            iterations,
            rest: formatBytes(Math.max(0, rest)),
          })}
        </p>
        {GROUPS.map((group) => (
          <section key={group} className="agree-option-group">
            <h3>{t(`agree.options.group.${group}`)}</h3>
            {OPTION_GROUPS[group].map((name) => (
              <OptionRow key={name} name={name} trace={trace} />
            ))}
          </section>
        ))}
      </section>
    </>
  );
}
