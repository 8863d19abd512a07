/** An engine that trains like the plain one and writes down what it was asked for. */
import type {
  EngineState,
  LearningEngine,
  Minibatch,
  UpdateSettings,
} from '../../src/learning/engine.ts';
import { TypeScriptEngine } from '../../src/learning/engines/typescript.ts';
import type { WeightLayout } from '../../src/learning/layout.ts';

export type EngineCall =
  | { readonly type: 'act'; readonly observations: Float64Array; readonly greedy: number[] }
  | {
      readonly type: 'update';
      readonly batches: readonly Minibatch[];
      readonly settings: UpdateSettings;
    }
  | { readonly type: 'copyTarget' };

export class RecordingEngine implements LearningEngine {
  readonly id = 'recording';
  readonly layout: WeightLayout;
  readonly calls: EngineCall[] = [];
  /** What is done to the minibatches before they are trained on. */
  spoil: (batches: readonly Minibatch[]) => void = () => {};
  readonly #inner: TypeScriptEngine;

  constructor(layout: WeightLayout, weights: Float64Array) {
    this.layout = layout;
    this.#inner = new TypeScriptEngine(layout, weights);
  }

  /** The calls of one type. */
  of<T extends EngineCall['type']>(type: T): Extract<EngineCall, { type: T }>[] {
    return this.calls.filter(
      (call): call is Extract<EngineCall, { type: T }> => call.type === type,
    );
  }

  greedyLevels(observations: Float64Array, wanted: Uint8Array, levels: Int32Array): void {
    this.calls.push({
      type: 'act',
      observations: observations.slice(),
      greedy: Array.from(wanted),
    });
    this.#inner.greedyLevels(observations, wanted, levels);
  }

  update(batches: readonly Minibatch[], settings: UpdateSettings, losses: Float64Array): void {
    this.spoil(batches);
    this.calls.push({ type: 'update', batches: structuredClone(batches), settings });
    this.#inner.update(batches, settings, losses);
  }

  copyTarget(): void {
    this.calls.push({ type: 'copyTarget' });
    this.#inner.copyTarget();
  }

  get updates(): number {
    return this.#inner.updates;
  }

  settle(): void {}

  dispose(): void {}

  weights(): Float64Array {
    return this.#inner.weights();
  }

  save(): EngineState {
    return this.#inner.save();
  }

  restore(state: EngineState): void {
    this.#inner.restore(state);
  }
}
