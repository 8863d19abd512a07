/** What engines and adapters are called on the page. */
import type { EngineChoice } from '../../learning/engineChoice.ts';
import type { EngineStatus } from '../../workers/protocol.ts';
import { t } from '../catalogue/index.ts';

const keys = {
  auto: 'engine.name.auto',
  typescript: 'engine.name.typescript',
  wasm: 'engine.name.kernels',
  webgpu: 'engine.name.fused',
  'tfjs-webgpu': 'engine.name.webgpu',
  'tfjs-wasm': 'engine.name.wasm',
  'tfjs-cpu': 'engine.name.cpu',
} as const satisfies Record<EngineChoice, string>;

export function engineName(engine: EngineChoice): string {
  return t(keys[engine]);
}

/** A software adapter is called that, whatever name it has. */
export function adapterName({ name, software }: NonNullable<EngineStatus['adapter']>): string {
  const adapter = name || t('engine.adapter.unnamed');
  return software ? t('engine.software', { adapter }) : adapter;
}

/** The engine that trains, with the adapter that it computes on. */
export function runningEngine({ id, adapter }: Pick<EngineStatus, 'id' | 'adapter'>): string {
  const engine = engineName(id);
  return adapter ? t('engine.on', { engine, adapter: adapterName(adapter) }) : engine;
}
