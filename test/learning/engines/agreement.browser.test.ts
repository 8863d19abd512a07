import { afterEach, expect, test } from 'vitest';
import type { EngineId } from '../../../src/learning/engineChoice.ts';
import { WorkerClient } from '../../../src/workers/client.ts';
import {
  ACTIVATION_CASES,
  AGREEMENT_CASES,
  type AgreementCase,
} from '../../support/engineAgreement.ts';
import { expectAgreement } from '../../support/expectAgreement.ts';
import type { EnginesApi } from './engines.worker.ts';

let client: WorkerClient<EnginesApi> | undefined;
afterEach(() => client?.stop());

function ask(id: EngineId) {
  const worker = new WorkerClient<EnginesApi>(
    () => new Worker(new URL('./engines.worker.ts', import.meta.url), { type: 'module' }),
    () => {},
  );
  client = worker;
  return (each: AgreementCase, until = 50) =>
    worker.call((api) => api.deviations(id, { ...each, until }));
}

test('WebAssembly in a worker agrees with TypeScript, weight by weight', async () => {
  const compare = ask('tfjs-wasm');
  for (const each of [...AGREEMENT_CASES, ...ACTIVATION_CASES]) {
    const ran = await compare(each);
    expect(ran).toMatchObject({ backend: 'wasm', adapter: null, tensors: 0 });
    expectAgreement(ran.found, each.name);
  }
});

test('our own kernels on the WebGPU device of TensorFlow.js agree with TypeScript', {
  timeout: 600_000,
}, async () => {
  const compare = ask('webgpu');
  for (const each of AGREEMENT_CASES) {
    const ran = await compare(each, each.name.includes('N = 9') ? 8 : 50);
    expect(ran.adapter).toEqual({ name: 'google swiftshader', software: true });
    // The backend is there for its device; it makes no tensor.
    expect(ran).toMatchObject({ backend: 'webgpu', tensors: 0 });
    expectAgreement(ran.found, each.name);
  }
});

// The adapter of the tests is software: a minute or more where others use the processor too.
test('WebGPU in a worker agrees with TypeScript, weight by weight, and starts again', {
  timeout: 600_000,
}, async () => {
  const compare = ask('tfjs-webgpu');
  const [four, nine, levels] = AGREEMENT_CASES as [AgreementCase, AgreementCase, AgreementCase];
  for (const [each, until] of [
    [four, 50],
    [nine, 1],
    [levels, 8],
  ] as const) {
    const ran = await compare(each, until);
    expect(ran.adapter).toEqual({ name: 'google swiftshader', software: true });
    expect(ran).toMatchObject({ backend: 'webgpu', tensors: 0 });
    expectAgreement(ran.found, each.name);
  }
});
