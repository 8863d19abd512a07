/**
 * Ticks the visible city on a timer and tells the page: a frame a slot while there is credit, a
 * summary a few times a second, every event, and checkpoints for a restart.
 */

import type { NetworkAccelerator } from '../learning/networkProblem.ts';
import type { OrchestrationOptions } from '../orchestration/options.ts';
import { type CityPlan, CityRun } from '../session/cityRun.ts';
import type { RivalPlan } from '../session/comparison.ts';
import type { SessionEvent } from '../session/events.ts';
import type { WeightSnapshot } from '../session/setup.ts';
import type { Scenario } from '../world/scenario.ts';
import type { SlotOutcome } from '../world/slot.ts';
import { type CitySlot, citySlot, writeCityFrame } from './cityFrame.ts';
import { citySummary } from './citySummary.ts';
import { FRAME_CREDITS } from './frame.ts';
import { ShownSlot } from './inspection.ts';
import { differ, failureText, type Send } from './messages.ts';
import type {
  ActingSnapshot,
  CityPolicy,
  CitySnapshot,
  CityStart,
  CitySummary,
  FrameCredit,
  WorldMessage,
} from './protocol.ts';
import { Turns } from './turns.ts';

/** Milliseconds between two messages of a kind. */
const SUMMARY_PERIOD = 125;
const CHECKPOINT_PERIOD = 3000;

type Credit = (ArrayBuffer | undefined)[];

export class CityLoop {
  readonly #run: CityRun;
  readonly #send: Send<WorldMessage>;
  readonly #turns = new Turns(() => this.#turn());
  #running = false;
  #speed: number;
  /** When the next slot is due. */
  #due = 0;
  /** Newest weights that wait for the next slot. */
  #waiting: WeightSnapshot | null = null;
  /** Buffers that may carry a frame; `undefined` for one that has yet to be made. */
  readonly #credit: Credit = new Array(FRAME_CREDITS).fill(undefined);
  /** Those for frames of the city beside it. */
  readonly #rivalCredit: Credit = new Array(FRAME_CREDITS).fill(undefined);
  #summary: CitySummary | null = null;
  #shown: ShownSlot | null = null;
  #summarySent = Number.NEGATIVE_INFINITY;
  #checkpointSent = performance.now();

