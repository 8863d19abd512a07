/** What happens at a moment of a run, in a sentence, and what of it can be seen in one copy. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';
import { formatBytes } from './bytes.ts';
import { countFates, type Fate, fatesOf } from './fates.ts';
import type { Moment } from './moment.ts';
import { updateTerms } from './update.ts';

/** The sentence under the map. Depends on the sub-phase, not on how far it is. */
export function storyOf(trace: AgreementTrace, { phase, tau, updates }: Moment): string {
  const { options, iterations, links, ids } = trace;
  if (phase === 'start') return t(`agree.story.start.${options.anchor}`);
  if (updates === iterations.length) {
    return options.readOut === 'last'
      ? t('agree.story.end')
      : t(`agree.story.end.${options.readOut}`);
  }
  const count = ids.length;
  const { failed, cut, dropped } = countFates(fatesOf(trace, tau));
  const down = failed + cut + dropped;
  if (phase === 'send' && down > 0) {
    return t('agree.story.send.down', { count, down, links: links.length });
  }
  if (phase === 'mix' && down > 0) return t('agree.story.mix.down');
  if (phase === 'send' && trace.kept) {
    return t('agree.story.send.horizon', {
      horizon: options.horizon,
      messages: trace.messagesPerIteration,
      bytes: formatBytes(trace.bytesPerIteration),
    });
  }
  if (phase === 'project') return t(`agree.story.project.${options.stepSize}`);
  if (phase !== 'send') return t(`agree.story.${phase}`);
  return t(tau === 1 ? 'agree.story.send.first' : 'agree.story.send', {
    count,
    messages: trace.messagesPerIteration,
    bytes: formatBytes(trace.bytesPerIteration),
  });
}

/** More links than this of one fate are counted instead of named. */
const MOST_NAMED = 3;

/** Which links are down in iteration `tau`, and why; null where all carry. */
export function downText(trace: AgreementTrace, tau: number): string | null {
  const fates = fatesOf(trace, tau);
  if (fates.size === 0) return null;
  const listOf = (wanted: Fate) => {
    const names = [...fates]
      .filter(([, fate]) => fate === wanted)
      .map(([key]) =>
        key
          .split(' ')
          .map((n) => trace.ids[Number(n)]!)
          .join('–'),
      );
    if (names.length === 0) return [];
    const named = names.slice(0, MOST_NAMED).join(', ');
    const more = names.length - MOST_NAMED;
    const list = more > 0 ? t('agree.down.more', { named, more }) : named;
    return [t(`agree.down.${wanted}`, { list })];
  };
  const list = (['cut', 'dropped', 'failed'] as const).flatMap(listOf).join(' · ');
  return t('agree.down', { tau, list });
}

/** The same moment in the numbers of one copy: server n's of server i's decision. */
export function detailOf(trace: AgreementTrace, moment: Moment, n: number, i: number): string {
  const { phase, tau, updates } = moment;
  const id = trace.ids[n]!;
  const about = trace.ids[i]!;
  if (phase === 'start') {
    return t('agree.detail.start', { about, level: trace.greedy.decision[i]! });
  }
  if (updates === trace.iterations.length) return outcome(trace, n, i);
  const terms = updateTerms(trace, tau, n, i);
  if (phase === 'gradient') {
    const { gradient } = terms;
    if (gradient === 0) return t('agree.detail.nothing', { id, about });
    const values = { id, about, gain: formatFixed(Math.abs(gradient), 1) };
    return t(gradient < 0 ? 'agree.detail.more' : 'agree.detail.less', values);
  }
  if (phase === 'send') {
    const dual = formatFixed(terms.heard[0]!.dual, 1);
    return t('agree.detail.send', { id, about, dual });
  }
  if (phase === 'mix') {
    const pull = terms.scale * terms.gradient;
    return t('agree.detail.mix', {
      id,
      about,
      heard: formatFixed(terms.dual - pull, 1),
      pull: formatFixed(Math.abs(pull), 1),
      sign: pull < 0 ? '−' : '+',
      sum: formatFixed(terms.dual, 1),
    });
  }
  return t('agree.detail.project', {
    id,
    about,
    before: formatFixed(terms.before, 2),
    after: formatFixed(terms.copy, 2),
  });
}

/** What became of the decision that the story follows. */
function outcome(trace: AgreementTrace, n: number, i: number): string {
  const alone = trace.greedy.decision[i]!;
  const level = trace.decision[i]!;
  const values = { id: trace.ids[n]!, about: trace.ids[i]!, alone, level };
  return t(alone === level ? 'agree.detail.end.same' : 'agree.detail.end', values);
}
