/** Who is ahead, by how much, and whether that can be told from chance: in words. */
import { halfInterval, mean } from '../../../../experiments/statistics.ts';
import type { ComparisonState } from '../../../../workers/protocol.ts';
import { t } from '../../../catalogue/index.ts';
import { formatFixed, formatWhole } from '../../../components/format.ts';

/** @param own name of who decides in the visible city */
export function verdict(own: string, other: string, state: ComparisonState): string {
  const { slots, days } = state;
  const half = halfInterval(days);
  if (half === null) return early(own, other, state);
  const centre = mean(days);
  const said = { half: formatFixed(half, 1), days: formatWhole(days.length) };
  if (slots > 0 && Math.abs(centre) <= half) {
    return t('versus.verdict.open', { ...said, difference: formatFixed(centre, 1) });
  }
  const ahead = centre > 0 ? own : other;
  return t('versus.verdict', { ...said, ahead, difference: formatFixed(Math.abs(centre), 1) });
}

function early(own: string, other: string, state: ComparisonState): string {
  const { slots, own: earned, rival, days } = state;
  const difference = (earned - rival) / slots;
  const waits = t('versus.interval.waits', { days: days.length });
  if (difference === 0) return `${t('versus.even', { slots: formatWhole(slots) })} ${waits}`;
  const told = {
    ahead: difference > 0 ? own : other,
    difference: formatFixed(Math.abs(difference), 1),
    slots: formatWhole(slots),
  };
  return `${t(slots === 1 ? 'versus.early.one' : 'versus.early', told)} ${waits}`;
}
