/** The live learning curve made ready to draw: running means and domains that hold still. */
import { type Domain, extent, steadyDomain, typicalExtent } from '../../charts/domain.ts';
import { runningMean } from '../../charts/smoothing.ts';
import { type BesideCurve, type LiveCurves, live, type RepeatedCurve } from '../../live.ts';
import type { BesideKind } from '../../state.ts';
import { type SeedBand, seedBand } from './band.ts';

/** Loss is drawn as its logarithm; below this it counts as this. */
const SMALLEST_LOSS = 1e-8;

/**
 * Share of single episodes at either end that may run off the chart; their mean never does. One
 * episode is mostly luck: a chart that held them all would show little of what is learnt.
 */
const OUTLIERS = 0.2;

/** One curve's running mean, kept up with a source that grows: only what is new is looked at. */
class Smoothed {
  values = new Float64Array();
  #source = new Float64Array(256);
  #buffer = new Float64Array(256);
  #done = 0;

  /** @param read value of an episode */
  update(read: (episode: number) => number, length: number, window: number): void {
    if (length > this.#buffer.length) {
      this.#source = moved(this.#source, 2 * length);
      this.#buffer = moved(this.#buffer, 2 * length);
    }
    const from = Math.min(this.#done, length);
    for (let episode = from; episode < length; episode++) this.#source[episode] = read(episode);
    runningMean(this.#source, length, window, this.#buffer, from);
    this.#done = length;
    this.values = this.#buffer.subarray(0, length);
  }

  forget(): void {
    this.#done = 0;
  }
}

function moved(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(length);
  next.set(values);
  return next;
}

/** Everything about the curve that painters read; `refresh` first. */
export class DrawnCurves {
  readonly #source: LiveCurves;
  #version = -1;
  #generation = -1;
  #episodes = 0;
  #window = 0;
  readonly #system = new Smoothed();
  #servers: { reward: Smoothed; loss: Smoothed }[] = [];
  #repeats: readonly RepeatedCurve[] = [];
  #band: SeedBand | null = null;
  /** Running means of the learners beside, NaN before they began. */
  #beside: ReadonlyMap<BesideKind, Float64Array> = new Map();
  #domain: Domain | null = null;
  #rewardDomain: Domain | null = null;
  #lossDomain: Domain | null = null;

  constructor(source: LiveCurves) {
    this.#source = source;
  }

  /** Finished episodes drawn. */
  get episodes(): number {
    return this.#episodes;
  }
  /** Mean system reward of every episode. */
  get raw(): Float64Array {
    return this.#source.systemReward;
  }
  get exploration(): Float64Array {
    return this.#source.exploration;
  }
  /** Running mean of the system reward. */
  get smooth(): Float64Array {
    return this.#system.values;
  }
  get domain(): Domain {
    return this.#domain ?? [-20, 80];
  }
  get servers(): number {
    return this.#servers.length;
  }
  /** Running means of the learners beside this one, an episode each; NaN before they began. */
  get beside(): ReadonlyMap<BesideKind, Float64Array> {
    return this.#beside;
  }
  /** Mean and interval of the running means over all seeds, this run's included; null for one. */
  get band(): SeedBand | null {
    return this.#band;
  }

  /** Running mean of the reward, or of the decimal logarithm of the loss, of the server with that id. */
  ofServer(id: number, what: 'reward' | 'loss'): Float64Array {
    return this.#servers[this.#source.ids.indexOf(id)]?.[what].values ?? new Float64Array();
  }
  /** One domain for all servers, so that tiles compare. */
  serverDomain(what: 'reward' | 'loss'): Domain {
    return (what === 'reward' ? this.#rewardDomain : this.#lossDomain) ?? [0, 1];
  }

  /** Takes in what came since; cheap where nothing did. */
  refresh(window: number): void {
    const { version, generation, episodes, ids } = this.#source;
    if (version === this.#version && window === this.#window) return;
    const again = generation !== this.#generation;
    if (again) {
      this.#servers = ids.map(() => ({
        reward: new Smoothed(),
        loss: new Smoothed(),
      }));
      this.#domain = null;
      this.#rewardDomain = null;
      this.#lossDomain = null;
    }
    if (again || window !== this.#window) {
      this.#system.forget();
      for (const { reward, loss } of this.#servers) {
        reward.forget();
        loss.forget();
      }
    }
    const from = again ? 0 : Math.min(this.#episodes, episodes);
    this.#version = version;
    this.#generation = generation;
    this.#window = window;
    this.#episodes = episodes;
    this.#smooth(ids.length, episodes, window);
    this.#repeats = this.#source.repeats;
    this.#band = this.#repeats.length > 0 ? this.#bandOf(this.#repeats, window) : null;
    this.#beside = new Map(
      [...this.#source.companions].map(([kind, curve]) => [kind, smoothedBeside(curve, window)]),
    );
    this.#widen(from, episodes);
  }

  #bandOf(repeats: readonly RepeatedCurve[], window: number): SeedBand {
    const others = repeats.map(({ systemReward }) => {
      const values = new Float64Array(systemReward.length);
      runningMean(systemReward, systemReward.length, window, values);
      return values;
    });
    return seedBand([this.smooth, ...others]);
  }

  #smooth(columns: number, episodes: number, window: number): void {
    const { systemReward, rewards, losses } = this.#source;
    this.#system.update((episode) => systemReward[episode]!, episodes, window);
    this.#servers.forEach(({ reward, loss }, server) => {
      reward.update((episode) => rewards[episode * columns + server]!, episodes, window);
      loss.update((episode) => logarithm(losses[episode * columns + server]!), episodes, window);
    });
  }

  #widen(from: number, episodes: number): void {
    if (episodes === 0) return;
    this.#domain = steadyDomain(this.#domain, ...typicalExtent(this.raw, OUTLIERS));
    this.#domain = steadyDomain(this.#domain, ...extent(this.smooth.subarray(from)));
    // An interval of two seeds is wide beyond all measure: the mean stays in view, not its edges.
    if (this.#band) this.#domain = steadyDomain(this.#domain, ...extent(this.#band.mean));
    for (const values of this.#beside.values()) {
      this.#domain = steadyDomain(this.#domain, ...extent(values));
    }
    for (const { reward, loss } of this.#servers) {
      const rewards = extent(reward.values.subarray(from));
      this.#rewardDomain = steadyDomain(this.#rewardDomain, ...rewards);
      const losses = extent(loss.values.subarray(from));
      if (Number.isFinite(losses[0])) {
        this.#lossDomain = steadyDomain(this.#lossDomain, ...losses, 2);
      }
    }
  }
}

function smoothedBeside({ from, systemReward }: BesideCurve, window: number): Float64Array {
  const values = new Float64Array(from + systemReward.length).fill(Number.NaN);
  runningMean(systemReward, systemReward.length, window, values.subarray(from));
  return values;
}

function logarithm(loss: number): number {
  return Math.log10(Math.max(loss, SMALLEST_LOSS));
}

/** The page's curve. */
export const drawnCurves = new DrawnCurves(live.curves);
