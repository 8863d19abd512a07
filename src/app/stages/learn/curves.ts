/** The live learning curve made ready to draw: running means and domains that hold still. */
import { type Domain, extent, steadyDomain, typicalExtent } from '../../charts/domain.ts';
import { runningMean } from '../../charts/smoothing.ts';
import { type LiveCurves, live } from '../../live.ts';

/** Loss is drawn as its logarithm; below this it counts as this. */
const SMALLEST_LOSS = 1e-8;

/** Share of single episodes at either end that may run off the chart; their mean never does. */
const OUTLIERS = 0.04;

/** One curve's running mean, kept up with a source that grows. */
class Smoothed {
  values = new Float64Array();
  #buffer = new Float64Array(256);
  #done = 0;

  update(source: ArrayLike<number>, length: number, window: number): void {
    if (length > this.#buffer.length) {
      const buffer = new Float64Array(2 * length);
      buffer.set(this.#buffer);
      this.#buffer = buffer;
    }
    runningMean(source, length, window, this.#buffer, Math.min(this.#done, length));
    this.#done = length;
    this.values = this.#buffer.subarray(0, length);
  }

  forget(): void {
    this.#done = 0;
  }
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

  /** Running mean of a server's reward or of the decimal logarithm of its loss. */
  ofServer(server: number, what: 'reward' | 'loss'): Float64Array {
    return this.#servers[server]?.[what].values ?? new Float64Array();
  }
  /** One domain for all servers, so that tiles compare. */
  serverDomain(what: 'reward' | 'loss'): Domain {
    return (what === 'reward' ? this.#rewardDomain : this.#lossDomain) ?? [0, 1];
  }

  /** Takes in what came since; cheap where nothing did. */
  refresh(window: number): void {
    const { version, generation, episodes, agents } = this.#source;
    if (version === this.#version && window === this.#window) return;
    const again = generation !== this.#generation;
    if (again) {
      this.#servers = Array.from({ length: agents }, () => ({
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
    this.#smooth(agents, episodes, window);
    this.#widen(from, episodes);
  }

  #smooth(agents: number, episodes: number, window: number): void {
    const { systemReward, rewards, losses } = this.#source;
    this.#system.update(systemReward, episodes, window);
    this.#servers.forEach(({ reward, loss }, server) => {
      reward.update(column(rewards, agents, server, episodes), episodes, window);
      loss.update(logarithms(column(losses, agents, server, episodes)), episodes, window);
    });
  }

  #widen(from: number, episodes: number): void {
    if (episodes === 0) return;
    this.#domain = steadyDomain(this.#domain, ...typicalExtent(this.raw, OUTLIERS));
    this.#domain = steadyDomain(this.#domain, ...extent(this.smooth.subarray(from)));
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

/** One column of an episodes x agents matrix. */
function column(
  matrix: Float64Array,
  agents: number,
  agent: number,
  episodes: number,
): Float64Array {
  const values = new Float64Array(episodes);
  for (let e = 0; e < episodes; e++) values[e] = matrix[e * agents + agent]!;
  return values;
}

function logarithms(values: Float64Array): Float64Array {
  return values.map((value) => Math.log10(Math.max(value, SMALLEST_LOSS)));
}

/** The page's curve. */
export const drawnCurves = new DrawnCurves(live.curves);
