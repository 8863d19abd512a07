import { expect, it } from 'vitest';
import { stretchesOf } from '../../src/app/engine/EngineHistory.tsx';
import type { TrainingEvent } from '../../src/session/events.ts';
import { parseScenario } from '../../src/world/scenario.ts';

const changed = (slot: number, engine: string): TrainingEvent => ({
  room: 'training',
  slot,
  type: 'engine',
  engine,
});

it('the engines of a run are those that trained a slot, each from its first one on', () => {
  const scenario: TrainingEvent = {
    room: 'training',
    slot: 30,
    type: 'scenario',
    scenario: parseScenario({}),
  };
  const changes = [
    changed(0, 'typescript'),
    changed(0, 'wasm'),
    scenario,
    changed(70, 'webgpu'),
    // After a crash: an earlier slot is heard of later, and the same engine again is no change.
    changed(40, 'wasm'),
    changed(90, 'tfjs-cpu'),
    changed(90, 'wasm'),
  ];
  expect(stretchesOf(changes)).toEqual([
    { from: 0, engine: 'wasm' },
    { from: 70, engine: 'webgpu' },
    { from: 90, engine: 'wasm' },
  ]);
});
