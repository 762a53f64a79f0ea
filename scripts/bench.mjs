// `npm run bench -- NAME`: runs one of bench/src/*.ts.
import { existsSync, readdirSync } from 'node:fs';
import { finish, inRoot, node24, Refusal, run } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';

const [name, ...args] = process.argv.slice(2);

await finish(async () => {
  const known = benches();
  if (!name || !known.includes(name)) {
    throw new Refusal(
      `${name ? `There is no bench "${name}".` : 'Which bench?'} Usage: npm run bench -- NAME [--json]\n` +
        `Names: ${known.join(', ') || '(none yet)'}`,
    );
  }
  await ensureInstalled();
  return run(node24(), [inRoot('bench', 'src', `${name}.ts`), ...args]);
});

/** Every file directly in bench/src is one bench; what they share is in folders below. */
function benches() {
  const folder = inRoot('bench', 'src');
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.includes('.test.'));
  return names.map((file) => file.slice(0, -'.ts'.length)).sort();
}
