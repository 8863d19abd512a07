/** The course of a run as tracks: objective, agreement, distances. */
import { disagreement } from '../../../orchestration/measures.ts';
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import type { Shortfall } from '../../charts/shortfall.ts';
import { domainOf, type Track, type TrackBand, type TrackLine } from '../../charts/tracks.ts';
import { formatFixed, formatNumber, formatShare } from '../../components/format.ts';
import type { Palette } from '../../theme/palette.ts';
import { agreeingInRow, agreementCurve, copiesAfter, othersInRow, ownDecisions } from './copies.ts';

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

/** The objective's track: rounded, unrounded, greedy, and exact or, where that is refused, its bound. */
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
  if (trace.bound) {
    lines.unshift({
      name: t('agree.track.bound'),
      values: constant(trace.bound.upper),
      colour: palette.agreement,
      width: 1.5,
      dash: [2, 4],
      reference: true,
      format,
    });
  }
  const exact = 'decision' in trace.exact ? trace.exact.objective : null;
  const rounded = course(trace, startObjective(trace), (each) => each.objective);
  return {
    ...(exact === null ? {} : { shortfall: shortfallOf(rounded, exact, decimals) }),
    title: t('agree.track.objective'),
    weight: 3,
    domain: domainOf(lines),
    lines,
    format: formatNumber,
  };
}

/** How far each value lies below exact, in reward units and as a share of it. */
function shortfallOf(values: Float64Array, exact: number, decimals: number): Shortfall {
  return {
    values,
    reference: exact,
    format: (value) => t('agree.track.short', { gap: formatFixed(exact - value, decimals) }),
  };
}

/** More courses than this are shown as a band. */
const MOST_LINES = 36;

/**
 * Everyone's copy of one decision over the run, its owner's in strong: they start alike, scatter,
 * and come back together.
 *
 * @param about whose decision
 * @param server whose copy stands out as well; null for none
 */
export function copiesTrack(
  trace: AgreementTrace,
  palette: Palette,
  about: number,
  server: number | null,
): Track {
  const count = trace.ids.length;
  const format = (value: number) => formatFixed(value, 2);
  const courseOf = (n: number) =>
    Float64Array.from(
      { length: trace.iterations.length + 1 },
      (_, updates) => copiesAfter(trace, updates)[n * count + about]!,
    );
  const others = trace.ids.map((_, n) => n).filter((n) => n !== about && n !== server);
  const isCrowd = others.length > MOST_LINES;
  const lines: TrackLine[] = (isCrowd ? [] : others).map((n) => ({
    name: '',
    values: courseOf(n),
    colour: palette.textMuted,
    width: 1,
    alpha: Math.max(0.25, Math.min(0.7, 6 / count)),
  }));
  if (server !== null && server !== about) {
    lines.push({
      name: t('agree.track.copyOf', { id: trace.ids[server]! }),
      values: courseOf(server),
      colour: palette.text,
      width: 2,
      dash: [6, 3],
      format,
    });
  }
  lines.push({
    name: t('agree.track.owner', { id: trace.ids[about]! }),
    values: courseOf(about),
    colour: palette.rentedFull,
    width: 2.5,
    format,
  });
  return {
    title: t('agree.track.one', { id: trace.ids[about]! }),
    weight: 1.8,
    domain: [0, trace.levels[about]! - 1],
    lines,
    ...(isCrowd ? { band: spread(others.map(courseOf), palette) } : {}),
    format: formatNumber,
  };
}

/** From the lowest to the highest of many courses. */
function spread(courses: readonly Float64Array[], palette: Palette): TrackBand {
  const extremeOf = (extreme: (...values: number[]) => number) =>
    courses[0]!.map((_, updates) => extreme(...courses.map((course) => course[updates]!)));
  return { low: extremeOf(Math.min), high: extremeOf(Math.max), colour: palette.textMuted };
}

/** Agreement of all copies, and of the server looked at; and the two distances. */
export function agreementTracks(
  trace: AgreementTrace,
  palette: Palette,
  server: number | null = null,
): Track[] {
  const count = trace.ids.length;
  const lines: TrackLine[] = [
    {
      name: server === null ? '' : t('agree.track.all'),
      values: agreementCurve(trace),
      colour: palette.agreement,
      width: 2.5,
      stepped: true,
      format: formatShare,
    },
  ];
  if (server !== null && count > 1) {
    lines.push({
      name: t('agree.track.server', { id: trace.ids[server]! }),
      values: Float64Array.from(
        { length: trace.iterations.length + 1 },
        (_, updates) =>
          agreeingInRow(copiesAfter(trace, updates), count, server, trace.kept) /
          Math.max(1, othersInRow(count, server, trace.kept)),
      ),
      colour: palette.text,
      width: 1.5,
      dash: [6, 3],
      stepped: true,
      format: formatShare,
    });
  }
  const share: Track = {
    title: t('agree.track.share'),
    weight: 1.2,
    domain: [0, 1],
    lines,
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
      format: formatNumber,
    };
  };
  return [
    share,
    distance(
      'agree.track.copies',
      course(trace, disagreement(trace.initialCopies, count), (each) => each.copyDisagreement),
    ),
    distance(
      'agree.track.duals',
      course(trace, 0, (each) => each.dualDisagreement),
    ),
  ];
}
