/** N2O and its rivals as a table for people. */
import type { Estimate } from '../experiments/rivalRewards.ts';
import type { RivalsFile } from '../experiments/rivalRuns.ts';
import { table } from './table.ts';

/** One table a run: the slot, and what each earns in the city. */
export function rivalsTable({ runs, configuration, engine }: RivalsFile): string {
  const { evaluation, orchestration } = configuration;
  const tables = runs.map(({ seed, slot, rewards }) => {
    const head = ['rival', 'objective', 'gap', 'iterations', 'messages', 'bytes', 'ms'];
    if (rewards) head.push('reward a slot', 'of exact P2', 'bytes a slot');
    const rows = slot.courses.map((course) => {
      const { key, objective, gap, iterations, messages, bytes, milliseconds } = course;
      // Of a certified bound, a gap is the most that it can be.
      const most = slot.bound === null ? '' : '<= ';
      const short = gap === null ? '?' : `${most}${(100 * gap).toFixed(2)} %`;
      const cells = [key, objective.toFixed(3), short];
      cells.push(String(iterations), String(messages), String(bytes), milliseconds.toFixed(2));
      const earned = rewards?.earnings.find((each) => each.key === key);
      if (earned) {
        const { reward, share } = earned;
        cells.push(text(reward, 2), share ? text(share, 3) : '?', earned.bytes.toFixed(0));
      }
      return cells;
    });
    const refused = slot.refused.map(({ key, reason }) => `${key} is left out: ${reason}`);
    const title = seed === null ? [] : [`training seed ${seed}`];
    return [...title, table([head, ...rows]), ...refused].join('\n');
  });
  const links = `failing links ${100 * orchestration.failure} %, seed ${orchestration.seed}`;
  const city = evaluation
    ? `; +- standard error over days, ${evaluation.slots} held-out slots of world ${evaluation.seed}` +
      `, engine ${engine ?? 'unknown'}`
    : '';
  return [...tables, `objective, messages, bytes and ms on one slot; ${links}${city}`].join('\n');
}

function text({ value, standardError }: Estimate, digits: number): string {
  return `${value.toFixed(digits)} +- ${standardError?.toFixed(digits) ?? '?'}`;
}
