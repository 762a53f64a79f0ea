// Sustained delivery over the whole lifecycle, and the bare ceiling of the same run: same machine, PostgreSQL settings,
// simulators, channel mix (equal parts) and callbacks (one for each status). Run: npm run bench -- delivery --json
import { runCeiling } from './delivery/ceiling-run.ts';
import { runEngine } from './delivery/engine.ts';
import { benchArguments, result, say } from './support/arguments.ts';
import { startBenchDatabase } from './support/database.ts';

const args = benchArguments(['processes', 'shards']);
const processes = args.number('processes') ?? 1;
/** What a second of --seconds stands for: enough messages for a steady state of about that long. */
const perSecondGuess = 3_000;
const seconds = args.number('seconds');
const wanted = args.number('size') ?? (seconds === undefined ? 20_000 : seconds * perSecondGuess);
const size = Math.ceil(wanted / 4) * 4;
const warmUp = Math.max(400, Math.ceil(size / 40) * 4);

const database = await startBenchDatabase({ statements: args.statements });
try {
  const ceiling = await runCeiling(database, size, warmUp, args.number('shards') ?? 1);
  const engine = await runEngine(database, {
    size,
    warmUp,
    processes,
    profile: args.profile,
    statements: args.statements,
  });
  say(`engine ${Math.round(engine.perSecond)}/s, ceiling ${Math.round(ceiling)}/s`);
  result({
    bench: 'delivery',
    engine_per_s: Math.round(engine.perSecond),
    ceiling_per_s: Math.round(ceiling),
    ratio: Math.round((engine.perSecond / ceiling) * 1_000) / 1_000,
    processes,
    lost: engine.lost,
    doubled: engine.doubled,
    violations: engine.violations,
    rss_mb: Math.round(engine.rssMb),
    messages: size,
  });
} finally {
  await database.stop();
}
