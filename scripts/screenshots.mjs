// `npm run screenshots -- FOLDER`: every page of the dashboard as a picture, in both themes, widths and languages.
import { resolve } from 'node:path';
import { finish, inRoot, node24, Refusal, run, serverEnvironment } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';

const [folder, ...rest] = process.argv.slice(2);

await finish(async () => {
  if (!folder) throw new Refusal('Where to? Usage: npm run screenshots -- FOLDER [--only NAME,NAME]');
  await ensureInstalled();
  await ensureWebBuilt();
  const into = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  return run(node24(), [inRoot('web', 'screenshots', 'take.ts'), into, ...rest], {
    env: serverEnvironment(),
  });
});
