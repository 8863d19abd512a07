import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { ActionButton } from '../../components/ActionButton.tsx';
import { formatWhole } from '../../components/format.ts';

/** Which slot and which networks this run is about, and the way to a newer one. */
export function Subject({ trace }: { readonly trace: AgreementTrace }) {
  const { slot, trainedSlots } = trace;
  return (
    <div className="agree-subject">
      <ActionButton action="agree.run" />
      <p className="muted">
        {trainedSlots === 0
          ? t('agree.subject.untrained', { slot })
          : t('agree.subject', { slot, trained: formatWhole(trainedSlots) })}
      </p>
    </div>
  );
}
