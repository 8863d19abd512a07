/** One episode of the learning curve in words. */
import { t } from '../../catalogue/index.ts';
import { formatFixed, formatShare, formatWhole } from '../../components/format.ts';
import { drawnCurves } from './curves.ts';

/** @param episode from 0; null for none */
export function readout(episode: number | null, window: number): string {
  // Episodes before a checkpoint was taken are not known here.
  if (episode === null || !Number.isFinite(drawnCurves.raw[episode]))
    return t('learn.readout.hint', { window });
  const text = t('learn.readout', {
    episode: formatWhole(episode + 1),
    reward: formatFixed(drawnCurves.raw[episode]!, 1),
    mean: formatFixed(drawnCurves.smooth[episode]!, 1),
    share: formatShare(drawnCurves.exploration[episode]!),
  });
  const { band } = drawnCurves;
  const middle = band?.mean[episode];
  if (!band || middle === undefined || !Number.isFinite(middle)) return text;
  const seeds = t('learn.readout.seeds', {
    count: band.counts[episode]!,
    mean: formatFixed(middle, 1),
    half: formatFixed(band.high[episode]! - middle, 1),
  });
  return `${text} ${seeds}`;
}
