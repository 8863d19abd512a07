/** What `reach` prints for people. */
import type { ReachRequest, ReachResult, SeedMean } from '../experiments/reach.ts';
import { AIM, type TiledFindings } from '../experiments/reachFile.ts';
import type { LinkRegime } from '../experiments/reachPolicies.ts';
import { LEAN_BUDGET } from '../orchestration/rivals/leanMaxPlus.ts';
import { table } from './table.ts';

/** One block a kind of links, one line a policy; then one line a method and size. */
export function reachTable(
  { regimes, trained, slots, days, scenario }: ReachRequest,
  { rows, proven, largestGap }: ReachResult,
  tiled: TiledFindings | null,
): string {
  const head = ['', '% of P2', '% of gap', 'least %', 'reward %', 'B/server', 'busiest', 'aim'];
  const blocks = regimes.map((regime) => {
    const lines = rows
      .filter((row) => row.regime === regime)
      .map((row) => [
        row.policy,
        percent(row.objectiveShare, 2),
        percent(row.gapClosed, 1),
        (100 * row.leastShare).toFixed(1),
        row.rewardShare ? percent(row.rewardShare, 1) : '-',
        row.bytesPerServer.toFixed(0),
        row.busiestBytes.toFixed(0),
        row.objectiveShare.mean >= AIM && row.busiestBytes <= LEAN_BUDGET ? 'yes' : 'no',
      ]);
    return `links: ${regimeText(regime)}\n${table([head, ...lines])}`;
  });
  const notes = [
    `${scenario.rows} x ${scenario.columns} servers, n = ${trained.length} training seeds, ${slots} slots each` +
      `${days > 0 ? `, ${days} days played` : ''}; +- half a 95 % Student-t interval over seeds`,
    `% of P2: the sum of all Q_n against the optimum where it is proven (${proven.slots} of ${proven.of} slots), ` +
      `else against a certified bound (at most ${(100 * largestGap).toFixed(4)} % above the best decision)`,
    `aim: ${100 * AIM} % of P2 with at most ${LEAN_BUDGET} bytes of the busiest server in a slot, lost ones included`,
  ];
  return [...blocks, ...(tiled ? [tiledTable(tiled)] : []), notes.join('\n')].join('\n\n');
}

function tiledTable({ rows }: TiledFindings): string {
  const head = ['servers', 'policy', '% of bound', 'B/server/iteration', 'B/server', 'ms/server'];
  const lines = rows.map((row) => [
    String(row.servers),
    row.policy,
    percent(row.objectiveShare, 2),
    row.bytesPerIteration.toFixed(0),
    row.bytesPerServer.toFixed(0),
    row.millisecondsPerServer.toFixed(3),
  ]);
  return `tiled\n${table([head, ...lines])}`;
}

function percent({ mean, halfInterval }: SeedMean, digits: number): string {
  const half = halfInterval === null ? '?' : (100 * halfInterval).toFixed(digits);
  return `${(100 * mean).toFixed(digits)} +- ${half}`;
}

function regimeText({ failure, linkModel, burstLength }: LinkRegime): string {
  if (failure === 0) return 'reliable';
  const share = `${100 * failure} % failing`;
  return linkModel === 'bursty'
    ? `${share} in bursts of ${burstLength} iterations on average`
    : `${share}, each iteration on its own`;
}
