// `npm test`: everything a change has to pass. Format, lint and types are checked beside the build and the tests, which wait
// more than they work.
//   --fast    only the tests, without coverage; further arguments go to vitest
//   --long    with the tests that take minutes
//   --unused  also looks for code and packages that nothing uses (`npm run check`)
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { elapsed, finish, inRoot, node24, run, runBeside, say } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';
import { checks } from './lib/checks.mjs';
import { countTests } from './lib/count-tests.mjs';

const flags = ['--fast', '--long', '--unused'];
const fast = process.argv.includes('--fast');
const long = process.argv.includes('--long');
const args = process.argv.slice(2).filter((arg) => !flags.includes(arg));

await finish(async () => {
  await ensureInstalled();
  const checking = fast ? Promise.resolve([]) : runChecks();
  await ensureWebBuilt();
  const { code, passed, failed } = await runTests();
  const broken = await checking;
  if (code !== 0 && failed === 0) broken.push('coverage, or the test run itself');
  if (broken.length > 0) say(`\nNot passed: ${broken.join(', ')} (see above)`);
  console.log(`${passed} passed, ${failed} failed`);
  return broken.length > 0 || failed > 0 ? 1 : 0;
});

async function runChecks() {
  const broken = [];
  const wanted = checks().filter(({ name }) => name !== 'unused' || process.argv.includes('--unused'));
  for (const { name, args: command } of wanted) {
    const started = performance.now();
    const { code, said } = await runBeside(node24(), command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(`${said}${elapsed()}  ${name}: ${code === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
    if (code !== 0) broken.push(name);
  }
  return broken;
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'sampark-report-'));
  const report = join(folder, 'report.json');
  const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
  const options = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  try {
    // Some of the files cannot reach the coverage of all.
    if (!fast && args.length === 0) options.push('--coverage');
    const env = { ...process.env, TZ: 'UTC', ...(long ? { SAMPARK_LONG: '1' } : {}) };
    const code = await run(node24(), [vitest, ...options, ...args], { env });
    return { code, ...countTests(existsSync(report) ? readFileSync(report, 'utf8') : undefined) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
