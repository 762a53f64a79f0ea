// `./sampark COMMAND` or `npm run sampark -- COMMAND`: every command of the server, on the right Node.
import { become, finish, inRoot, node24, serverEnvironment } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';

const args = process.argv.slice(2);

await finish(async () => {
  await ensureInstalled();
  if (args[0] === 'start') await ensureWebBuilt();
  return become(node24(), [inRoot('server', 'src', 'main.ts'), ...args], {
    env: serverEnvironment(),
    // File names on the command line are meant from where the user stands; npm changes the folder.
    cwd: (process.env.npm_lifecycle_event === 'sampark' && process.env.INIT_CWD) || process.cwd(),
  });
});
