// Forecast against actual: varied campaigns, forecast before the launch and then run through the real delivery code in
// virtual time. Run: npm run bench -- forecast --json [--size CAMPAIGNS] [--seed N]
import { backtest, type Outcome } from '../../server/test/campaigns/backtest.ts';
import { scenarios } from '../../server/test/campaigns/scenarios.ts';
import { setup } from '../../server/test/support/cluster.ts';
import { benchArguments, result, say } from './support/arguments.ts';

const args = benchArguments(['seed']);
const size = Math.round(args.number('size') ?? 30);
/** What the band promises, and how wide it may be before it says nothing. */
const leastWithin = 0.9;
const mostWidth = 0.35;

const remove = setup();
const outcomes: Outcome[] = [];
try {
  for (const [index, scenario] of scenarios(size, args.number('seed') ?? 1).entries()) {
    const began = performance.now();
    const one = await backtest(scenario);
    outcomes.push(one);
    const minutes = (seconds: number) => (seconds / 60).toFixed(1);
    say(
      `${String(index + 1).padStart(3)} ${one.within ? 'within ' : 'OUTSIDE'} took ${minutes(one.seconds)} min; ` +
        `forecast ${minutes(one.likely)}, between ${minutes(one.earliest)} and ${minutes(one.latest)} ` +
        `(width ${Math.round(one.width * 100)}%; ${Math.round(performance.now() - began)} ms)`,
    );
  }
} finally {
  await remove();
}
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const within = outcomes.filter((one) => one.within).length / Math.max(1, outcomes.length);
const width = median(outcomes.map((one) => one.width));
const round = (value: number) => Math.round(value * 1_000) / 1_000;
result({
  bench: 'forecast',
  campaigns: outcomes.length,
  within_band: round(within),
  median_width: round(width),
  median_error: round(median(outcomes.map((one) => Math.abs(one.likely - one.seconds) / one.seconds))),
});
if (within < leastWithin || width > mostWidth) {
  say(`Wanted: at least ${leastWithin} within the band, and a median width of at most ${mostWidth}.`);
  process.exitCode = 1;
}
