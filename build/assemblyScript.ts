/**
 * Compiles the kernels of the WebAssembly engine (AssemblyScript) into a folder that git ignores,
 * once for every state of their sources, and serves them: to Node as a file, to the bundler as the
 * asset that `wasmKernels?url` stands for.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src/learning/engines/wasm/assembly');
const output = join(root, '.build');

/** Nothing here fuses or reorders arithmetic: the same bits everywhere. `abort` would be an import. */
const FLAGS = ['-O3', '--noAssert', '--runtime', 'stub', '--use', 'abort=', '--enable', 'simd'];

/** The name by which code asks for the address of the kernels. */
const ASSET = 'wasm-kernels?url';

/**
 * The compiled kernels, compiled now if their sources have changed.
 *
 * @throws Error with the compiler's words
 */
export async function kernelFile(): Promise<string> {
  const file = join(output, `kernels-${stateOfSources()}.wasm`);
  if (!existsSync(file)) {
    const binary = await compile();
    mkdirSync(output, { recursive: true });
    // Whole or not at all: several processes may be at it.
    const part = `${file}.${randomUUID()}`;
    writeFileSync(part, binary);
    renameSync(part, file);
  }
  return file;
}

/** The compiled kernels' bytes. */
export async function kernelBinary(): Promise<Uint8Array> {
  return readFile(await kernelFile());
}

/** Resolves `wasm-kernels?url` to the compiled kernels, which the bundler then treats as an asset. */
export function assemblyScriptPlugin(): Plugin {
  return {
    name: 'assembly-script',
    enforce: 'pre',
    async resolveId(source) {
      return source === ASSET ? `${await kernelFile()}?url` : null;
    },
    configureServer(server) {
      server.watcher.add(sources);
      server.watcher.on('change', (file) => {
        if (!file.startsWith(sources)) return;
        server.moduleGraph.invalidateAll();
        server.ws.send({ type: 'full-reload' });
      });
    },
  };
}

/** A hash of everything that the result depends on. */
function stateOfSources(): string {
  const hash = createHash('sha256').update(FLAGS.join(' '));
  hash.update(readFileSync(join(root, 'node_modules/assemblyscript/package.json')));
  for (const name of readdirSync(sources)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    hash.update(name).update(readFileSync(join(sources, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function compile(): Promise<Uint8Array> {
  const { default: asc } = await import('assemblyscript/asc');
  let binary: Uint8Array | null = null;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...FLAGS], {
    readFile: (name) =>
      existsSync(join(sources, name)) ? readFileSync(join(sources, name), 'utf8') : null,
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  if (!binary) throw new Error('The AssemblyScript compiler wrote nothing.');
  return binary;
}