  constructor(start: CityStart, send: Send<WorldMessage>, accelerator: NetworkAccelerator) {
    const { policy, orchestration, manualDecisions, acting, recovery } = start;
    const plan = { policy, orchestration, manualDecisions, ...(acting ? { acting } : {}) };
    this.#run = new CityRun(start, plan, recovery?.checkpoint ?? null, accelerator);
    this.#send = send;
    this.#speed = start.slotsPerSecond;
    if (recovery?.checkpoint) this.#adopt(plan);
    else for (const event of this.#run.opening()) this.#log(event);
    const { rival = null } = start;
    if (differ(rival, this.#run.rival?.plan ?? null)) this.setRival(rival);
    if (recovery && differ(recovery.scenario, this.#run.scenario)) {
      this.applyScenario(recovery.scenario);
    }
    if (!recovery && !start.running) this.#preview();
    this.setRunning(start.running);
  }

  setRunning(running: boolean): void {
    if (running && !this.#running) this.#due = performance.now();
    this.#running = running;
    if (running) {
      this.#ask();
    } else {
      this.#turns.callOff();
      this.#flush();
    }
  }

  /** Slots a second. */
  setSpeed(slotsPerSecond: number): void {
    const now = performance.now();
    // What is left of the wait shrinks or grows with the speed.
    const left = Math.max(0, this.#due - now) * (this.#speed / slotsPerSecond);
    this.#due = now + Math.min(left, 1000 / slotsPerSecond);
    this.#speed = slotsPerSecond;
    if (this.#running) this.#ask();
  }

  /** Plays one slot, running or not. */
  step(): void {
    this.#tick();
    this.#flush();
  }

  /** @throws InputError where there is no such policy here */
  setPolicy(policy: CityPolicy, orchestration: OrchestrationOptions): void {
    this.#log(this.#run.setPolicy(policy, orchestration));
  }

  /** @throws InputError where it is of other servers */
  setActing(acting: ActingSnapshot): void {
    this.#log(this.#run.setActing(acting));
  }

  /** @throws InputError where there is no such policy here */
  setRival(rival: RivalPlan | null): void {
    this.#log(this.#run.setRival(rival));
  }

  /** @throws InputError where a decision is out of range */
  setManualDecisions(decisions: readonly number[]): void {
    this.#log(this.#run.setManualDecisions(decisions));
  }

  /** @throws InputError where the change needs a restart */
  applyScenario(scenario: Scenario): void {
    this.#log(this.#run.applyScenario(scenario));
  }

  setWeights(snapshot: WeightSnapshot): void {
    this.#waiting = snapshot;
  }

  takeCredit({ buffer, of }: FrameCredit): void {
    (of ? this.#rivalCredit : this.#credit).push(buffer);
  }

  snapshot(): CitySnapshot {
    const { slot, environment, weights } = this.#run;
    return {
      slot,
      observations: environment.observations.slice(),
      weights: this.#waiting ? this.#run.fitting(this.#waiting) : weights,
    };
  }

  /** The newest slot played, or looked at before its decision; null before the first. */
  get shown(): ShownSlot | null {
    return this.#shown;
  }

  /** Nothing of this loop happens any more. */
  end(): void {
    this.#running = false;
    this.#turns.callOff();
  }

  /** What the visitor has changed since the checkpoint: new events on top of it. */
  #adopt({ policy, orchestration, manualDecisions, acting }: CityPlan): void {
    const { plan } = this.#run;
    for (const each of acting ?? []) {
      const known = plan.acting?.find(({ kind }) => kind === each.kind);
      if (differ(each, known)) this.setActing(each);
    }
    if (policy !== plan.policy || differ(orchestration, plan.orchestration)) {
      this.setPolicy(policy, orchestration);
    }
    if (differ(manualDecisions, plan.manualDecisions)) this.setManualDecisions(manualDecisions);
  }

  /** A city that opens paused is shown before its first decision, with nothing rented. */
  #preview(): void {
    const before = citySlot(this.#run);
    const nothing = new Int32Array(before.draws.prices.length);
    const outcome = this.#run.environment.evaluate(nothing);
    this.#shown = new ShownSlot(this.#run).played(outcome, this.#run);
    this.#sendFrame(before, outcome);
  }

  #turn(): void {
    try {
      this.#tick();
    } catch (error) {
      this.#running = false;
      this.#flush();
      this.#send({ type: 'failure', message: failureText(error) });
      return;
    }
    const now = performance.now();
    // A city that fell behind goes on at its pace; it does not make up for lost time.
    this.#due = Math.max(this.#due + 1000 / this.#speed, now - 1000 / this.#speed);
    if (now - this.#summarySent >= SUMMARY_PERIOD) this.#flush();
    if (now - this.#checkpointSent >= CHECKPOINT_PERIOD) {
      this.#checkpointSent = now;
      this.#send({ type: 'checkpoint', checkpoint: this.#run.save() });
    }
    if (this.#running) this.#ask();
  }

  #ask(): void {
    this.#turns.ask(this.#due - performance.now());
  }

  #tick(): void {
    if (this.#waiting) {
      this.#log(this.#run.takeWeights(this.#waiting));
      this.#waiting = null;
    }
    const before = citySlot(this.#run);
    const shown = new ShownSlot(this.#run);
    const beside = this.#run.rival && citySlot(this.#run.rival.city);
    const outcome = this.#run.advance(this.#run.decide());
    this.#shown = shown.played(outcome, this.#run);
    this.#summary = citySummary(before, outcome, this.#run);
    const other = this.#run.rival?.outcome;
    // First, so that it is there when its slot is shown.
    if (beside && other && this.#credit.length > 0) this.#sendFrame(beside, other, 'rival');
    this.#sendFrame(before, outcome);
  }

  /** Without credit the page is busy: then this slot is not shown. */
  #sendFrame(before: CitySlot, outcome: SlotOutcome, of?: 'rival'): void {
    const credit = of ? this.#rivalCredit : this.#credit;
    if (credit.length === 0) return;
    const buffer = writeCityFrame(before, outcome, credit.pop());
    this.#send({ type: 'frame', buffer, ...(of ? { of } : {}) }, [buffer]);
  }

  /** Sends the newest summary, once. */
  #flush(): void {
    if (!this.#summary) return;
    this.#summarySent = performance.now();
    this.#send({ type: 'summary', summary: this.#summary });
    this.#summary = null;
  }

  #log(event: SessionEvent): void {
    this.#send({ type: 'event', event });
  }
}
