/** Topologies as signs of a few dots and lines. */
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';

type Topology = OrchestrationOptions['topology'];
type Dot = readonly [number, number];

const SIDE = 30;
const GRID: readonly Dot[] = Array.from(
  { length: 9 },
  (_, n) => [6 + 9 * (n % 3), 6 + 9 * Math.floor(n / 3)] as const,
);
const CIRCLE: readonly Dot[] = Array.from({ length: 6 }, (_, n) => {
  const angle = (Math.PI / 3) * n - Math.PI / 2;
  return [15 + 11 * Math.cos(angle), 15 + 11 * Math.sin(angle)] as const;
});
const SCATTERED: readonly Dot[] = [
  [6, 9],
  [14, 5],
  [12, 15],
  [23, 11],
  [19, 22],
  [7, 24],
  [26, 25],
];

interface Sign {
  readonly dots: readonly Dot[];
  readonly linked: (one: number, other: number) => boolean;
}

const cellOf = (n: number) => [n % 3, Math.floor(n / 3)] as const;
function stepsOnGrid(one: number, other: number): readonly [number, number] {
  const [a, b] = [cellOf(one), cellOf(other)];
  return [Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
}

const SIGNS: Readonly<Record<Topology, Sign>> = {
  // One server and its scope.
  neighbours: {
    dots: GRID,
    linked: (one, other) => (one === 4 || other === 4) && sum(stepsOnGrid(one, other)) === 1,
  },
  grid: { dots: GRID, linked: (one, other) => sum(stepsOnGrid(one, other)) === 1 },
  eightConnected: {
    dots: GRID,
    linked: (one, other) => Math.max(...stepsOnGrid(one, other)) === 1,
  },
  complete: { dots: CIRCLE, linked: () => true },
  ring: { dots: CIRCLE, linked: (one, other) => other - one === 1 || other - one === 5 },
  geometric: {
    dots: SCATTERED,
    linked: (one, other) => {
      const [a, b] = [SCATTERED[one]!, SCATTERED[other]!];
      return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < 145;
    },
  },
};

function sum([one, other]: readonly [number, number]): number {
  return one + other;
}

export function TopologySign({ topology }: { readonly topology: Topology }) {
  const { dots, linked } = SIGNS[topology];
  const lines = dots.flatMap(([x, y], one) =>
    dots.slice(one + 1).flatMap(([u, v], k) => {
      return linked(one, one + 1 + k) ? [`M${x} ${y}L${u} ${v}`] : [];
    }),
  );
  return (
    <svg className="links-sign" viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true">
      <path d={lines.join('')} />
      {dots.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={2.1} />
      ))}
    </svg>
  );
}
