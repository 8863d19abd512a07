/**
 * Where a slider's thumb stops. Linear in steps of a round size, or, where a range spans decades,
 * at round numbers whose distance grows with them (1, 1.2, 1.5, 2, ...), so that 0.001 and 0.1 are
 * as easy to reach as 100.
 */
import type { FieldMeta } from '../../schema.ts';
import { roundStep } from '../charts/domain.ts';

type Range = Pick<FieldMeta, 'kind' | 'minimum' | 'maximum' | 'step'>;

/** Round numbers of one decade. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8] as const;
/** A range whose ends differ by this factor spans decades. */
const DECADES = 40;
/** From zero: the usual value lies this near to the lower end. */
const LOW_SHARE = 0.15;
/** About as many as a hand can tell apart. */
const LINEAR_STOPS = 100;

/** Whether the slider of a field is logarithmic, judged by its range and its default. */
export function spansDecades({ minimum, maximum }: Range, initial: number): boolean {
  if (minimum === undefined || maximum === undefined) return false;
  if (minimum > 0) return maximum / minimum >= DECADES;
  return minimum === 0 && initial > 0 && initial < LOW_SHARE * maximum;
}

/** Every value that the slider of a field stops at, ascending, from its minimum to its maximum. */
export function sliderStops(range: Range, initial: number): readonly number[] {
  const { minimum = 0, maximum = 1 } = range;
  if (!spansDecades(range, initial)) return linearStops(range, minimum, maximum);
  const lowest =
    minimum > 0 ? minimum : (range.step ?? 10 ** (Math.floor(Math.log10(initial)) - 1));
  const stops = new Set([minimum]);
  for (let power = Math.floor(Math.log10(lowest)); 10 ** power <= maximum; power++) {
    for (const round of ROUND) {
      // Through its text: 3 * 10 ** -4 has a tail that nobody typed.
      const value = Number(`${round}e${power}`);
      if (value >= lowest && value < maximum && isOnStep(value, range)) stops.add(value);
    }
  }
  return [...stops.add(maximum)];
}

/** Whether a value is whole where the field is, and a multiple of the field's step. */
function isOnStep(value: number, { kind, step }: Range): boolean {
  if (kind === 'integer') return Number.isInteger(value);
  if (step === undefined) return true;
  const steps = value / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}

function linearStops({ kind, step }: Range, minimum: number, maximum: number): number[] {
  const size = step ?? roundStep(maximum - minimum, LINEAR_STOPS);
  const whole = kind === 'integer' ? Math.max(1, Math.round(size)) : size;
  const decimals = Math.max(0, Math.ceil(-Math.log10(whole)) + 1);
  const stops = [];
  for (let index = 0; minimum + index * whole < maximum; index++) {
    stops.push(Number((minimum + index * whole).toFixed(decimals)));
  }
  return [...stops, maximum];
}

/** Index of the stop that is nearest to a value, on the slider's own scale. */
export function nearestStop(stops: readonly number[], value: number): number {
  const after = stops.findIndex((stop) => stop >= value);
  if (after === -1) return stops.length - 1;
  if (after === 0) return 0;
  const [low, high] = [stops[after - 1]!, stops[after]!];
  return value - low < high - value ? after - 1 : after;
}
