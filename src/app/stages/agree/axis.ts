/** What the curves of a run are drawn against: iterations, messages or bytes over all links. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import type { TimeAxis } from '../../charts/tracks.ts';
import { formatWhole } from '../../components/format.ts';
import type { AgreementAxis } from '../../state.ts';
import { formatBytes } from './bytes.ts';
import { sentAfter } from './copies.ts';

export const AGREEMENT_AXES: readonly AgreementAxis[] = ['iterations', 'messages', 'bytes'];

/** Where each of the 0..T updates stands on the axis. */
export function axisOf(
  trace: AgreementTrace,
  axis: AgreementAxis,
): Pick<TimeAxis, 'domain' | 'places' | 'format'> {
  const iterations = trace.iterations.length;
  if (axis === 'iterations') return { domain: [0, iterations], format: String };
  const places = Float64Array.from(
    { length: iterations + 1 },
    (_, updates) => sentAfter(trace, updates)[axis],
  );
  // A server alone sends nothing: there is no other axis than its iterations.
  const most = places[iterations]!;
  if (most === 0) return { domain: [0, iterations], format: String };
  return { domain: [0, most], places, format: axis === 'bytes' ? formatBytes : formatWhole };
}
