// Crash safety counted: seeded runs of small campaigns through two real processes that are killed, frozen and restarted
// at random, over a lossy network and a database that goes away. Run: npm run bench -- chaos --json --size 200
import { setup } from '../../server/test/support/cluster.ts';
import { runChaos } from '../../server/test/delivery/chaos-summary.ts';
import { benchArguments, result, say } from './support/arguments.ts';

const args = benchArguments(['seed']);
const runs = args.number('size') ?? 200;
const tearDown = setup();
try {
  const { summary, problems } = await runChaos(runs, args.number('seed') ?? 1, (run) =>
    say(
      `seed ${run.seed}: ${run.messages} messages, ${run.kills} kills, ${run.freezes} freezes, ` +
        `${run.database_restarts} database restarts, ${run.unknown} unknown (${run.settled} settled), ` +
        (run.retried.length > 0 ? `tried again: ${run.retried.join(', ')}; ` : '') +
        `${run.seconds.toFixed(1)} s${run.problems.length > 0 ? `\n  FAILED ${run.problems.join('\n  ')}` : ''}`,
    ),
  );
  for (const problem of problems) say(`FAILED ${problem}`);
  result({ ...summary, failed_seeds: failedSeeds(problems) });
  process.exitCode = problems.length > 0 ? 1 : 0;
} finally {
  await tearDown();
}

function failedSeeds(problems: readonly string[]): string {
  return [...new Set(problems.flatMap((one) => /^seed (\d+)/.exec(one)?.[1] ?? []))].join(',');
}
