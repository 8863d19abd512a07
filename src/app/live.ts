/**
 * What changes faster than React should see: the two newest frames of the city and the learning
 * curve, in buffers that painters read. Nothing in here ever enters the store.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import type { TrainingEvent } from '../session/events.ts';
import type { WeightSnapshot } from '../session/setup.ts';
import { type CityFrame, readFrame } from '../workers/frame.ts';
import type { TrainingMessage } from '../workers/protocol.ts';
import type { BesideKind } from './state.ts';

type Listener = () => void;

/** A list of listeners; `subscribe` returns how to leave it. */
class Listeners {
  readonly #listeners = new Set<Listener>();

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** The two newest frames, for a painter that glides from one to the other. */
export class LiveCity {
  /** The frame before `current`; null until there are two of the same run. */
  previous: CityFrame | null = null;
  current: CityFrame | null = null;
  /** `performance.now()` when `current` came. */
  receivedAt = 0;
  /** N of the frames that are looked at; null for any. */
  #servers: number | null = null;
  /** Buffers that are not looked at any more and go back with the next frame. */
  #free: ArrayBuffer[] = [];
  readonly #listeners = new Listeners();

  /** Called at every new frame. Keep it short: ask for a repaint, nothing more. */
  subscribe(listener: Listener): () => void {
    return this.#listeners.subscribe(listener);
  }

  /** Takes a new frame in; returns the buffers that are no longer needed, as credit. */
  receive(buffer: ArrayBuffer, now: number): ArrayBuffer[] {
    const free = this.#free;
    this.#free = [];
    const frame = readFrame(buffer);
    // Of the servers before, or of those that the page does not know yet.
    if (this.#servers !== null && frame.serverCount !== this.#servers) return [...free, buffer];
    if (this.previous) free.push(this.previous.buffer);
    this.previous = this.current;
    this.current = frame;
    this.receivedAt = now;
    this.#listeners.tell();
    return free;
  }

  /**
   * A new run or other servers: nothing of the old ones is interpolated into them.
   *
   * @param servers N of the frames that are looked at from now on; where absent, as before
   */
  clear(servers = this.#servers): void {
    this.#servers = servers;
    for (const frame of [this.previous, this.current]) if (frame) this.#free.push(frame.buffer);
    this.previous = null;
    this.current = null;
    this.#listeners.tell();
  }
}

const FIRST_ROOM = 256;

/** A training plan and the (fraction of an) episode from which on it was followed. */
export interface FollowedPlan {
  readonly from: number;
  readonly plan: LearnerConfiguration;
}

/** The curve of a learner beside the run's own. */
export interface BesideCurve {
  /** Episode of its first point. */
  readonly from: number;
  /** Mean system reward a slot of every finished episode. */
  readonly systemReward: Float64Array;
}

/** The curve of the same run with another seed. */
export interface RepeatedCurve {
  readonly seed: number;
  /** Mean system reward a slot of every finished episode. */
  readonly systemReward: Float64Array;
  readonly done: boolean;
}

/**
 * The learning curve, one point an episode, and what belongs beside it: what was changed, the
 * newest networks, the same with other seeds. The arrays are views of what is there so far.
 */
export class LiveCurves {
  /** Ids of the columns of `rewards` and `losses`: every server that this run has had. */
  ids: readonly number[] = [];
  /** Finished episodes; the length of `systemReward` and `exploration`. */
  episodes = 0;
  /** Mean system reward a slot. */
  systemReward = new Float64Array();
  /** Mean reward a slot, episodes x columns, row-major; NaN where a server was not there. */
  rewards = new Float64Array();
  /** Mean loss, episodes x columns, row-major; NaN before the first update as well. */
  losses = new Float64Array();
  exploration = new Float64Array();
  /** The plans that training followed, oldest first; a new list with every change. */
  plans: readonly FollowedPlan[] = [];
  /** What was changed while training went on, oldest first; a new list with every change. */
  changes: readonly TrainingEvent[] = [];
  /** The newest networks; null before the first. */
  weights: WeightSnapshot | null = null;
  /** The same run with other seeds; a new list with every change. */
  repeats: readonly RepeatedCurve[] = [];
  /** Of learners beside the run's own; a new map with every change. */
  companions: ReadonlyMap<BesideKind, BesideCurve> = new Map();
  /** Grows with every change. */
  version = 0;
  /** Grows where points that were there before are no longer true. */
  generation = 0;
  #begunWith: readonly number[] = [];
  readonly #listeners = new Listeners();

  subscribe(listener: Listener): () => void {
    return this.#listeners.subscribe(listener);
  }

