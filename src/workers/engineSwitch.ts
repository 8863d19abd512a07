/**
 * Which engine trains: what the visitor chose, or what a short measurement says. Engines are
 * changed between two chunks, from the same state; one that cannot start leaves the old one.
 */
import type { LearnerConfiguration } from '../learning/configuration.ts';
import { EngineFailure } from '../learning/engine.ts';
import type { EngineChoice, EngineId } from '../learning/engineChoice.ts';
import { demandingOption } from '../learning/engineOptions.ts';
import type { MultiAgentLearner } from '../learning/multiAgent.ts';
import { runLater } from '../learning/steps.ts';
import { findAdapter } from './adapter.ts';
import {
  EngineUnavailable,
  fetchEngine,
  kernelObstacle,
  type StartedEngine,
  startEngine,
  typeScriptStarted,
} from './engineStart.ts';
import { measureEngine } from './engineTrial.ts';
import { failureText } from './messages.ts';
import type {
  EngineReason,
  EngineRefusedMessage,
  EngineStatus,
  GraphicsReason,
} from './protocol.ts';

/** Another engine has to be this much faster before it is taken without being asked for. */
const WORTH_IT = 0.8;
/** Milliseconds in which one of our own engines is measured. */
const OWN_BUDGET = 80;

/** Milliseconds that one of our own engines may take for a chunk that WebGPU is measured with. */
const CHUNK_BUDGET = 500;
/** Updates of such a chunk where the run has as many. */
const LEAST_LAG = 8;

/** Milliseconds of a training slot. */
type Times = Readonly<Partial<Record<EngineId, number>>>;

export interface EngineHost {
  readonly learner: MultiAgentLearner;
  /** Does something between two chunks while training waits. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Another engine trains from here on. */
  changed(): void;
  /** What is known of the engine is to be told. */
  tell(): void;
  refused(refusal: Omit<EngineRefusedMessage, 'type'>): void;
}

