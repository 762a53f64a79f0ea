// `npm start`: from a fresh checkout to a running Sampark.
// package.json says `exec node …`: without it a shell stays between npm and us, and a SIGTERM to npm ends that
// shell but never reaches the server. Windows has no exec: there, run `node scripts/start.mjs`.
import { become, finish, inRoot, node24, serverEnvironment } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';

await finish(async () => {
  await ensureInstalled();
  await ensureWebBuilt();
  const args = [inRoot('server', 'src', 'main.ts'), 'start', ...process.argv.slice(2)];
  return become(node24(), args, { env: serverEnvironment() });
});
