// `npm run lint|types|unused|format`: one of the checks on its own; further arguments go to its tool.
import { finish, node24, Refusal, run } from './lib/project.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { checksNamed, formatAll } from './lib/checks.mjs';

const [name, ...args] = process.argv.slice(2);

await finish(async () => {
  const wanted = name === 'format' && args[0] === '--write' ? [formatAll(args.slice(1))] : checksNamed(name);
  if (wanted.length === 0)
    throw new Refusal('Usage: node scripts/check.mjs lint|types|unused|format [--write]');
  await ensureInstalled();
  let worst = 0;
  for (const check of wanted)
    worst = Math.max(worst, await run(node24(), [...check.args, ...(name === 'format' ? [] : args)]));
  return worst;
});
