/**
 * A second reading of Algorithm 1, line by line from the paper: dense, plain, slow, sharing no
 * code with src/orchestration. Q-networks come as file data and are evaluated here too.
 */
import type { NetworksJson } from './networks.ts';

export interface ReadingOptions {
  iterations: number;
  gamma: number;
  anchor: 'owners' | 'own' | 'middle' | 'zero';
  gradientScale: number | 'auto';
  readOut: 'last' | 'average' | 'sweep' | 'best';
  mixing: 'equation13' | 'lazy' | 'metropolis';
  failure: number;
  stepSize: 'inverseRoot' | 'inverse' | 'constant';
  gradient: 'network' | 'multilinear';
  projection: 'box' | 'discrete';
  sweeps: number;
  horizon: number | 'all';
  linkModel: 'independent' | 'bursty';
  burstLength: number;
  cuts: { link: number[]; from: number; to?: number | undefined }[];
}

type Q = (n: number, alpha: number[]) => { value: number; slope: number[] };

export function algorithm1(
  file: NetworksJson,
  observations: number[][],
  options: ReadingOptions,
  /** One uniform number a link (ascending) and iteration. */
  draw: () => number,
) {
  const N = file.agents.length;
  const at = (id: number) => file.agents.findIndex((agent) => agent.id === id);
  const scope = file.agents.map((agent, n) => [n, ...agent.neighbours.map(at)]);
  const K = file.agents.map((agent) => agent.levels);
  const Qn: Q = (n, alpha) => network(file, n, observations[n]!, alpha);
  const local = (n: number, a: number[]) =>
    Qn(
      n,
      scope[n]!.map((i) => a[i]!),
    ).value;
  const objective = (a: number[]) => scope.reduce((sum, _, n) => sum + local(n, a), 0);

  // Links: the file's, or every pair agent-neighbour.
  const given = file.links?.map((pair) =>
    pair
      .map(at)
      .sort((x, y) => x - y)
      .join(),
  );
  const E: [number, number][] = [];
  for (let m = 0; m < N; m++) {
    for (let n = m + 1; n < N; n++) {
      const isNeighbour = scope[m]!.includes(n) || scope[n]!.includes(m);
      if (given ? given.includes(`${m},${n}`) : isNeighbour) E.push([m, n]);
    }
  }

  // Who keeps whose coordinate: powers of the adjacency matrix reach h hops.
  const keeps = scope.map((members, n) => K.map((_, i) => i === n || members.includes(i)));
  const reach = scope.map((_, n) => K.map((_, i) => i === n));
  for (let hop = 0; hop < (options.horizon === 'all' ? N : options.horizon); hop++) {
    const before = reach.map((row) => [...row]);
    for (const [m, n] of E) {
      K.forEach((_, i) => {
        if (before[n]![i]) reach[m]![i] = true;
        if (before[m]![i]) reach[n]![i] = true;
      });
    }
  }
  reach.forEach((row, n) => {
    row.forEach((reached, i) => {
      if (reached) keeps[n]![i] = true;
    });
  });

  // Local optima alpha_n* by trying everything.
  const star = scope.map((members, n) => {
    let best: number[] = [];
    let most = Number.NEGATIVE_INFINITY;
    for (const alpha of everything(members.map((i) => K[i]!))) {
      const { value } = Qn(n, alpha);
      if (value > most + 1e-12) [best, most] = [alpha, value];
    }
    return best;
  });
  const greedy = star.map((alpha) => alpha[0]!);
  const c = scope.map((members, n) =>
    K.map((k, i) => {
      if (!keeps[n]![i]) return 0;
      if (options.anchor === 'owners') return greedy[i]!;
      if (options.anchor === 'middle') return (k - 1) / 2;
      if (options.anchor === 'zero') return i === n ? greedy[n]! : 0;
      return members.includes(i) ? star[n]![members.indexOf(i)]! : 0;
    }),
  );
  const scale = options.gradientScale === 'auto' ? Math.max(1, N / 4) : options.gradientScale;

  // 2: z_n(1) = 0, a'_n(1) = c_n
  let z = scope.map(() => K.map(() => 0));
  const discrete = options.projection === 'discrete';
  let a = c.map((row, n) =>
    row.map((anchor, i) => (discrete && keeps[n]![i] ? nearest(anchor, 0, 1, K[i]!) : anchor)),
  );
  const initial = a;
  const averages = scope.map(() => 0);
  let best = { decision: greedy, objective: Number.NEGATIVE_INFINITY };
  let down = E.map(() => false);
  const steps = [];
  // 3: for tau = 1..T
  for (let tau = 1; tau <= options.iterations; tau++) {
    a.forEach((row, n) => {
      averages[n]! += row[n]! / options.iterations;
    });
    // 5: g_n(tau)
    const g = scope.map((members, n) => {
      const row = K.map(() => 0);
      const alpha = members.map((i) => a[n]![i]!);
      const slope =
        options.gradient === 'network'
          ? Qn(n, alpha).slope
          : interpolatedSlope(
              (corner) => Qn(n, corner).value,
              alpha,
              members.map((i) => K[i]!),
            );
      members.forEach((i, k) => {
        row[i] = -slope[k]!;
      });
      return row;
    });
    // 6, 7: mix and project
    if (options.failure > 0) {
      const recover = 1 / options.burstLength;
      const isFirst = tau === 1 || options.linkModel === 'independent';
      down = down.map((wasDown) => {
        const fall = (options.failure / (1 - options.failure)) * recover;
        return draw() < (isFirst ? options.failure : wasDown ? 1 - recover : fall);
      });
    }
    const isCut = ([m, n]: [number, number]) =>
      options.cuts.some(({ link, from, to = Number.POSITIVE_INFINITY }) => {
        const ends = link.map(at);
        return ends.includes(m) && ends.includes(n) && from <= tau && tau <= to;
      });
    const failed = E.filter((link, l) => down[l] || isCut(link));
    // W of this iteration for every coordinate, among those that keep it.
    const W = K.map((_, i) => {
      const matrix = mixingMatrix(N, E, options.mixing);
      for (const [m, n] of E) {
        const fails = failed.some((link) => link[0] === m && link[1] === n);
        if (!fails && keeps[m]![i] && keeps[n]![i]) continue;
        matrix[m]![m]! += matrix[m]![n]!;
        matrix[n]![n]! += matrix[n]![m]!;
        matrix[m]![n] = 0;
        matrix[n]![m] = 0;
      }
      return matrix;
    });
    z = z.map((_, n) =>
      K.map(
        (_, i) => z.reduce((sum, row, m) => sum + W[i]![m]![n]! * row[i]!, 0) + scale * g[n]![i]!,
      ),
    );
    const beta = { inverseRoot: tau ** -0.5, inverse: 1 / tau, constant: 1 }[options.stepSize];
    a = c.map((row, n) =>
      row.map((anchor, i) => {
        const step = beta / options.gamma;
        if (!keeps[n]![i]) return 0;
        if (discrete) return nearest(anchor, z[n]![i]!, step, K[i]!);
        return Math.min(K[i]! - 1, Math.max(0, anchor - step * z[n]![i]!));
      }),
    );
    const own = a.map((row, n) => row[n]!);
    const rounded = own.map((level) => Math.floor(level + 0.5));
    steps.push({
      gradients: g,
      duals: z,
      copies: a,
      failed,
      W,
      rounded,
      objective: objective(rounded),
      relaxedObjective: objective(own),
      dualDisagreement: disagreement(z, keeps),
      copyDisagreement: disagreement(a, keeps),
    });
    if (objective(rounded) > best.objective + 1e-9) {
      best = { decision: rounded, objective: objective(rounded) };
    }
  }
  const own = options.readOut === 'average' ? averages : a.map((row, n) => row[n]!);
  const decision =
    options.readOut === 'best' ? [...best.decision] : own.map((level) => Math.floor(level + 0.5));
  const byId = file.agents.map((agent) => agent.id).sort((x, y) => x - y);
  for (let times = options.sweeps + (options.readOut === 'sweep' ? 1 : 0); times > 0; times--) {
    for (const n of byId.map(at)) {
      const sums = Array.from({ length: K[n]! }, (_, level) => {
        const trial = decision.map((old, i) => (i === n ? level : old));
        return scope.reduce((sum, s, m) => (s.includes(n) ? sum + local(m, trial) : sum), 0);
      });
      decision[n] = sums.findIndex((sum) => sum >= Math.max(...sums) - 1e-9);
    }
  }
  const W = mixingMatrix(N, E, options.mixing);
  return { W, initial, keeps, greedy, steps, decision, objective };
}

