// The JavaScript a browser loads before the first page works, compressed. `node web/scripts/check-size.mjs` after a
// build; the build itself prints it and fails above the limit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const limit = 220_000;

/** What opens a page: its own chunk, the entry, and the larger of the two catalogs. */
const pages = ['src/pages/session/sign-in-page.tsx', 'src/pages/overview/overview-page.tsx'];
const catalogs = ['src/locales/en/messages.po', 'src/locales/bn/messages.po'];

/** @param {string} dist */
export function reportSize(dist) {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));
  const catalog = Math.max(...catalogs.map((key) => weigh(dist, filesOf(manifest, [key]))));
  for (const page of pages) {
    const total = weigh(dist, filesOf(manifest, ['index.html', page])) + catalog;
    const text = `${(total / 1000).toFixed(1)} kB of ${limit / 1000} kB compressed JavaScript`;
    if (total > limit) throw new Error(`${page} needs ${text}.`);
    console.log(`${page}: ${text}`);
  }
}

/**
 * The chunk, and everything it imports at once.
 * @param {Record<string, { file: string, imports?: string[] }>} manifest
 * @param {string[]} keys
 * @param {Set<string>} [seen]
 */
function filesOf(manifest, keys, seen = new Set()) {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no chunk for ${key}.`);
    if (seen.has(chunk.file)) continue;
    seen.add(chunk.file);
    filesOf(manifest, chunk.imports ?? [], seen);
  }
  return seen;
}

/**
 * @param {string} dist
 * @param {Set<string>} files
 */
function weigh(dist, files) {
  let bytes = 0;
  for (const file of files) bytes += gzipSync(readFileSync(join(dist, file))).length;
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    reportSize(fileURLToPath(new URL('../dist', import.meta.url)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
