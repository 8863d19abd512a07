/** What is known of policies at every hour and price, and how the visitor looks at it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { applicablePolicies, type PolicyKey } from '../../../../experiments/policyKeys.ts';
import type { PlayedMaps } from '../../../../experiments/policyMaps.ts';
import type { ActorNetworks } from '../../../../learning/actors.ts';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import type { RunSetup } from '../../../../workers/protocol.ts';
import type { Scenario } from '../../../../world/scenario.ts';
import type { HourPrice } from '../../../charts/hourPrice.ts';
import type { OfNetworks } from '../../../controller/measures.ts';
import type { Commands } from '../../../state.ts';
import { Measurement } from '../../agree/measurement.ts';

/** Days of the held-out world. */
export const DAYS = 20;

/** What the maps are of. */
export interface MapsOf {
  readonly setup: RunSetup;
  readonly options: OrchestrationOptions;
  /** The policies, left and right. */
  readonly keys: readonly [PolicyKey, PolicyKey];
  /** Null where there are none, or those of other servers. */
  readonly actors: ActorNetworks | null;
}

interface MapsView {
  readonly keys: readonly [PolicyKey, PolicyKey];
  /** The cell that is read. */
  readonly read: HourPrice | null;
}

/** Kept while the page is: another tab, another stage do not end it. */
export const mapsView = createStore<MapsView>(() => ({ keys: ['maDql', 'n2o'], read: null }));
export const playedMaps = new Measurement<MapsOf, OfNetworks<PlayedMaps>>();

export function useMapsView<T>(selector: (view: MapsView) => T): T {
  return useStore(mapsView, selector);
}

/** The policies that can be looked at here. */
export function mappedPolicies(scenario: Scenario, actors: ActorNetworks | null): PolicyKey[] {
  return [...applicablePolicies(scenario), ...(actors ? (['distilled'] as const) : [])];
}

export function isSameMaps(one: MapsOf, other: MapsOf): boolean {
  return (
    one.setup.scenario === other.setup.scenario &&
    one.setup.learner === other.setup.learner &&
    one.setup.seed === other.setup.seed &&
    one.options === other.options &&
    one.actors === other.actors &&
    one.keys.join() === other.keys.join()
  );
}

/** Plays both policies through the held-out city. */
export function playMaps(of: MapsOf, commands: Commands): void {
  const { setup, options, keys, actors } = of;
  const others = actors ? { others: { distilled: actors } } : {};
  const slots = DAYS * setup.scenario.slotsPerDay;
  void playedMaps.start(of, async (signal, report) => {
    const measures = await commands.openMeasures();
    return measures?.playedMaps({ setup, options, keys, slots, ...others }, report, signal) ?? null;
  });
}
