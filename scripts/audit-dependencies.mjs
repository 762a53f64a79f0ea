// What we install: `npm run audit`. Fails when the lock file holds what it may not, or when the registry knows of a hole that is
// high or critical. A registry that does not answer, or has no advisories to give, is said and stops nothing: the rest of
// the checks must run without a network.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { lockfileFaults, readAdvisories } from './dependency-faults.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));

const lock = read('package-lock.json');
const faults = lockfileFaults(lock, read('package.json').allowScripts);
for (const fault of faults) console.log(`package-lock.json: ${fault}`);
console.log(
  `package-lock.json: ${Object.keys(lock.packages).length} packages, ${faults.length} that may not be there`,
);

const answer = spawnSync('npm', ['audit', '--audit-level=high', '--json'], {
  encoding: 'utf8',
  timeout: 60_000,
});
const found = readAdvisories(answer.stdout ?? '');
if (!found.asked) console.log(`NOT AUDITED: the registry could not be asked for advisories (${found.why})`);
else {
  for (const { name, severity, range } of found.serious) console.log(`${severity}: ${name} ${range}`);
  console.log(`Advisories: ${found.packages} packages, ${found.serious.length} with a high or critical one`);
}
process.exitCode = faults.length > 0 || (found.asked && found.serious.length > 0) ? 1 : 0;
