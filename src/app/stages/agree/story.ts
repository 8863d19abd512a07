/** What happens at a moment of a run, in a sentence. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatBytes } from './bytes.ts';
import type { Moment } from './moment.ts';

/** The sentence under the map. Depends on the sub-phase, not on how far it is. */
export function storyOf(trace: AgreementTrace, { phase, tau, updates }: Moment): string {
  const { options, iterations, links, ids } = trace;
  if (phase === 'start') return t(`agree.story.start.${options.anchor}`);
  if (updates === iterations.length) {
    return options.readOut === 'last'
      ? t('agree.story.end')
      : t(`agree.story.end.${options.readOut}`);
  }
  if (phase !== 'send') return t(`agree.story.${phase}`, { count: ids.length });
  const failed = iterations[tau - 1]!.failedLinks.length;
  if (failed > 0) {
    return t('agree.story.send.failed', { count: ids.length, failed, links: links.length });
  }
  return t(tau === 1 ? 'agree.story.send.first' : 'agree.story.send', {
    count: ids.length,
    messages: 2 * links.length,
    bytes: formatBytes(trace.bytesPerIteration),
  });
}
