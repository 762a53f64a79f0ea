// Fails when a text of the source is not in the catalogs, or a catalog lacks a translation.
// `node web/scripts/check-translations.mjs`; the build runs the same check.
import { spawnSync } from 'node:child_process';
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

/** Throws with the findings. */
export function assertTranslated() {
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