function mixingMatrix(N: number, E: [number, number][], kind: ReadingOptions['mixing']) {
  const degree = Array.from({ length: N }, (_, n) => E.filter((link) => link.includes(n)).length);
  const linked = (m: number, n: number) =>
    E.some(([p, q]) => p === Math.min(m, n) && q === Math.max(m, n));
  return degree.map((dm, m) =>
    degree.map((_, n) => {
      const A = (x: number, y: number) => (x !== y && linked(x, y) ? 1 : 0);
      if (kind === 'metropolis') {
        const w = (x: number, y: number) => A(x, y) / (1 + Math.max(degree[x]!, degree[y]!));
        return m !== n ? w(m, n) : 1 - degree.reduce((sum, _, k) => sum + w(m, k), 0);
      }
      const I = m === n ? 1 : 0;
      const w = I - ((m === n ? dm : 0) - A(m, n)) / (Math.max(...degree) + 1);
      return kind === 'lazy' ? (I + w) / 2 : w;
    }),
  );
}

/** The level k with the least z k + (k - c)^2 / (2 step), the higher one of two. */
function nearest(anchor: number, z: number, step: number, K: number): number {
  const cost = (k: number) => z * k + (k - anchor) ** 2 / (2 * step);
  let best = 0;
  for (let k = 1; k < K; k++) if (cost(k) <= cost(best)) best = k;
  return best;
}

