import { useId } from 'react';
import { SOURCE_KINDS, type SourceKind } from '../../../session/sourceOptions.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { useCommands } from '../../commandsContext.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { Explained } from '../../components/Explained.tsx';
import { math, mfrac, mi, mn, mo, mrow, msub, msup, mtext } from '../../components/mathml.ts';
import { Segments } from '../../settings/inputs.tsx';
import { useApp } from '../../store.ts';
import { QuadraticFields } from './QuadraticFields.tsx';

/** The city's training, a file's networks, or quadratics in which everything is known. */
export function SourceChoice({ trace }: { readonly trace: AgreementTrace }) {
  const commands = useCommands();
  const id = useId();
  const source = useApp((state) => state.agreement.source);
  const opened = useApp((state) => state.agreement.opened);
  const choose = (kind: string) => {
    if (kind === 'networks' && !opened) commands.openFile();
    else commands.setAgreementSource(kind as SourceKind);
  };
  return (
    <section className="agree-source" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('agree.source.title')}</h2>
      <Segments
        id={id}
        label={t('agree.source.title')}
        value={source}
        choices={SOURCE_KINDS.map((kind) => ({ value: kind, text: t(`agree.source.${kind}`) }))}
        onChoose={choose}
      />
      <p className="muted">
        {t(`agree.source.${source}.about`)}{' '}
        {source === 'quadratic' ? (
          <Explained term={t('agree.source.formula')} formula={quadraticFormula}>
            {t('agree.source.formula.text')}
          </Explained>
        ) : null}
      </p>
      {source === 'quadratic' ? <QuadraticFields /> : null}
      {source === 'quadratic' ? null : (
        <div className="agree-source-file">
          <ActionButton action="files.open" label={t('agree.source.open')} />
          <OpenedFile trace={trace} />
        </div>
      )}
    </section>
  );
}

/** What was opened, and what stands in for what was not. */
function OpenedFile({ trace }: { readonly trace: AgreementTrace }) {
  const opened = useApp((state) => state.agreement.opened);
  const source = useApp((state) => state.agreement.source);
  if (!opened) return null;
  const { name: file, content } = opened;
  const present = t('agree.source.present', {
    file,
    count: content.networks.agents.length,
    links: content.links.length,
  });
  if (source !== 'networks' || trace.source.kind !== 'networks') {
    return <p className="muted">{t('agree.source.waiting', { file })}</p>;
  }
  const { observations, observationsName } = trace.source;
  return (
    <p>
      {present}{' '}
      {t(`agree.source.observations.${observations}`, { observations: observationsName ?? '' })}
    </p>
  );
}

const difference = mrow(mo('('), msub(mi('α'), mi('n')), mo('−'), msub(mi('t'), mi('n')), mo(')'));
const quadraticFormula = math(
  msub(mi('Q'), mi('n')),
  mo('('),
  msub(mi('α'), mi('n')),
  mo(')'),
  mo('='),
  mo('−'),
  mfrac(mn(1), mn(2)),
  msup(difference, mtext('T')),
  msub(mi('H'), mi('n')),
  difference,
);
