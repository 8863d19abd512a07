/** One quantity of Corollary 1 against N, both logarithmic; lengths in CSS px. */
import type { CorollaryPoint, FittedScaling } from '../../../../experiments/corollaryReport.ts';
import { linearScale, type Scale } from '../../../charts/axes.ts';
import { spreadLabels } from '../../../charts/domain.ts';

export interface CorollaryLayout {
  readonly frame: { left: number; right: number; top: number; bottom: number };
  readonly count: Scale;
  readonly value: Scale;
  readonly countTicks: readonly number[];
  readonly valueTicks: readonly number[];
  readonly reaches: readonly {
    readonly reach: number;
    readonly points: readonly { readonly x: number; readonly y: number }[];
    /** The law through the first point of this k. */
    readonly law: string;
    readonly label: number;
  }[];
}

const ROOM = { left: 46, right: 44, top: 26, bottom: 40 } as const;

/** Mean over seeds of the iterations; null where one run did not come that far. */
export function meanIterations({ iterations }: CorollaryPoint): number | null {
  const known = iterations.filter((each) => each !== null);
  if (known.length < iterations.length || known.length === 0) return null;
  return known.reduce((sum, each) => sum + each, 0) / known.length;
}

export function layOutCorollary(
  points: readonly CorollaryPoint[],
  quantityOf: (point: CorollaryPoint) => number | null,
  { paper }: Pick<FittedScaling, 'paper'>,
  width: number,
  height: number,
  scale: number,
): CorollaryLayout {
  const frame = {
    left: ROOM.left * scale,
    right: width - ROOM.right * scale,
    top: ROOM.top * scale,
    bottom: height - ROOM.bottom * scale,
  };
  const known = points.flatMap((point) => {
    const quantity = quantityOf(point);
    return quantity === null || quantity <= 0 ? [] : [{ ...point, quantity }];
  });
  const counts = [...new Set(points.map(({ count }) => count))].sort((a, b) => a - b);
  const quantities = known.map(({ quantity }) => quantity);
  const low = Math.floor(Math.log10(Math.min(...quantities, 1)));
  const high = Math.ceil(Math.log10(Math.max(...quantities, 10)));
  const across = linearScale(
    [Math.log10(counts[0] ?? 1), Math.log10(counts.at(-1) ?? 10)],
    [frame.left + 8, frame.right - 8],
  );
  const up = linearScale([low, high], [frame.bottom, frame.top]);
  const count = (value: number) => across(Math.log10(value));
  const value = (amount: number) => up(Math.log10(amount));
  const groups = [...new Set(known.map(({ reach }) => reach))].map((reach) => {
    const mine = known.filter((point) => point.reach === reach);
    const first = mine[0]!;
    const lawAt = (n: number) => first.quantity * (n / first.count) ** paper.count;
    const last = mine.at(-1)!;
    return {
      reach,
      points: mine.map((point) => ({ x: count(point.count), y: value(point.quantity) })),
      law: `M${count(first.count)},${value(first.quantity)}L${count(last.count)},${value(lawAt(last.count))}`,
      wanted: value(last.quantity),
    };
  });
  const labels = spreadLabels(
    groups.map(({ wanted }) => wanted),
    15 * scale,
    [frame.top, frame.bottom],
  );
  return {
    frame,
    count,
    value,
    countTicks: counts,
    valueTicks: Array.from({ length: high - low + 1 }, (_, k) => 10 ** (low + k)),
    reaches: groups.map(({ reach, points, law }, index) => ({
      reach,
      points,
      law,
      label: labels[index]!,
    })),
  };
}
