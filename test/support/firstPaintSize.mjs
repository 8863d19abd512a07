/**
 * Fails when the script of the first paint outgrows its budget: the module scripts of
 * dist/index.html and everything they import statically, gzipped. Workers and lazy chunks do not
 * count. Nothing of TensorFlow may be in it, nor in any other script that is loaded before one of
 * its engines is asked for: pages, lazy parts, workers.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET = 120 * 1024;
const site = process.argv[2] ?? 'dist';

/** Paths of the module scripts and module preloads of the page, relative to the site. */
function entryScripts() {
  const page = readFileSync(join(site, 'index.html'), 'utf8');
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => /type="module"|rel="modulepreload"/.test(tag))
    .map((tag) => /(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1])
    .filter((path) => path !== undefined);
}

/** Static imports of a built module: `import ... from "./x.js"`, `import "./x.js"`, `export ... from`. */
function staticImports(source) {
  const pattern =
    /(?:^|[;}\n])\s*(?:import|export)\s*(?:[\w$*{][^"';()]*?from\s*)?["'](\.[^"']+\.js)["']/g;
  return [...source.matchAll(pattern)].map((match) => match[1]);
}

const pending = entryScripts().map((path) => normalize(path));
if (pending.length === 0) {
  console.error(`No module script found in ${join(site, 'index.html')}`);
  process.exit(1);
}
const seen = new Set();
let total = 0;
let failed = false;
while (pending.length > 0) {
  const path = pending.pop();
  if (seen.has(path)) continue;
  seen.add(path);
  const source = readFileSync(join(site, path), 'utf8');
  total += gzipSync(source, { level: 9 }).length;
  // Sentences of its core, which no minifier changes; its name alone may stand in ours.
  if (/Tensor is disposed|No backend found in registry/.test(source)) {
    console.error(`${path} contains TensorFlow; it belongs in a worker or a lazy chunk.`);
    failed = true;
  }
  for (const imported of staticImports(source)) pending.push(join(dirname(path), imported));
}

/** Scripts that a script needs, or may ask for later. */
function importsOf(source, withLater) {
  const later = source.matchAll(/\bimport\(\s*["'`](\.[^"'`]+\.js)["'`]/g);
  return [...staticImports(source), ...(withLater ? [...later].map((match) => match[1]) : [])];
}

/** Everything that some scripts of the site load, the scripts themselves included. */
function loadedBy(paths, withLater) {
  const found = new Set(paths);
  for (const path of found) {
    const source = readFileSync(join(site, path), 'utf8');
    for (const each of importsOf(source, withLater)) found.add(join(dirname(path), each));
  }
  return [...found];
}

// Names of kernels and of what they work on: sentences about TensorFlow.js do not count.
const holdsTensorFlow = (path) =>
  /BatchMatMul|tensorInfo|@tensorflow/.test(readFileSync(join(site, path), 'utf8'));
const workers = readdirSync(join(site, 'assets'))
  .filter((name) => /\.worker-[^.]+\.js$/.test(name))
  .map((name) => join('assets', name));
const isLearner = (path) => path.includes('learner.worker');
const page = entryScripts().map((path) => normalize(path));
const others = workers.filter((path) => !isLearner(path));
const learner = workers.filter(isLearner);
const free = [...loadedBy([...page, ...others], true), ...loadedBy(learner, false)];
for (const path of free.filter(holdsTensorFlow)) {
  console.error(`${path} contains TensorFlow.js, which only the learner may load, and only later.`);
  failed = true;
}
if (workers.length < 3 || !loadedBy(learner, true).some(holdsTensorFlow)) {
  console.error('TensorFlow.js was not found where it belongs: this check is out of date.');
  failed = true;
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(
  `First paint: ${kilobytes(total)} of script gzipped in ${seen.size} files (budget ${kilobytes(BUDGET)})`,
);
if (total > BUDGET) {
  console.error('The first paint is over its budget: move something into a lazy chunk.');
  failed = true;
}
process.exit(failed ? 1 : 0);
