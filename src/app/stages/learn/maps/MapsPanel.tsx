import { useEffect, useId, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { PolicyKey } from '../../../../experiments/policyKeys.ts';
import type { PlayedMaps } from '../../../../experiments/policyMaps.ts';
import type { ActorNetworks } from '../../../../learning/actors.ts';
import { COMPANION_KINDS, type CompanionKind } from '../../../../session/setup.ts';
import { buildTopology } from '../../../../world/topology.ts';
import '../../../catalogue/later/policyMaps.ts';
import { t } from '../../../catalogue/index.ts';
import { useCommands } from '../../../commandsContext.ts';
import { formatFixed, formatShare, formatWhole } from '../../../components/format.ts';
import { actorsFit } from '../../../controller/actorsFit.ts';
import { serverOf } from '../../../selection.ts';
import type { Beside } from '../../../state.ts';
import { useApp } from '../../../store.ts';
import { useMeasurement } from '../../agree/measurement.ts';
import { policyName } from '../../city/policyName.ts';
import { LevelLegend } from '../LevelLegend.tsx';
import { decidedOverall, differingShare } from './counted.ts';
import { MapPair } from './MapPair.tsx';
import { MapTiles } from './MapTiles.tsx';
import './maps.css';
import { nameOf } from '../../../serverName.ts';
import {
  DAYS,
  isSameMaps,
  type MapsOf,
  mappedPolicies,
  mapsView,
  playedMaps,
  playMaps,
  useMapsView,
} from './playedMaps.ts';

/** What any two policies decide at every hour and price, server by server (the paper's Fig. 4). */
export function MapsPanel() {
  const commands = useCommands();
  const of = useMapsOf();
  const { status, of: played, value } = useMeasurement(playedMaps);
  const hasNetworks = useApp((state) => (state.training.summary?.trainedSlots ?? 0) > 0);
  const isOfNow = played !== null && isSameMaps(played, of);
  useEffect(() => {
    const known = playedMaps.store.getState();
    if (!hasNetworks || (known.of && isSameMaps(known.of, of))) return;
    playMaps(of, commands);
  }, [of, commands, hasNetworks]);
  const maps = isOfNow ? (value?.value ?? null) : null;
  return (
    <div className="maps">
      <section className="maps-head">
        <h2>{t('maps.title')}</h2>
        <p className="muted learn-about">
          {t('maps.about', {
            days: DAYS,
            slots: formatWhole(DAYS * of.setup.scenario.slotsPerDay),
          })}
        </p>
        <div className="maps-choice">
          <PolicySelect side={0} />
          <PolicySelect side={1} />
        </div>
        <BesideNote />
        <div className="maps-run">
          {status === 'running' ? (
            <button type="button" className="button" onClick={() => playedMaps.stop()}>
              {t('maps.stop')}
            </button>
          ) : (
            <button
              type="button"
              className="button"
              disabled={!hasNetworks}
              onClick={() => playMaps(of, commands)}
            >
              {t('maps.again')}
            </button>
          )}
          <Progress days={maps?.days ?? 0} isOfNow={isOfNow} />
        </div>
      </section>
      {maps ? <Maps maps={maps} /> : null}
    </div>
  );
}

/** How VDN and centralised DQL come into the lists. */
function BesideNote() {
  const beside = useBeside();
  if (beside.length === COMPANION_KINDS.length) return null;
  return <p className="muted learn-about">{t('maps.beside')}</p>;
}

/** What would be played now. */
function useMapsOf(): MapsOf {
  const scenario = useApp((state) => state.scenario);
  const learner = useApp((state) => state.learner);
  const seed = useApp((state) => state.seed);
  const options = useApp((state) => state.orchestration);
  const chosen = useMapsView((view) => view.keys);
  const actors = useActors();
  const beside = useBeside();
  return useMemo(() => {
    const offered = mappedPolicies(scenario, actors, beside);
    // What was chosen may not run in another city.
    const fitting = (key: PolicyKey, instead: PolicyKey) => (offered.includes(key) ? key : instead);
    const keys = [fitting(chosen[0], 'maDql'), fitting(chosen[1], 'n2o')] as const;
    // Other actors make other maps only where they are looked at.
    const looked = keys.includes('distilled') ? actors : null;
    return { setup: { scenario, learner, seed }, options, keys, actors: looked };
  }, [scenario, learner, seed, options, chosen, actors, beside]);
}

/** The distilled actors where they are of this city's servers. */
function useActors(): ActorNetworks | null {
  const scenario = useApp((state) => state.scenario);
  const actors = useApp((state) => state.distil.distilled?.actors ?? null);
  return useMemo(() => (actors && actorsFit(actors, scenario) ? actors : null), [actors, scenario]);
}

/** The learners beside the run that have learnt something. */
function useBeside(): readonly CompanionKind[] {
  return useApp(
    useShallow(({ companions }) =>
      COMPANION_KINDS.filter(
        (kind) => companions[kind].trainedSlots > 0 && isTrained(companions[kind]),
      ),
    ),
  );
}

function isTrained({ status }: Beside): boolean {
  return status === 'running' || status === 'paused' || status === 'done';
}

function PolicySelect({ side }: { readonly side: 0 | 1 }) {
  const id = useId();
  const scenario = useApp((state) => state.scenario);
  const keys = useMapsView((view) => view.keys);
  const actors = useActors();
  const beside = useBeside();
  const offered = useMemo(
    () => mappedPolicies(scenario, actors, beside),
    [scenario, actors, beside],
  );
  const choose = (key: PolicyKey) =>
    mapsView.setState({ keys: side === 0 ? [key, keys[1]] : [keys[0], key] });
  return (
    <label htmlFor={id} className="maps-select">
      <span>{t(side === 0 ? 'maps.left' : 'maps.right')}</span>
      <select
        id={id}
        value={keys[side]}
        onChange={(event) => choose(event.target.value as PolicyKey)}
      >
        {offered.map((key) => (
          <option key={key} value={key}>
            {policyName(key)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Progress({ days, isOfNow }: { readonly days: number; readonly isOfNow: boolean }) {
  const { status, value, reason } = useMeasurement(playedMaps);
  const now = useApp((state) => state.training.summary?.trainedSlots ?? 0);
  switch (status) {
    case 'idle':
      return <span className="muted">{now === 0 ? t('maps.waiting') : null}</span>;
    case 'running':
      return (
        <>
          <progress max={DAYS} value={days} aria-label={t('maps.title')} />
          <span className="number">{t('maps.progress', { day: days, days: DAYS })}</span>
        </>
      );
    case 'failed':
      return <span role="alert">{t('maps.failed', { reason: reason ?? '' })}</span>;
    default: {
      if (!isOfNow || !value) return null;
      const trained = value.trainedSlots;
      return (
        <span className="muted">
          {t(trained < now ? 'maps.done.since' : 'maps.done', {
            days,
            trained: formatWhole(trained),
            since: formatWhole(now - trained),
          })}
        </span>
      );
    }
  }
}

function Maps({ maps }: { readonly maps: PlayedMaps }) {
  const scenario = useApp((state) => state.scenario);
  const chosen = useApp((state) => serverOf(state.selected));
  const topology = useMemo(() => buildTopology(scenario), [scenario]);
  const server = chosen !== null && chosen < topology.count ? chosen : 0;
  return (
    <>
      <MapTiles maps={maps} topology={topology} shown={server} />
      <section className="maps-server" aria-label={t('maps.server', { server: nameOf(server) })}>
        <h3>{t('maps.server', { server: nameOf(server) })}</h3>
        <MapPair maps={maps} server={server} />
        <LevelLegend server={server} marksNow={false} />
        <p className="muted learn-about">{t('maps.axes')}</p>
      </section>
      <Summary maps={maps} server={server} />
    </>
  );
}

/** Both policies in numbers. */
function Summary({ maps, server }: { readonly maps: PlayedMaps; readonly server: number }) {
  const [left, right] = maps.policies as readonly [
    PlayedMaps['policies'][0],
    PlayedMaps['policies'][0],
  ];
  const rented = (side: typeof left) => decidedOverall(side.servers[server]!).mean;
  const everywhere = maps.differing.map((cells) => differingShare(cells, maps.slots));
  const values = {
    left: policyName(left.key),
    right: policyName(right.key),
    server,
    here: formatShare(everywhere[server]!),
    all: formatShare(everywhere.reduce((sum, share) => sum + share, 0) / everywhere.length),
    more: formatFixed(rented(right), 2),
    less: formatFixed(rented(left), 2),
    leftReward: rewardText(left),
    rightReward: rewardText(right),
    days: maps.days,
  };
  return (
    <section className="maps-summary">
      <p>{t(left.key === right.key ? 'maps.summary.same' : 'maps.summary', values)}</p>
      <p className="muted learn-about">{t('maps.summary.reward', values)}</p>
    </section>
  );
}

function rewardText({ reward, standardError }: PlayedMaps['policies'][0]): string {
  const mean = formatFixed(reward, 1);
  return standardError === null ? mean : `${mean} ± ${formatFixed(standardError, 1)}`;
}
