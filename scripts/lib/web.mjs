import { existsSync, writeFileSync } from 'node:fs';
import { elapsed, inRoot, node24, Refusal, run, say } from './project.mjs';
import { fingerprint, stampMatches } from './fingerprint.mjs';

const stamp = inRoot('node_modules', '.sampark-web');

/** Builds the dashboard unless the one in web/dist was made from exactly these sources. */
export async function ensureWebBuilt() {
  if (!existsSync(inRoot('web', 'vite.config.ts'))) {
    say(`${elapsed()}  No dashboard to build (web/vite.config.ts is not there)`);
    return;
  }
  const wanted = fingerprint([inRoot('web'), inRoot('contracts'), inRoot('package-lock.json')]);
  if (existsSync(inRoot('web', 'dist', 'index.html')) && stampMatches(stamp, wanted)) return;
  say(`${elapsed()}  Building the dashboard`);
  const vite = inRoot('node_modules', 'vite', 'bin', 'vite.js');
  const code = await run(node24(), [vite, 'build', 'web', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] });
  if (code !== 0) throw new Refusal('The dashboard could not be built; the message of vite is above.');
  writeFileSync(stamp, `${wanted}\n`);
  say(`${elapsed()}  Dashboard built`);
}
