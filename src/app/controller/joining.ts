/**
 * Servers come to and go from the run that goes on, as the draft has them; and what that changes, in
 * words. Loaded when it is first asked for.
 */
import type { StoreApi } from 'zustand/vanilla';
import { cityGround } from '../../experiments/linkGround.ts';
import { type GrowthReport, growthReport } from '../../learning/growth.ts';
import { buildLayout } from '../../learning/layout.ts';
import { buildMixing } from '../../orchestration/mixing.ts';
import { type OrchestrationOptions, parseOrchestration } from '../../orchestration/options.ts';
import { secondSingularValue } from '../../orchestration/spectrum.ts';
import { messageLinks } from '../../orchestration/topologies.ts';
import { expectedUsers, levelsOf, type Scenario } from '../../world/scenario.ts';
import { formerPlaces, idsOf } from '../../world/servers.ts';
import { buildTopology } from '../../world/topology.ts';
import { t } from '../catalogue/index.ts';
import '../catalogue/later/joining.ts';
import { formatWhole } from '../components/format.ts';
import { policyName } from '../stages/city/policyName.ts';
import type { AppState, Draft, Selection } from '../state.ts';
import { fittingPolicy, fittingRival, joinedScenario, named, runningOf } from './changes.ts';
import { isWorkerGone, messageOf } from './failures.ts';
import type { LateAgreement } from './lateAgreement.ts';
import type { Notices } from './notices.ts';
import type { Run } from './run.ts';

/** What the draft's servers would mean for the run; null where it cannot go on with them. */
export function offerOf(running: Draft, draft: Draft): { who: string; lsms: string } | null {
  const next = joinedScenario(running, draft);
  if (!next) return null;
  const report = reportOf(running, next);
  const { joined, left } = report;
  const isElsewhere = joined.length > 0 && left.length > 0;
  const lsms = lsmsText(report, false);
  return {
    who: whoText(report),
    lsms: isElsewhere ? `${lsms} ${t('joining.elsewhere')}` : lsms,
  };
}

/** Goes on with the draft's servers. Where training refuses them nothing changes but a notice. */
export async function joinDraft(
  store: StoreApi<AppState>,
  run: Run,
  notices: Notices,
  agreement: LateAgreement,
): Promise<void> {
  const state = store.getState();
  const running = runningOf(state);
  const next = state.draft && joinedScenario(running, state.draft);
  if (!next) return;
  try {
    await run.changeServers(next, () => {
      const before = store.getState().city;
      takeUp(store, running, next);
      agreement.clear();
      const { city, orchestration } = store.getState();
      const isAsBefore = city.policy === before.policy && orchestration === running.orchestration;
      if (!isAsBefore) run.follow(run.world.setPolicy(city.policy, orchestration));
      // What was told of an earlier change is seen on the curve.
      notices.tellNewest('joining', toldText(running, next));
      tellWhoEnded(notices, before, city);
    });
  } catch (error) {
    if (!isWorkerGone(error)) notices.tell('problem', messageOf(error));
  }
}

/** What the page knows goes over to the servers that there are now. */
function takeUp(store: StoreApi<AppState>, running: Draft, next: Scenario): void {
  const { city, selected } = store.getState();
  const former = formerPlaces(idsOf(running.scenario), idsOf(next));
  const levels = levelsOf(next);
  const orchestration = withoutPlaces(running.orchestration);
  store.setState({
    ...named({ ...running, scenario: next, orchestration }),
    draft: null,
    editing: null,
    hovered: null,
    selected: movedSelection(selected, former),
    city: {
      ...city,
      policy: fittingPolicy(city.policy, next),
      rival: fittingRival(city.rival, next),
      // Decisions set by hand stay with their servers; whoever joins rents nothing.
      manualDecisions: former.map((place, server) =>
        place === null ? 0 : Math.min(city.manualDecisions[place] ?? 0, levels[server]! - 1),
      ),
    },
  });
}

/** Links that were cut and places that were listed are of the servers before. */
function withoutPlaces(options: OrchestrationOptions): OrchestrationOptions {
  const { places, cuts } = parseOrchestration({});
  const isWithout = typeof options.places === 'string' && options.cuts.length === 0;
  return isWithout ? options : { ...options, places, cuts };
}

function movedSelection(selected: Selection | null, former: readonly (number | null)[]) {
  if (selected?.kind === 'user') return selected;
  if (selected?.kind !== 'server') return null;
  const id = former.indexOf(selected.id);
  return id < 0 ? null : ({ kind: 'server', id } as const);
}

function tellWhoEnded(notices: Notices, before: AppState['city'], now: AppState['city']): void {
  const policy = policyName(before.policy);
  if (now.policy !== before.policy) {
    notices.tell('information', t('joining.policy', { policy }), 'run');
  }
  if (before.rival && !now.rival) {
    const beside = policyName(before.rival.policy);
    notices.tell('information', t('joining.rival', { policy: beside }), 'run');
  }
}

function reportOf({ scenario, learner }: Draft, next: Scenario): GrowthReport {
  const generation = (of: Scenario) => ({ layout: buildLayout(of, learner), ids: idsOf(of) });
  return growthReport(generation(scenario), generation(next));
}

function whoText({ joined, left }: GrowthReport): string {
  const part = (kind: 'joined' | 'left', ids: readonly number[]) => {
    if (ids.length === 0) return [];
    const key =
      ids.length === 1 ? (`joining.${kind}` as const) : (`joining.${kind}.several` as const);
    return [t(key, { ids: ids.join(', ') })];
  };
  return [...part('joined', joined), ...part('left', left)].join(', ');
}

function lsmsText({ changed, untouched }: GrowthReport, named: boolean): string {
  if (changed.length === 0) return t('joining.lsms.none');
  const counts = { changed: changed.length, untouched: untouched.length };
  if (!named) return t('joining.lsms', counts);
  if (untouched.length === 0) return t('joining.lsms.all', { changed: changed.join(', ') });
  return t('joining.lsms.ids', { changed: changed.join(', '), untouched: untouched.join(', ') });
}

/** The whole of what changed, as it is told once it has. */
function toldText(running: Draft, next: Scenario): string {
  const report = reportOf(running, next);
  const options = withoutPlaces(running.orchestration);
  const before = linksOf(running.scenario, running.orchestration);
  const after = linksOf(next, options);
  const ground = t('joining.ground', {
    users: formatWhole(expectedUsers(next)),
    links: after.count,
    before: before.gap.toFixed(3),
    after: after.gap.toFixed(3),
  });
  return t('joining.told', { who: whoText(report), lsms: lsmsText(report, true), ground });
}

/** Message links, and the spectral gap 1 - sigma_2 of the mixing matrix on them. */
function linksOf(scenario: Scenario, options: OrchestrationOptions) {
  const ground = cityGround(buildTopology(scenario));
  const links = messageLinks(options, ground);
  const mixing = buildMixing(options.mixing, ground.count, links);
  return { count: links.length, gap: 1 - secondSingularValue(mixing) };
}
