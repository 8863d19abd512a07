/** Running means of a curve that grows while it is drawn. */

/** A plan of fewer days than this is too short to be seen in means of whole days. */
const FEWEST_DAYS = 8;

/**
 * Window of the smoothed curve, in episodes: about a fiftieth of the plan (5 to 200), in whole days
 * where the plan has enough of them, so that day and night cancel.
 */
export function smoothingWindow(plannedEpisodes: number, episodesPerDay: number): number {
  const wanted = Math.min(Math.max(Math.round(plannedEpisodes / 50), 5), 200);
  if (plannedEpisodes < FEWEST_DAYS * episodesPerDay) return wanted;
  return Math.max(1, Math.round(Math.max(1, Math.round(wanted / episodesPerDay)) * episodesPerDay));
}

/**
 * Mean over the newest `window` values at every position (fewer at the beginning). Values that are
 * not finite are left out; a position whose window holds none is NaN.
 *
 * @param from first position to compute; earlier ones in `into` are left alone
 */
export function runningMean(
  values: ArrayLike<number>,
  length: number,
  window: number,
  into: Float64Array,
  from = 0,
): void {
  let sum = 0;
  let count = 0;
  for (let i = Math.max(0, from - window + 1); i < length; i++) {
    const value = values[i]!;
    if (Number.isFinite(value)) {
      sum += value;
      count++;
    }
    const leaving = i - window;
    if (leaving >= Math.max(0, from - window + 1)) {
      const old = values[leaving]!;
      if (Number.isFinite(old)) {
        sum -= old;
        count--;
      }
    }
    if (i >= from) into[i] = count > 0 ? sum / count : Number.NaN;
  }
}
