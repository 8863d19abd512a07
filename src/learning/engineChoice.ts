/** Names of the learning engines, as in files and on the command line, and what can be asked for. */
export const ENGINE_IDS = [
  'typescript',
  'wasm',
  'webgpu',
  'tfjs-webgpu',
  'tfjs-wasm',
  'tfjs-cpu',
] as const;
export type EngineId = (typeof ENGINE_IDS)[number];

/** `auto` leaves the choice to the learner. */
export const ENGINE_CHOICES = ['auto', ...ENGINE_IDS] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