  /**
   * Empties the curve for a run that begins with this plan.
   *
   * @param ids of its servers
   * @param from (fraction of an) episode that it begins in; those before are not known, and NaN
   */
  clear(ids: readonly number[], plan: LearnerConfiguration, from = 0): void {
    this.ids = ids;
    this.#begunWith = ids;
    this.plans = [{ from, plan }];
    this.changes = [];
    this.weights = null;
    this.repeats = [];
    this.companions = new Map();
    this.generation++;
    this.#resize(Math.floor(from));
    for (const points of [this.systemReward, this.exploration, this.rewards, this.losses]) {
      points.fill(Number.NaN);
    }
    this.#changed();
  }

  /** From this episode on training follows another plan. */
  follow(from: number, plan: LearnerConfiguration): void {
    this.plans = [...this.plans.filter((earlier) => earlier.from < from), { from, plan }];
    this.#changed();
  }

  /** Something was changed: a scenario, a plan, the engine. */
  note(change: TrainingEvent): void {
    this.changes = [...this.changes, change];
    this.#changed();
  }

  /** The newest networks; null where those that are known are of other servers than there are. */
  learnt(weights: WeightSnapshot | null): void {
    this.weights = weights;
    // Pictures of the networks before are of other servers.
    if (!weights) this.generation++;
    this.#changed();
  }

  /** Shows the curve of a learner beside, as it is now; null takes it away. */
  accompany(kind: BesideKind, curve: BesideCurve | null): void {
    const companions = new Map(this.companions);
    if (curve) companions.set(kind, curve);
    else companions.delete(kind);
    this.companions = companions;
    this.#changed();
  }

  repeat(curves: readonly RepeatedCurve[]): void {
    this.repeats = curves;
    this.#changed();
  }

  /**
   * Adds points. Training that went on from an earlier checkpoint sends some episodes again; those
   * replace what stood there.
   */
  append(points: TrainingMessage): void {
    const first = Math.min(points.firstEpisode, this.episodes);
    if (first < this.episodes) this.generation++;
    this.#resize(first + points.systemReward.length);
    this.systemReward.set(points.systemReward, first);
    this.exploration.set(points.exploration, first);
    const servers = points.servers ?? this.#begunWith;
    this.#widen(servers);
    this.#place(points.rewards, this.rewards, servers, first);
    this.#place(points.losses, this.losses, servers, first);
    this.#changed();
  }

  /** Rewards and losses of these servers alone, in this order, as `rewards` and `losses` are. */
  ofServers(ids: readonly number[]) {
    const columns = ids.map((id) => this.ids.indexOf(id));
    const chosen = (from: Float64Array) => {
      const values = new Float64Array(this.episodes * ids.length).fill(Number.NaN);
      for (let episode = 0; episode < this.episodes; episode += 1) {
        columns.forEach((column, place) => {
          if (column < 0) return;
          values[episode * ids.length + place] = from[episode * this.ids.length + column]!;
        });
      }
      return values;
    };
    return { rewards: chosen(this.rewards), losses: chosen(this.losses) };
  }

  /** Makes room for servers that joined: they have no points before. */
  #widen(servers: readonly number[]): void {
    const joined = servers.filter((id) => !this.ids.includes(id));
    if (joined.length === 0) return;
    const before = this.ids.length;
    this.ids = [...this.ids, ...joined];
    const wider = (from: Float64Array) => {
      const values = new Float64Array(this.episodes * this.ids.length).fill(Number.NaN);
      for (let episode = 0; episode < this.episodes; episode += 1) {
        const row = from.subarray(episode * before, (episode + 1) * before);
        values.set(row, episode * this.ids.length);
      }
      return values;
    };
    this.rewards = wider(this.rewards);
    this.losses = wider(this.losses);
    this.generation++;
  }

  /** Puts points of these servers into their columns, from an episode on. */
  #place(
    points: Float64Array,
    into: Float64Array,
    servers: readonly number[],
    firstEpisode: number,
  ): void {
    const columns = this.ids.length;
    into.fill(Number.NaN, firstEpisode * columns);
    servers.forEach((id, place) => {
      const column = this.ids.indexOf(id);
      for (let row = 0; row * servers.length < points.length; row += 1) {
        into[(firstEpisode + row) * columns + column] = points[row * servers.length + place]!;
      }
    });
  }

  #resize(episodes: number): void {
    this.episodes = episodes;
    this.systemReward = grown(this.systemReward, episodes);
    this.exploration = grown(this.exploration, episodes);
    this.rewards = grown(this.rewards, episodes * this.ids.length);
    this.losses = grown(this.losses, episodes * this.ids.length);
  }

  #changed(): void {
    this.version++;
    this.#listeners.tell();
  }
}

/** A view of the first `length` values; moves to a buffer twice the size where it is full. */
function grown(view: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  if (length * 8 <= view.buffer.byteLength) return new Float64Array(view.buffer, 0, length);
  const next = new Float64Array(Math.max(2 * length, FIRST_ROOM));
  next.set(view);
  return next.subarray(0, length);
}

/** `rival`: the city beside the visible one. */
export const live = {
  city: new LiveCity(),
  rival: new LiveCity(),
  curves: new LiveCurves(),
} as const;
