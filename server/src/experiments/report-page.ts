// An experiment as a page to read, print and keep. No script, no address outside itself; everything in it goes through `escape`. Pure.
import type { ExperimentResource, ExperimentResults } from '@sampark/contracts/experiments.ts';

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;max-width:60rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}td,th{text-align:left;vertical-align:top;
padding:.3rem .8rem .3rem 0;border-top:1px solid #8886;overflow-wrap:anywhere}th{border-top:0}.note{color:#767676}
.verdict{font-size:1.15rem;border-left:4px solid #1a5fb4;padding:.4rem 1rem}@media(prefers-color-scheme:dark){.note{color:#a3a3a3}}`;

/** @param made who asked for it, and the workspace's time zone */
export function reportPage(
  experiment: ExperimentResource,
  results: ExperimentResults,
  made: { by: string; time_zone: string; workspace: string },
): string {
  const instants = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: made.time_zone,
  });
  const at = (instant: string) => escape(instants.format(new Date(instant)));
  const nameOf = (key: string) => results.variants.find((each) => each.key === key)?.name ?? key;
  const { verdict, sample_ratio } = results;
  const planned =
    experiment.people_planned === null
      ? 'No size was planned.'
      : `Planned: ${whole(experiment.people_planned)} people for each variant, to see a difference of ${points(experiment.minimum_effect)} from ${percent(experiment.expected_rate)} with a probability of ${percent(experiment.power)}.`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(experiment.name)}</title><style>${style}</style></head><body>
<h1>${escape(experiment.name)}</h1>
<p class="note">${escape(made.workspace)}. Campaign “${escape(experiment.campaign_name)}” by ${escape(experiment.portfolio_manager_name)}.
Numbers of ${at(results.as_of)} (${escape(made.time_zone)}), written for ${escape(made.by)}.</p>
<p class="verdict">${verdict.shown_at === null ? '' : `On ${at(verdict.shown_at)}: `}${escape(verdict.text)}</p>
${decisionLine(experiment, at)}
<h2>What was tried</h2>
<p>The variants differ in ${escape(experiment.varies.replace('_', ' '))} and are judged by people who ${verbOf(experiment)} within ${escape(duration(experiment.settle_minutes))} of the sending. ${escape(planned)}
In the experiment: ${percent(experiment.trial_share / 10_000)} of the audience; held out: ${whole(results.holdout)} people.</p>
<h2>Variants</h2>
${table(
  ['Variant', 'Drawn', 'Sent', 'Counted', 'Did it', 'Rate', '95 % interval', 'Opt-outs', 'Failures'],
  results.variants.map((each) => [
    `${escape(each.key)} ${escape(each.name)}${each.is_control ? ' (control)' : ''}${each.stopped_at ? ', stopped' : ''}`,
    ...[whole(each.assigned), whole(each.sent), whole(each.settled), whole(each.successes)],
    each.rate === null ? '' : percent(each.rate),
    `${percent(each.low)} to ${percent(each.high)}`,
    `${whole(each.guardrails.opt_out.count)} of ${whole(each.guardrails.opt_out.people)}`,
    `${whole(each.guardrails.failure.count)} of ${whole(each.guardrails.failure.people)}`,
  ]),
)}
<h2>Against the control, at any time</h2>
<p class="note">These hold however often they are looked at.</p>
${table(
  ['Variant', 'Difference', 'Interval', 'Confidence', 'Always-valid p', 'Finding'],
  results.comparisons.map((each) => [
    `${escape(each.variant)} ${escape(nameOf(each.variant))}`,
    signed(each.difference),
    `${signed(each.low)} to ${signed(each.high)}`,
    percent(each.confidence),
    probability(each.always_valid_p),
    escape(each.finding.replaceAll('_', ' ')),
  ]),
)}
<h2>Against the control, by one look</h2>
<p class="note">These hold for a single look at the planned end alone.</p>
${table(
  ['Variant', 'Difference', '95 % interval', 'Test', 'p', 'p, corrected for several variants'],
  results.classical.differences.map((each) => [
    `${escape(each.variant)} ${escape(nameOf(each.variant))}`,
    signed(each.difference),
    `${signed(each.low)} to ${signed(each.high)}`,
    each.test === 'fisher' ? 'Fisher’s exact' : 'two proportions',
    probability(each.test === 'fisher' ? each.p_fisher : each.p),
    probability(each.p_adjusted),
  ]),
)}
<p>All variants together: chi-square ${results.classical.chi_square.statistic.toFixed(2)} with ${degrees(results.classical.chi_square.degrees)} of freedom, p ${probability(results.classical.chi_square.p)}.</p>
<h2>Whether the numbers of people are right</h2>
<p>${sample_ratio.alarm ? 'ALARM: the variants do not have the numbers of people they should have.' : 'No sign of people lost in one variant more than in another.'} p ${probability(sample_ratio.always_valid_p)}.</p>
${table(
  ['Variant', 'People', 'Expected'],
  sample_ratio.variants.map((each) => [
    `${escape(each.key)} ${escape(nameOf(each.key))}`,
    ...[whole(each.people), whole(Math.round(each.expected))],
  ]),
)}
${list([...sample_ratio.causes, ...results.caveats].map((each) => each.text))}
</body></html>
`;
}

const verbs = {
  ...{ delivered: 'got the message', read: 'read it', replied: 'replied' },
  converted: 'did what it was for',
} as const;

function verbOf({ metric, converted_by }: ExperimentResource): string {
  if (metric !== 'converted' || converted_by === 'told') return verbs[metric];
  const visited = 'opened a link of the message';
  return converted_by === 'visit' ? visited : `${verbs.converted} or ${visited}`;
}

function decisionLine(experiment: ExperimentResource, at: (instant: string) => string): string {
  if (experiment.winner === null || experiment.decided_at === null) return '';
  const name = experiment.variants.find((each) => each.key === experiment.winner)?.name ?? '';
  const early =
    experiment.decided_early === null
      ? ''
      : ` It was decided before the verdict named it, because: ${escape(experiment.decided_early)}`;
  const rolled = experiment.rolled_out_at === null ? '' : ` Rolled out on ${at(experiment.rolled_out_at)}.`;
  return `<p>Declared the winner: ${escape(experiment.winner)} ${escape(name)}, by ${escape(experiment.decided_by_name ?? 'Sampark')} on ${at(experiment.decided_at)}.${rolled}${early}</p>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table>${line(head, 'th')}\n${rows.map((cells) => line(cells, 'td')).join('\n')}</table>`;
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${escape(text)}</li>`).join('')}</ul>`;
}

const degrees = (count: number) => (count === 1 ? '1 degree' : `${whole(count)} degrees`);
const whole = (count: number) => count.toLocaleString('en-GB');
const percent = (share: number | null) => (share === null ? '' : `${(share * 100).toFixed(1)} %`);
const points = (share: number) => `${(share * 100).toFixed(1)} points`;
const signed = (share: number) => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)}`.replace('-', '−');
const probability = (p: number) => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4));

function duration(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? 'a day' : `${minutes / 1_440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function escape(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? '',
  );
}
