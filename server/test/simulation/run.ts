// Runs seeds outside the test runner: node server/test/simulation/run.ts FIRST COUNT [STEP]. On a PostgreSQL of its own: then
// it goes on after a seed that broke a promise, and ends with 1 if any did. Or on the database of SIM_ADMIN_URL and
// SIM_APP_URL, up to the first. A bias (world.ts) comes as JSON in SIM_BIAS.
import { describeFailure, openSimulation } from './simulation.ts';
import type { Bias } from './world.ts';

const [first = 1, count = 1, step = 1] = process.argv.slice(2).map(Number);
const { SIM_ADMIN_URL: admin, SIM_APP_URL: app, SIM_TRACE: trace } = process.env;
const bias = JSON.parse(process.env['SIM_BIAS'] ?? '{}') as Bias;
const say = (line: string) => process.stdout.write(`${line}\n`);

const given = admin && app ? { adminUrl: admin, appUrl: app } : undefined;
const own = given ? undefined : await startOwn();
const database = given ?? (own as Own).database;
const simulation = await openSimulation(database.adminUrl, database.appUrl);
const began = performance.now();
const broken: number[] = [];
let ran = 0;
const sum = () =>
  `${ran} seeds, ${broken.length} broke a promise${broken.length > 0 ? ` (${broken.join(', ')})` : ''}, ${((ran * 1_000) / (performance.now() - began)).toFixed(2)}/s`;
for (let seed = first; ran < count && (broken.length === 0 || !given); seed += step) {
  const result = await simulation.run(seed, bias);
  ran++;
  if (trace === 'full') say(result.tail.join('\n'));
  if (trace)
    say(
      `${seed} ${result.digest.slice(0, 12)} turns ${result.turns} ${JSON.stringify(result.statuses)} ${JSON.stringify(result.plan)} ${Math.round(performance.now() - began)} ms`,
    );
  if (result.violations.length > 0) {
    broken.push(seed);
    say(describeFailure(result));
  }
  if (ran % 100 === 0) say(sum());
}
say(sum());
if (trace) say(`${simulation.coverage.toString()}\nnever: ${simulation.coverage.missing().join(', ')}`);
await simulation.close();
await own?.stop();
process.exit(broken.length > 0 ? 1 : 0);

type Own = Awaited<ReturnType<typeof startOwn>>;
async function startOwn() {
  const { setup } = await import('../support/cluster.ts');
  const { createSimulationDatabase } = await import('./open-for-test.ts');
  const stop = setup();
  return { database: await createSimulationDatabase(), stop };
}
