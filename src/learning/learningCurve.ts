/** What training reports: one point an episode. */

/** Points of consecutive episodes. */
export interface LearningCurve {
  readonly firstEpisode: number;
  /** Mean system reward a slot in each episode. */
  readonly systemReward: Float64Array;
  /** Mean reward a slot, episodes x N, row-major. */
  readonly rewards: Float64Array;
  /** Mean loss of the LSMs' updates, episodes x N, row-major; NaN where there was none. */
  readonly losses: Float64Array;
  /** Share of explored decisions. */
  readonly exploration: Float64Array;
}

/** Sums of the episode that is under way. */
export interface EpisodeSums {
  readonly slots: number;
  readonly updates: number;
  readonly rewards: readonly number[];
  readonly losses: readonly number[];
  /** Rewards of servers that left in this episode; absent where none did. */
  readonly gone?: number;
}

interface Point {
  readonly systemReward: number;
  readonly rewards: Float64Array;
  readonly losses: Float64Array;
  readonly exploration: number;
}

/** A curve and the one of the episodes that follow it, as one. */
export function joinedCurves(first: LearningCurve, second: LearningCurve): LearningCurve {
  const join = (key: Exclude<keyof LearningCurve, 'firstEpisode'>) => {
    const both = new Float64Array(first[key].length + second[key].length);
    both.set(first[key]);
    both.set(second[key], first[key].length);
    return both;
  };
  return {
    firstEpisode: first.firstEpisode,
    systemReward: join('systemReward'),
    rewards: join('rewards'),
    losses: join('losses'),
    exploration: join('exploration'),
  };
}

/** Gathers slots into episodes and keeps the finished ones. */
export class CurveRecorder {
  readonly #firstEpisode: number;
  #points: Point[] = [];
  #slots = 0;
  #updates = 0;
  #rewards: Float64Array;
  #losses: Float64Array;
  #gone = 0;

  /** @param firstEpisode number of the episode that the first slot belongs to */
  constructor(agents: number, firstEpisode: number) {
    this.#firstEpisode = firstEpisode;
    this.#rewards = new Float64Array(agents);
    this.#losses = new Float64Array(agents);
  }

  addReward(agent: number, reward: number): void {
    this.#rewards[agent] = this.#rewards[agent]! + reward;
  }

  addLosses(losses: Float64Array): void {
    this.#updates += 1;
    for (let agent = 0; agent < losses.length; agent += 1) {
      this.#losses[agent] = this.#losses[agent]! + losses[agent]!;
    }
  }

  /** Ends a slot, and with it the episode if that was its last one. */
  endSlot(slotsPerEpisode: number, exploration: number): void {
    this.#slots += 1;
    if (this.#slots < slotsPerEpisode) return;
    const rewards = this.#rewards.map((sum) => sum / this.#slots);
    this.#points.push({
      systemReward: rewards.reduce((sum, reward) => sum + reward, this.#gone / this.#slots),
      rewards,
      losses: this.#losses.map((sum) => sum / this.#updates),
      exploration,
    });
    this.#slots = 0;
    this.#updates = 0;
    this.#gone = 0;
    this.#rewards.fill(0);
    this.#losses.fill(0);
  }

  /**
   * Servers come and go: every curve stays with its server, with NaN from before it joined. In the
   * episode under way one that joins has earned nothing so far, and what one earned that leaves
   * still counts for the system.
   *
   * @param former for each server its place before; null for one that joins
   */
  changeServers(former: readonly (number | null)[]): void {
    const placed = (values: Float64Array, empty: number) =>
      Float64Array.from(former, (place) => (place === null ? empty : values[place]!));
    this.#rewards.forEach((sum, place) => {
      if (!former.includes(place)) this.#gone += sum;
    });
    this.#rewards = placed(this.#rewards, 0);
    this.#losses = placed(this.#losses, 0);
    this.#points = this.#points.map((point) => ({
      ...point,
      rewards: placed(point.rewards, Number.NaN),
      losses: placed(point.losses, Number.NaN),
    }));
  }

  /** The finished episodes from `from` on (those before the recorder's first are not known). */
  curve(from: number): LearningCurve {
    const firstEpisode = Math.max(from, this.#firstEpisode);
    const points = this.#points.slice(firstEpisode - this.#firstEpisode);
    const agents = this.#rewards.length;
    const matrix = (read: (point: Point) => Float64Array) => {
      const rows = new Float64Array(points.length * agents);
      points.forEach((point, index) => {
        rows.set(read(point), index * agents);
      });
      return rows;
    };
    return {
      firstEpisode,
      systemReward: Float64Array.from(points, (point) => point.systemReward),
      rewards: matrix((point) => point.rewards),
      losses: matrix((point) => point.losses),
      exploration: Float64Array.from(points, (point) => point.exploration),
    };
  }

  save(): EpisodeSums {
    return {
      slots: this.#slots,
      updates: this.#updates,
      rewards: Array.from(this.#rewards),
      losses: Array.from(this.#losses),
      ...(this.#gone !== 0 && { gone: this.#gone }),
    };
  }

  restore(sums: EpisodeSums): void {
    this.#slots = sums.slots;
    this.#updates = sums.updates;
    this.#gone = sums.gone ?? 0;
    this.#rewards.set(sums.rewards);
    this.#losses.set(sums.losses);
  }
}