/** Slopes of the multilinear interpolation of `value` in the unit cell of alpha, by its definition. */
function interpolatedSlope(value: (corner: number[]) => number, alpha: number[], K: number[]) {
  const lower = alpha.map((level, i) => Math.min(Math.floor(level), K[i]! - 2));
  return alpha.map((_, along) =>
    everything(alpha.map(() => 2)).reduce((sum, corner) => {
      const weight = corner.reduce((product, upper, i) => {
        const share = alpha[i]! - lower[i]!;
        if (i === along) return product * (upper ? 1 : -1);
        return product * (upper ? share : 1 - share);
      }, 1);
      return sum + weight * value(corner.map((upper, i) => lower[i]! + upper));
    }, 0),
  );
}

/** Mean over the rows of |row - mean row|, of the columns that each keeps. */
function disagreement(rows: number[][], keeps: boolean[][]): number {
  const mean = rows[0]!.map((_, i) => {
    const held = rows.filter((_, n) => keeps[n]![i]).map((row) => row[i]!);
    return held.reduce((sum, x) => sum + x, 0) / held.length;
  });
  return (
    rows.reduce(
      (sum, row, n) => sum + Math.hypot(...row.map((x, i) => (keeps[n]![i] ? x - mean[i]! : 0))),
      0,
    ) / rows.length
  );
}

export function everything(levels: number[]): number[][] {
  return levels.reduce<number[][]>(
    (all, k) => all.flatMap((head) => Array.from({ length: k }, (_, level) => [...head, level])),
    [[]],
  );
}

/** Q_n and its slope in every level by forward-mode differentiation, one direction at a time. */
function network(file: NetworksJson, n: number, observation: number[], alpha: number[]) {
  const agent = file.agents[n]!;
  const inputs = [...observation, ...alpha.map((level, i) => level * agent.decisionScales[i]!)];
  const run = (direction: number[]) => {
    let x = inputs;
    let dx = direction;
    agent.layers.forEach((layer, depth) => {
      const sum = layer.biases.map(
        (b, j) => b + x.reduce((s, xi, i) => s + xi * layer.weights[i]![j]!, 0),
      );
      const dsum = layer.biases.map((_, j) =>
        dx.reduce((s, di, i) => s + di * layer.weights[i]![j]!, 0),
      );
      const hidden = depth < agent.layers.length - 1;
      x = hidden ? sum.map((s) => activation(file.activation, s)[0]) : sum;
      dx = hidden ? dsum.map((d, j) => d * activation(file.activation, sum[j]!)[1]) : dsum;
    });
    return [x[0]! * file.valueScale, dx[0]! * file.valueScale] as const;
  };
  const slope = alpha.map((_, i) => {
    const place = observation.length + i;
    return run(inputs.map((_, k) => (k === place ? agent.decisionScales[i]! : 0)))[1];
  });
  return { value: run(inputs.map(() => 0))[0], slope };
}

/** Value and derivative. */
function activation(name: string, x: number): [number, number] {
  if (name === 'relu') return x > 0 ? [x, 1] : [0, 0];
  if (name === 'tanh') return [Math.tanh(x), 1 - Math.tanh(x) ** 2];
  const s = 1 / (1 + Math.exp(-x));
  if (name === 'silu') return [x * s, s + x * s * (1 - s)];
  const root = Math.sqrt(1 + x * x);
  return [(x / 2) * (1 + x / root), 0.5 * (1 + x / root) + x / (2 * root ** 3)];
}
