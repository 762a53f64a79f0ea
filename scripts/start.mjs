// `npm start`: from a fresh checkout to a running Sampark.
// package.json says `exec node …`: without it a shell stays between npm and us, and a SIGTERM to npm ends that
// shell but never reaches the server. Windows has no exec: there, run `node scripts/start.mjs`.
import { become, finish, inRoot, node24, serverEnvironment } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';

// Everything on one machine, often a small one, is to fit into 500 MB (docs/benchmarks.md). A larger young heap brings nothing
// here; memory that was given back goes to the system, where glibc would keep up to 64 MB and a pool for each thread.
const lean = ['--max-semi-space-size=4'];
const leanEnvironment = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' };

await finish(async () => {
  await ensureInstalled();
  await ensureWebBuilt();
  const args = [...lean, inRoot('server', 'src', 'main.ts'), 'start', ...process.argv.slice(2)];
  return become(node24(), args, { env: { ...leanEnvironment, ...serverEnvironment() } });
});
