/** Which rows are measured: `--only WORDS` names workloads, activations, engines and sections. */
import { unknownName } from '../../src/schema.ts';
import { PER_AGENT, PYTORCH, SECTIONS } from './rows.ts';
import { BENCH_ACTIVATIONS, WORKLOAD_NAMES } from './workloads.ts';

const ENGINES = [
  'wasm',
  'typescript',
  'webgpu',
  'tfjs-wasm',
  'tfjs-webgpu',
  PER_AGENT,
  PYTORCH,
] as const;

const KINDS = {
  section: SECTIONS,
  workload: WORKLOAD_NAMES,
  activation: BENCH_ACTIVATIONS,
  engine: ENGINES,
} as const satisfies Record<string, readonly string[]>;
type Kind = keyof typeof KINDS;

/** What was named of each kind; a kind of which nothing was named is measured whole. */
export type Selection = Readonly<Partial<Record<Kind, readonly string[]>>>;

/**
 * @param words separated by commas or blanks
 * @throws InputError for a word that names nothing
 */
export function parseSelection(words: string): Selection {
  const found: Partial<Record<Kind, string[]>> = {};
  for (const word of words.split(/[\s,]+/).filter((each) => each !== '')) {
    const kinds = Object.keys(KINDS) as Kind[];
    const kind = kinds.find((each) => (KINDS[each] as readonly string[]).includes(word));
    if (!kind) throw unknownName('--only', 'row', Object.values(KINDS).flat(), word);
    found[kind] = [...(found[kind] ?? []), word];
  }
  return found;
}

export function selected(selection: Selection, kind: Kind, name: string): boolean {
  return selection[kind]?.includes(name) ?? true;
}
