// Fails when a text of the source is not in the catalogs, or a catalog lacks a translation.
// Also when two catalogs translate one text differently: pages share what is loaded, so the words would depend on the way there.
// `node web/scripts/check-translations.mjs`; the build runs the same check.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const packageMain = createRequire(import.meta.url).resolve('@lingui/cli');
const lingui = join(dirname(packageMain), 'lingui.js');

/** @param {string[]} args */
function run(args) {
  return spawnSync(process.execPath, [lingui, 'check', ...args, '--config', `${web}lingui.config.ts`], {
    cwd: web,
    encoding: 'utf8',
  });
}

/** Texts that catalogs of one language disagree about, each with what they say. */
export function findDisagreements() {
  const folder = `${web}src/locales/`;
  return readdirSync(folder).flatMap((language) => {
    /** @type {Map<string, Map<string, string[]>>} */
    const said = new Map();
    for (const file of readdirSync(`${folder}${language}`).filter((one) => one.endsWith('.po')))
      for (const { key, text } of entriesOf(readFileSync(`${folder}${language}/${file}`, 'utf8'))) {
        const texts = said.get(key) ?? new Map();
        said.set(key, texts.set(text, [...(texts.get(text) ?? []), file]));
      }
    return [...said]
      .filter(([, texts]) => texts.size > 1)
      .map(([key, texts]) => {
        const all = [...texts].map(([text, files]) => `  ${text} (${files.join(', ')})`);
        return [`${language}: ${key}`, ...all].join('\n');
      });
  });
}

/** @param {string} catalog */
function entriesOf(catalog) {
  return catalog.split('\n\n').flatMap((block) => {
    const id = fieldOf(block, 'msgid');
    const text = fieldOf(block, 'msgstr');
    if (!id || text === undefined) return [];
    const context = fieldOf(block, 'msgctxt');
    return [{ key: context ? `${id} (${context})` : id, text }];
  });
}

/** A field's value, which may go over several lines. @param {string} block @param {string} name */
function fieldOf(block, name) {
  const lines = new RegExp(`^${name} ((?:"(?:[^"\\\\]|\\\\.)*"\\n?)+)`, 'm').exec(block)?.[1];
  return lines && [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('');
}

/** Throws with the findings. */
export function assertTranslated() {
  const disagreements = findDisagreements();
  if (disagreements.length > 0)
    throw new Error(
      `${disagreements.join('\n')}\n\nOne text, one translation: make them equal, or give the text a context where it means something else.`,
    );
  for (const check of ['sync', 'missing']) {
    const result = run([check, '--workers', '1', '--verbose']);
    if (result.status !== 0) {
      const findings = `${result.stdout}\n${result.stderr}`.trim();
      throw new Error(
        `${findings}\n\nRun \`npm run extract -w @sampark/web\`, then translate what is empty.`,
      );
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    assertTranslated();
    console.log('Every text is translated.');
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
