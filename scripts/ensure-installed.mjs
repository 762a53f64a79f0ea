// Makes a checkout ready to run: packages, Node 24 and the dashboard. Does nothing when all is there.
import { finish } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureWebBuilt } from './lib/web.mjs';

await finish(async () => {
  await ensureInstalled();
  await ensureWebBuilt();
});
