/** What is known of policies at every hour and price, and how the visitor looks at it. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { OtherPolicies } from '../../../../experiments/policies.ts';
import { applicablePolicies, type PolicyKey } from '../../../../experiments/policyKeys.ts';
import type { PlayedMaps } from '../../../../experiments/policyMaps.ts';
import type { ActorNetworks } from '../../../../learning/actors.ts';
import { vdnLearner } from '../../../../learning/configuration.ts';
import { buildLayout, networksFromWeights } from '../../../../learning/layout.ts';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import { COMPANION_KINDS, type CompanionKind } from '../../../../session/setup.ts';
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
export function mappedPolicies(
  scenario: Scenario,
  actors: ActorNetworks | null,
  companions: readonly CompanionKind[],
): PolicyKey[] {
  const distilled = actors ? (['distilled'] as const) : [];
  return [...applicablePolicies(scenario), ...companions, ...distilled];
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
  const slots = DAYS * setup.scenario.slotsPerDay;
  void playedMaps.start(of, async (signal, report) => {
    const measures = await commands.openMeasures();
    const others = {
      ...(actors ? { distilled: actors } : {}),
      ...(await learntBeside(of, commands)),
    };
    const request = { setup, options, keys, slots, others };
    return measures?.playedMaps(request, report, signal) ?? null;
  });
}

/** What VDN and centralised DQL decide by now, where they are played. */
async function learntBeside({ setup, keys }: MapsOf, commands: Commands): Promise<OtherPolicies> {
  const asked = COMPANION_KINDS.filter((kind) => keys.includes(kind));
  const made = await Promise.all(asked.map((kind) => commands.companionActing(kind)));
  const others = made.map((acting): OtherPolicies => {
    if (acting?.kind === 'centralized') return { centralized: acting.network };
    if (acting?.kind !== 'vdn') return {};
    const layout = buildLayout(setup.scenario, vdnLearner(setup.learner));
    return { vdn: networksFromWeights(layout, acting.weights) };
  });
  return Object.assign({}, ...others);
}
