/** Which Q-networks and which observations a run is about, in a sentence. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatWhole } from '../../components/format.ts';

export function subjectText(trace: AgreementTrace): string {
  const { source, slot, trainedSlots } = trace;
  switch (source.kind) {
    case 'training':
      return trainedSlots === 0
        ? t('agree.subject.untrained', { slot })
        : t('agree.subject', { slot, trained: formatWhole(trainedSlots) });
    case 'networks': {
      const file = source.name;
      const count = trace.ids.length;
      const observations = source.observationsName ?? '';
      return t(`agree.subject.${source.observations}`, { file, count, slot, observations });
    }
    case 'quadratic': {
      const { curvature, coupling, seed } = source.options;
      return t('agree.subject.quadratic', { count: trace.ids.length, curvature, coupling, seed });
    }
  }
}