export class EngineSwitch {
  readonly #host: EngineHost;
  #running: StartedEngine = typeScriptStarted;
  #choice: EngineChoice = 'typescript';
  #reason: EngineReason = { kind: 'chosen' };
  /** As measured last; they stay when another engine is chosen. */
  #times: Times = {};
  /** Counts the choices: one that was overtaken by another does nothing any more. */
  #choices = 0;
  /** Something that may end on another engine than the present one is under way. */
  #isChanging = false;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  get status(): Omit<EngineStatus, 'speeds'> {
    return {
      id: this.#running.id,
      adapter: this.#running.adapter,
      choice: this.#choice,
      reason: this.#reason,
      times: this.#times,
    };
  }

  /**
   * Goes over to what is chosen.
   *
   * @param atOnce no slot is to be trained before
   * @throws EngineFailure where the engine before broke, so that there is nothing to go on from
   */
  async choose(choice: EngineChoice, atOnce = false): Promise<void> {
    this.#choices += 1;
    const number = this.#choices;
    const before = this.status;
    const isNewest = () => number === this.#choices;
    this.#choice = choice;
    try {
      if (choice === 'auto') {
        this.#explain({ kind: 'measured', times: {}, graphics: { kind: 'looking' } });
        await this.#chooseBySpeed(isNewest);
      } else if (choice !== this.#running.id || this.#isChanging) {
        this.#explain({ kind: 'starting', engine: choice });
        if (!atOnce) await fetchEngine(choice);
        await this.#alone(async () => {
          if (isNewest()) await this.#moveTo(choice);
        });
        if (isNewest()) this.#explain({ kind: 'chosen' });
      } else {
        this.#explain({ kind: 'chosen' });
      }
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
      if (!isNewest() || choice === 'auto') return;
      this.#choice = before.choice === 'auto' ? 'auto' : this.#running.id;
      this.#explain(before.reason);
      const { obstacle, message } = error;
      this.#host.refused({ engine: choice, obstacle, detail: message, running: this.#running.id });
    }
  }

  /**
   * Leaves an engine that cannot do an option of a learner that is to come; between two chunks. What
   * was chosen stays chosen.
   */
  async makeWayFor(learner: LearnerConfiguration): Promise<void> {
    const option = demandingOption(this.#running.id, learner);
    if (!option) return;
    this.#choices += 1;
    const from = this.#running.id;
    await this.#moveTo(ownEngineFor(learner));
    const { id } = this.#running;
    this.#host.refused({ engine: from, obstacle: 'option', detail: option, running: id });
    this.#explain({ kind: 'chosen' });
  }

  /** Lets go of what the engine runs on. */
  end(): void {
    this.#choices += 1;
    this.#running.end();
  }

  /** Between two chunks; what is chosen meanwhile has its turn afterwards. */
  #alone(work: () => Promise<void>): Promise<void> {
    return this.#host.alone(async () => {
      this.#isChanging = true;
      try {
        await work();
      } finally {
        this.#isChanging = false;
      }
    });
  }

  /** The faster of our own engines at once; then WebGPU, where a graphics adapter promises more. */
  async #chooseBySpeed(isNewest: () => boolean): Promise<void> {
    let times: Times = {};
    const explain = (graphics: GraphicsReason) => {
      if (isNewest()) this.#explain({ kind: 'measured', times, graphics });
    };
    await this.#alone(async () => {
      if (isNewest()) times = await this.#chooseOwn();
    });
    if (!isNewest()) return;
    const option = demandingOption('webgpu', this.#host.learner.configuration);
    if (option) return explain({ kind: 'option', option });
    explain({ kind: 'looking' });
    const found = await findAdapter().catch(() => null);
    if (!isNewest()) return;
    if (!found) return explain({ kind: 'noAdapter' });
    const { name: adapter, software } = found.description;
    if (software) return explain({ kind: 'softwareAdapter', adapter });
    explain({ kind: 'measuring', adapter });
    await fetchEngine('webgpu');
    await this.#alone(async () => {
      if (!isNewest()) return;
      try {
        times = await this.#tryWebGpu(times);
        explain({ kind: 'measured', adapter });
      } catch (error) {
        explain({ kind: 'trialFailed', adapter, detail: failureText(error) });
      }
    });
  }

  /** Goes over to the faster of the engines that need nothing but the processor. */
  async #chooseOwn(): Promise<Times> {
    const isOwn = this.#running.id === 'typescript' || this.#running.id === 'wasm';
    if (!isOwn) await this.#moveTo('typescript');
    const kernels = await this.#startKernels();
    if (!kernels) {
      await this.#moveTo('typescript');
      return {};
    }
    // Not enough memory for them, or they break: what runs anywhere goes on.
    const wasm = await this.#measure(kernels, OWN_BUDGET).catch(() => null);
    if (wasm === null) {
      await this.#moveTo('typescript');
      return {};
    }
    // Where the kernels take this long, TypeScript would take seconds to be measured.
    const isLong = wasm > OWN_BUDGET / 5;
    const typescript = isLong ? null : await this.#measure(typeScriptStarted, OWN_BUDGET);
    await this.#moveTo(typescript === null || wasm < WORTH_IT * typescript ? 'wasm' : 'typescript');
    return typescript === null ? { wasm } : { wasm, typescript };
  }

  /** Null where our kernels cannot run, or do not come. */
  async #startKernels(): Promise<StartedEngine | null> {
    if (this.#obstacleTo('wasm')) return null;
    return startEngine('wasm').catch(() => null);
  }

  /**
   * Measures WebGPU at this run's own S (where the processor takes long for a slot, at an S whose
   * chunks do not hold training up for seconds: overhead is a small part then), and takes it where
   * it is faster than what runs: our own kernels, or TensorFlow.js where those cannot run.
   */
  async #tryWebGpu(times: Times): Promise<Times> {
    const ran = this.#running.id;
    const own = times[ran] ?? (await this.#measure(this.#running, OWN_BUDGET));
    try {
      return { ...times, [ran]: own, webgpu: await this.#tryOn('webgpu', own) };
    } catch (error) {
      try {
        return { ...times, [ran]: own, 'tfjs-webgpu': await this.#tryOn('tfjs-webgpu', own) };
      } catch {
        // What our own kernels met says more.
        throw error;
      }
    }
  }

  /** Measures an engine on the adapter, and goes over to it where it is faster than `own` ms. */
  async #tryOn(id: EngineId, own: number): Promise<number> {
    const { actingLag } = this.#host.learner.configuration;
    const lag = Math.min(actingLag, Math.max(LEAST_LAG, Math.floor(CHUNK_BUDGET / own)));
    const started = await startEngine(id);
    try {
      const time = await this.#measure(started, null, lag);
      if (time < WORTH_IT * own) {
        this.#host.learner.changeEngine(started.create);
        this.#running = started;
        this.#host.changed();
      }
      return time;
    } finally {
      if (this.#running !== started) started.end();
    }
  }

  /**
   * Milliseconds of a training slot on copies of this very learner.
   *
   * @param lag updates between two answers; engines on the processor make every update when it is
   *   asked for, whatever the lag
   */
  #measure({ create }: StartedEngine, budget: number | null, lag = 1): Promise<number> {
    const { learner } = this.#host;
    const { batchSize } = learner.configuration;
    const { engine: state } = learner.checkpoint();
    return measureEngine(create, learner.layout, state, { batchSize, lag, budget });
  }

  async #moveTo(id: EngineId): Promise<void> {
    if (id === this.#running.id) return;
    const obstacle = this.#obstacleTo(id);
    if (obstacle) throw obstacle;
    const before = this.#running;
    let started: StartedEngine | null = null;
    try {
      await runLater(
        this.#host.learner.changingEngine(async () => {
          started = await startEngine(id);
          return started.create;
        }),
      );
    } catch (error) {
      (started as StartedEngine | null)?.end();
      if (error instanceof EngineFailure && !started) throw error;
      await before.resume();
      if (error instanceof EngineUnavailable) throw error;
      throw new EngineUnavailable('failed', failureText(error));
    }
    before.end();
    this.#running = started!;
    this.#host.changed();
  }

  #obstacleTo(id: EngineId): EngineUnavailable | null {
    const { configuration, layout } = this.#host.learner;
    const option = demandingOption(id, configuration);
    if (option) return new EngineUnavailable('option', option);
    const obstacle = id === 'wasm' ? kernelObstacle(layout.activation) : null;
    return obstacle && new EngineUnavailable(obstacle);
  }

  #explain(reason: EngineReason): void {
    this.#reason = reason;
    if (reason.kind === 'measured') this.#times = { ...this.#times, ...reason.times };
    this.#host.tell();
  }
}

/** The quicker of our own engines that can do all of its options. */
function ownEngineFor(learner: LearnerConfiguration): EngineId {
  const isForKernels = !demandingOption('wasm', learner) && !kernelObstacle(learner.activation);
  return isForKernels ? 'wasm' : 'typescript';
}
