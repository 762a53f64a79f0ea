// What a row says about consent. A row that says nothing grants nothing: the person is imported and cannot be messaged.
// Where a purpose is not stated it is marketing, because that is what a list of people to write to is kept for.
import { channels, purposes, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import type { DateOrder, ImportField, ImportOptions } from '@sampark/contracts/imports.ts';
import { parseDate } from './parse-date.ts';

export type ConsentClaim = {
  channel: Channel;
  purpose: Purpose;
  action: 'granted' | 'withdrawn';
  source: string;
  /** Null: the file names no date; the time of the import is used. */
  occurred_at: string | null;
  evidence: Record<string, string>;
};

export type CellFault = { field: ImportField; code: string; reason: string };
export type Cells = { value(field: ImportField): string; column(field: ImportField): string };

const yes =
  /^(yes|y|true|t|1|on|x|✓|✔|ok|granted|given|consented|opted[ -]?in|opt[ -]?in|subscribed|active|হ্যাঁ|হ্যা|জি|সম্মত)$/i;
const no = /^(no|n|false|f|0|off|not given|none|unknown|pending|never|না)$/i;
const withdrawn = /^(opted[ -]?out|opt[ -]?out|unsubscribed|withdrawn|revoked|stop|stopped|blocked)$/i;

const channelNames: Record<string, Channel | 'other' | 'all'> = {
  whatsapp: 'whatsapp', wa: 'whatsapp', telegram: 'telegram', tg: 'telegram', signal: 'signal', imessage: 'imessage',
  all: 'all', 'all channels': 'all', হোয়াটসঅ্যাপ: 'whatsapp', টেলিগ্রাম: 'telegram', সিগন্যাল: 'signal',
  // Channels we do not send on: their consent is theirs.
  sms: 'other', email: 'other', 'e-mail': 'other', mail: 'other', phone: 'other', call: 'other', post: 'other', push: 'other',
}; // prettier-ignore

export type ConsentRules = { order: DateOrder; now: Date; attested: ImportOptions['consent'] };

export function readConsents(cells: Cells, rules: ConsentRules): ConsentClaim[] | CellFault {
  const date = optionalDate(cells, 'consent_date', rules);
  if (isFault(date)) return date;
  const named = namedPurposes(cells);
  if (isFault(named)) return named;
  const source = cells.value('consent_source') || 'import';
  const shared = evidenceOf(cells, ['consent_source', 'consent_date', 'consent_purposes']);
  const claims: ConsentClaim[] = [];

  const list = namedChannels(cells);
  if (isFault(list)) return list;
  for (const channel of list) {
    for (const purpose of named) {
      const evidence = { ...evidenceOf(cells, ['consent_channels']), ...shared };
      claims.push({ channel, purpose, action: 'granted', source, occurred_at: date, evidence });
    }
  }
  for (const channel of channels) {
    const own = perChannel(cells, channel, date, rules);
    if (isFault(own)) return own;
    if (own === undefined) continue;
    const evidence = { ...evidenceOf(cells, [`consent:${channel}`]), ...shared };
    // What was withdrawn without saying for which purpose was withdrawn for all of them.
    for (const purpose of own.action === 'withdrawn' ? purposes : named)
      claims.push({ channel, purpose, source, evidence, ...own });
  }
  if (rules.attested) {
    for (const channel of rules.attested.channels) {
      for (const purpose of rules.attested.purposes) {
        if (claims.some((one) => one.channel === channel && one.purpose === purpose)) continue;
        const { source, date } = rules.attested;
        claims.push({
          channel,
          purpose,
          action: 'granted',
          source,
          occurred_at: `${date}T00:00:00.000Z`,
          evidence: { attested: 'whole file' },
        });
      }
    }
  }
  const outs = optOuts(cells, rules);
  return isFault(outs) ? outs : [...claims, ...outs];
}

export function isFault(value: unknown): value is CellFault {
  return typeof value === 'object' && value !== null && 'code' in value && 'reason' in value;
}

function perChannel(
  cells: Cells,
  channel: Channel,
  date: string | null,
  rules: ConsentRules,
): { action: 'granted' | 'withdrawn'; occurred_at: string | null } | undefined | CellFault {
  const text = cells.value(`consent:${channel}`);
  if (text === '' || no.test(text)) return undefined;
  if (yes.test(text)) return { action: 'granted', occurred_at: date };
  if (withdrawn.test(text)) return { action: 'withdrawn', occurred_at: date };
  const parsed = parseDate(text, rules.order, rules.now);
  if (parsed.ok) return { action: 'granted', occurred_at: parsed.date.toISOString() };
  return {
    field: `consent:${channel}`,
    code: 'consent_unclear',
    reason: `“${text.slice(0, 40)}” is neither yes, no nor a date`,
  };
}

/** An opt-out column that names no channel is taken to mean every one. */
function optOuts(cells: Cells, rules: ConsentRules): ConsentClaim[] | CellFault {
  const claims: ConsentClaim[] = [];
  const columns: [ImportField, readonly Channel[]][] = [
    ['optout', channels],
    ...channels.map((channel): [ImportField, readonly Channel[]] => [`optout:${channel}`, [channel]]),
  ];
  for (const [field, meant] of columns) {
    const text = cells.value(field);
    if (text === '' || no.test(text)) continue;
    const parsed = parseDate(text, rules.order, rules.now);
    if (!yes.test(text) && !withdrawn.test(text) && !parsed.ok)
      return {
        field,
        code: 'consent_unclear',
        reason: `“${text.slice(0, 40)}” is neither yes, no nor a date`,
      };
    for (const channel of meant) {
      for (const purpose of purposes) {
        claims.push({
          channel,
          purpose,
          action: 'withdrawn',
          source: 'import',
          occurred_at: parsed.ok ? parsed.date.toISOString() : null,
          evidence: evidenceOf(cells, [field]),
        });
      }
    }
  }
  return claims;
}

function namedChannels(cells: Cells): Channel[] | CellFault {
  const found = new Set<Channel>();
  for (const word of words(cells.value('consent_channels'))) {
    const channel = channelNames[word];
    if (channel === undefined)
      return {
        field: 'consent_channels',
        code: 'consent_channel_unknown',
        reason: `“${word}” is no channel; use ${channels.join(', ')}`,
      };
    if (channel === 'all') channels.forEach((one) => found.add(one));
    else if (channel !== 'other') found.add(channel);
  }
  return [...found];
}

function namedPurposes(cells: Cells): Purpose[] | CellFault {
  const given = words(cells.value('consent_purposes'));
  const wrong = given.find((word) => !(purposes as readonly string[]).includes(word) && word !== 'all');
  if (wrong !== undefined)
    return {
      field: 'consent_purposes',
      code: 'consent_purpose_unknown',
      reason: `“${wrong}” is no purpose; use ${purposes.join(', ')}`,
    };
  if (given.includes('all')) return [...purposes];
  return given.length === 0 ? ['marketing'] : ([...new Set(given)] as Purpose[]);
}

function words(text: string): string[] {
  if (text === '') return [];
  return text.normalize('NFKC').toLowerCase().split(/[;,|/+]|\s+and\s+|\s+&\s+/).map((word) => word.trim()).filter((word) => word !== '' && !no.test(word)); // prettier-ignore
}

function optionalDate(cells: Cells, field: ImportField, rules: ConsentRules): string | null | CellFault {
  const text = cells.value(field);
  if (text === '') return null;
  const parsed = parseDate(text, rules.order, rules.now);
  return parsed.ok ? parsed.date.toISOString() : { field, code: 'date_invalid', reason: parsed.reason };
}

function evidenceOf(cells: Cells, fields: ImportField[]): Record<string, string> {
  const evidence: Record<string, string> = {};
  for (const field of fields) {
    const value = cells.value(field);
    if (value !== '') evidence[cells.column(field)] = value.slice(0, 500);
  }
  return evidence;
}
