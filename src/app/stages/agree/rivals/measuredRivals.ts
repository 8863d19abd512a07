/** What is known of N2O's rivals: on the slot that is shown, and in the city. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { RivalRewards } from '../../../../experiments/rivalRewards.ts';
import type { OrchestrationOptions } from '../../../../orchestration/options.ts';
import { RIVAL_KEYS, type RivalCourses } from '../../../../orchestration/rivals/rival.ts';
import { parseRivals, type RivalOptions } from '../../../../orchestration/rivals/rivalOptions.ts';
import type { AgreementTrace, RunSetup } from '../../../../workers/protocol.ts';
import type { Commands } from '../../../state.ts';
import { Measurement } from '../measurement.ts';

export const defaultRivals: RivalOptions = parseRivals({});
/** Days of the held-out world. */
export const DAYS = 20;

/** What the courses are of. */
export interface CoursesOf {
  readonly trace: AgreementTrace;
  readonly rivals: RivalOptions;
}

/** What the rewards are of. */
export interface RewardsOf {
  readonly setup: RunSetup;
  readonly options: OrchestrationOptions;
  readonly rivals: RivalOptions;
  /** Of the networks that play. */
  readonly trainedSlots: number;
}

/** Kept while the page is: another tab of the panel, another stage do not end them. */
const options = createStore<{ readonly rivals: RivalOptions }>(() => ({ rivals: defaultRivals }));
export const rivalCourses = new Measurement<CoursesOf, RivalCourses>();
export const rivalRewards = new Measurement<RewardsOf, RivalRewards>();

export function useRivalOptions(): RivalOptions {
  return useStore(options, ({ rivals }) => rivals);
}

export function changeRivals(change: Partial<RivalOptions>): void {
  options.setState(({ rivals }) => ({ rivals: parseRivals({ ...rivals, ...change }) }));
}

/** Runs all rivals on the slot of a trace, unless that has been done. */
export function useRivalCourses(
  trace: AgreementTrace,
  rivals: RivalOptions,
  commands: Commands,
): void {
  useEffect(() => {
    const { of, status } = rivalCourses.store.getState();
    const isKnown = of?.trace === trace && of.rivals === rivals;
    if (isKnown && status !== 'idle') return;
    measureCourses(trace, rivals, commands);
  }, [trace, rivals, commands]);
}

export function measureCourses(
  trace: AgreementTrace,
  rivals: RivalOptions,
  commands: Commands,
): void {
  void rivalCourses.start({ trace, rivals }, async (signal) => {
    const measures = await commands.openMeasures();
    return measures?.rivals(trace, rivals, signal) ?? null;
  });
}

/** Plays every rival but those that cannot run here through the held-out city. */
export function playCity(
  of: RewardsOf,
  refused: RivalCourses['refused'],
  commands: Commands,
): void {
  const keys = RIVAL_KEYS.filter((key) => !refused.some((each) => each.key === key));
  const slots = DAYS * of.setup.scenario.slotsPerDay;
  void rivalRewards.start(of, async (signal, report) => {
    const measures = await commands.openMeasures();
    return measures?.rivalRewards(of, keys, slots, report, signal) ?? null;
  });
}
