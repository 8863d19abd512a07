/** The policy maps of the newest networks, asked for about once a second while somebody looks. */
import type { PolicyMap } from '../../../learning/policyMap.ts';
import type { Scenario } from '../../../world/scenario.ts';
import { live } from '../../live.ts';
import type { LearntPictures } from '../../state.ts';
import { appStore } from '../../store.ts';
import { learnView } from './learnView.ts';
import { observationsOfFrame } from './observations.ts';
import { axesOf, pricesOf } from './policyAxes.ts';

/** Least time between two questions, ms; a slow answer makes it longer. */
const PERIOD = 1000;
const LATEST_SHARE = 3;
/** Servers in one question. */
const BATCH = 10;
/** A typical day is lived again once the networks have learnt this much more. */
const MORE_LEARNT = 1.5;

/** Everything that painters of policy maps read. */
class LivePolicies {
  /** Map of every server asked for, as the newest answer has it. */
  maps: ReadonlyMap<number, PolicyMap> = new Map();
  /** Prices of the rows of `maps`. */
  prices: readonly number[] = [];
  /** Observations behind the maps, N x 5; null before the first answer. */
  observations: Float64Array | null = null;
  trainedSlots = 0;
  /** Grows with every answer. */
  version = 0;
  readonly #listeners = new Set<() => void>();
  #typical: { readonly observations: Float64Array; readonly trainedSlots: number } | null = null;
  #generation = -1;
  #scenario: Scenario | null = null;

  /** Called at every answer, about once a second. */
  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks for the maps of these servers; resolves when the answer is in, with how long it took, ms. */
  async refresh(pictures: LearntPictures, servers: readonly number[]): Promise<number> {
    const start = performance.now();
    const { scenario } = appStore.getState();
    const { generation } = live.curves;
    if (generation !== this.#generation || scenario !== this.#scenario) this.#typical = null;
    const observations = await this.#given(pictures, scenario);
    if (!observations) return performance.now() - start;
    if (generation !== this.#generation) this.maps = new Map();
    this.#generation = generation;
    this.#scenario = scenario;
    // A large city comes in pieces: the first maps are not to wait for the last.
    for (let first = 0; first < servers.length; first += BATCH) {
      const batch = servers.slice(first, first + BATCH);
      const found = await pictures.policyMaps({
        servers: batch,
        observations,
        axes: axesOf(scenario),
      });
      if (!found || generation !== live.curves.generation) break;
      const maps = new Map(this.maps);
      found.answer.forEach((map, index) => {
        maps.set(batch[index]!, map);
      });
      this.maps = maps;
      this.prices = pricesOf(scenario);
      this.observations = observations;
      this.trainedSlots = found.trainedSlots;
      this.version++;
      for (const listener of this.#listeners) listener();
    }
    return performance.now() - start;
  }

  async #given(pictures: LearntPictures, scenario: Scenario): Promise<Float64Array | null> {
    const frame = live.city.current;
    if (learnView.getState().given === 'now' && frame) {
      return observationsOfFrame(frame, scenario.kind);
    }
    const learnt = live.curves.weights?.trainedSlots ?? 0;
    if (!this.#typical || learnt > MORE_LEARNT * this.#typical.trainedSlots + 100) {
      const found = await pictures.typicalDay();
      if (found) this.#typical = { observations: found.answer, trainedSlots: found.trainedSlots };
    }
    return this.#typical?.observations ?? null;
  }
}

export const livePolicies = new LivePolicies();

/**
 * Keeps the maps up to date until the returned function is called. A page that is hidden asks
 * nothing.
 *
 * @param servers those looked at, read before every question
 */
export function followPolicies(pictures: LearntPictures, servers: () => readonly number[]) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ended = false;
  const ask = async () => {
    const took = document.hidden ? 0 : await livePolicies.refresh(pictures, servers());
    if (!ended) timer = setTimeout(ask, Math.max(PERIOD - took, LATEST_SHARE * took));
  };
  void ask();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
