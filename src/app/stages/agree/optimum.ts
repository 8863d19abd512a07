/** What is known of the optimum of P2 where it is not known exactly, as texts. */
import type { AgreementTrace } from '../../../workers/protocol.ts';
import { t } from '../../catalogue/index.ts';
import { formatFixed } from '../../components/format.ts';

/** Two sums of the same tables may differ by this much. */
const EVEN = 1e-9;

/** A share in per cent, rounded down: of what is proven, never more is said. */
export function leastShareText(objective: number, upper: number): string {
  const share = Math.min(1, (objective + EVEN * Math.abs(upper)) / upper);
  return `${formatFixed(Math.floor(1000 * share) / 10, 1)} %`;
}

/** What an objective reaches at least of the best there can be; null where nothing is proven. */
export function leastText({ bound }: AgreementTrace, objective: number): string | null {
  if (!bound || Number.isNaN(objective)) return null;
  // A share of a sum that is not positive says nothing.
  if (bound.upper <= 0 || objective < 0) return null;
  return t('agree.bound.least', { share: leastShareText(objective, bound.upper) });
}
