/**
 * Fails when the script of the first paint outgrows its budget: the module scripts of
 * dist/index.html and everything they import statically, gzipped. Workers and lazy chunks do not
 * count. Nothing of TensorFlow may be in it.
 */
import { readFileSync } from 'node:fs';
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
  if (/tensorflow|tfjs/i.test(source)) {
    console.error(`${path} contains TensorFlow; it belongs in a worker or a lazy chunk.`);
    failed = true;
  }
  for (const imported of staticImports(source)) pending.push(join(dirname(path), imported));
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
