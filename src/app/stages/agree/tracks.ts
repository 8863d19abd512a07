/** The course of a run as tracks: objective, agreement, distances. */
import { disagreement } from '../../../orchestration/measures.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { domainOf, type Track, type TrackLine } from '../../charts/tracks.ts';
import { formatFixed, formatShare } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
import { agreementCurve, ownDecisions } from './copies.ts';

/** As many decimals as tell apart what differs in this run. */
export function objectiveDecimals(trace: AgreementTrace): number {
  const exact = 'decision' in trace.exact ? trace.exact.objective : trace.objective;
  const size = Math.max(Math.abs(exact), Math.abs(trace.greedy.objective));
  return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

/** Values after 0..T updates; the start is `first`. */
function course(
  trace: AgreementTrace,
  first: number,
  value: (iteration: AgreementTrace['iterations'][number]) => number,
): Float64Array {
  return Float64Array.from([first, ...trace.iterations.map(value)]);
}

/** The objective at the start: known without another evaluation where the start is greedy. */
export function startObjective(trace: AgreementTrace): number {
  const own = ownDecisions(trace.initialCopies, trace.ids.length);
  const isGreedy = own.every((level, n) => level === trace.greedy.decision[n]);
  return isGreedy ? trace.greedy.objective : Number.NaN;
}

/** The objective's track: rounded, unrounded, exact and greedy. */
export function objectiveTrack(trace: AgreementTrace, palette: Palette): Track {
  const decimals = objectiveDecimals(trace);
  const format = (value: number) => formatFixed(value, decimals);
  const length = trace.iterations.length + 1;
  const constant = (value: number) => new Float64Array(length).fill(value);
  const lines: TrackLine[] = [
    {
      name: t('agree.track.greedy'),
      values: constant(trace.greedy.objective),
      colour: palette.textMuted,
      width: 1.5,
      dash: [1, 3],
      reference: true,
      format,
    },
    {
      name: t('agree.track.relaxed'),
      values: course(trace, Number.NaN, (each) => each.relaxedObjective),
      colour: palette.textMuted,
      width: 1.25,
      dash: [5, 3],
      format,
    },
    {
      name: t('agree.track.rounded'),
      values: course(trace, startObjective(trace), (each) => each.objective),
      colour: palette.text,
      width: 2.5,
      stepped: true,
      format,
    },
  ];
  if ('decision' in trace.exact) {
    lines.unshift({
      name: t('agree.track.exact'),
      values: constant(trace.exact.objective),
      colour: palette.agreement,
      width: 2,
      dash: [7, 4],
      reference: true,
      format,
    });
  }
  return {
    title: t('agree.track.objective'),
    weight: 3,
    domain: domainOf(lines),
    lines,
    format: (value) => String(value),
  };
}

/** Agreement and the two distances. */
export function agreementTracks(trace: AgreementTrace, palette: Palette): Track[] {
  const share: Track = {
    title: t('agree.track.share'),
    weight: 1.3,
    domain: [0, 1],
    lines: [
      {
        name: '',
        values: agreementCurve(trace),
        colour: palette.agreement,
        width: 2.5,
        stepped: true,
        format: formatShare,
      },
    ],
    format: formatShare,
  };
  const distance = (
    title: 'agree.track.copies' | 'agree.track.duals',
    values: Float64Array,
  ): Track => {
    const decimals = title === 'agree.track.copies' ? 2 : 1;
    const line: TrackLine = {
      name: '',
      values,
      colour: palette.text,
      width: 1.75,
      format: (value) => formatFixed(value, decimals),
    };
    const highest = domainOf([line])[1];
    return {
      title: t(title),
      weight: 1,
      domain: [0, highest],
      lines: [line],
      format: (value) => String(value),
    };
  };
  return [
    share,
    distance(
      'agree.track.copies',
      course(
        trace,
        disagreement(trace.initialCopies, trace.ids.length),
        (each) => each.copyDisagreement,
      ),
    ),
    distance(
      'agree.track.duals',
      course(trace, 0, (each) => each.dualDisagreement),
    ),
  ];
}
