// Everything about one campaign as a page to read, print and keep: each version, who let it go, what was decided, and messages as
// they were sent. No script, no address outside itself; everything in it goes through `escape`. Pure.
import type { CampaignVersions } from '@sampark/contracts/supervision.ts';

export type CampaignRecord = {
  workspace: string;
  campaign: { name: string; status: string; owner: string };
  versions: CampaignVersions;
  steps: { at: Date; what: string; by: string | null }[];
  outcomes: { status: string; count: number }[];
  reasons: { reason: string; count: number }[];
  messages: { at: Date; person: string; channel: string; status: string; text: string | null }[];
  of: number;
  made_at: Date;
  made_by: string;
  time_zone: string;
};

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,"Noto Sans Bengali",sans-serif;max-width:56rem;
margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem;margin-bottom:.25rem}h2{font-size:1.15rem;margin:2.5rem 0 .5rem}
article{border-top:1px solid #8886;padding:.6rem 0;break-inside:avoid}table{border-collapse:collapse;width:100%}
td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-top:1px solid #8886;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85em}.note{color:#767676}@media(prefers-color-scheme:dark){.note{color:#a3a3a3}}`;

export function campaignPage(record: CampaignRecord): string {
  const instants = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: record.time_zone,
  });
  const numbers = new Intl.NumberFormat('en-GB');
  const at = (instant: Date | string) => escape(instants.format(new Date(instant)));
  const rows = (list: readonly (readonly string[])[]) =>
    `<table>${list.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}</table>`;
  const version = (
    one: CampaignVersions['items'][number],
  ) => `<article><h3>Version ${numbers.format(one.version)}</h3>
<p class="note">${at(one.made_at)}, ${escape(one.made_by_name ?? 'Sampark')}: ${escape(one.act)}${
    one.changed.length > 0 ? ` (${escape(one.changed.map(spaced).join(', '))})` : ''
  }</p><pre>${escape(JSON.stringify(one.content, null, 2))}</pre></article>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(record.campaign.name)}</title><style>${style}</style></head><body>
<h1>${escape(record.campaign.name)}</h1>
<p class="note">${escape(record.workspace)}. ${escape(spaced(record.campaign.status))}, by ${escape(record.campaign.owner)}.
Written ${at(record.made_at)} (${escape(record.time_zone)}) for ${escape(record.made_by)}.</p>
<p>${record.versions.complete ? 'The versions are complete: the newest says what the campaign says.' : 'The versions are NOT complete: the newest does not say what the campaign says.'}</p>
<h2>What happened</h2>
${rows(record.steps.map((step) => [at(step.at), escape(spaced(step.what)), escape(step.by ?? 'Sampark')]))}
<h2>Messages by outcome</h2>
${rows(record.outcomes.map((one) => [escape(spaced(one.status)), numbers.format(one.count)]))}
<h2>Why they were sent or not</h2>
${rows(record.reasons.map((one) => [escape(one.reason), numbers.format(one.count)]))}
<h2>Messages as they were sent (${numbers.format(record.messages.length)} of ${numbers.format(record.of)})</h2>
${rows(record.messages.map((one) => [at(one.at), escape(one.person), escape(one.channel), escape(spaced(one.status)), escape(one.text ?? '')]))}
<h2>Versions</h2>
${record.versions.items.map(version).join('\n')}
</body></html>
`;
}

function spaced(key: string): string {
  const text = key.replaceAll(/[._]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => entities[one] ?? one);
}
