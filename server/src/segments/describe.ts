// A condition in plain English, for lists, records and whoever approves a campaign. Pure; ids are told by their names where
// those are known.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';

const channelNames = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
} as const;

/** Of campaigns and imports, by id. */
export type Names = ReadonlyMap<string, string>;

export function describe(condition: SegmentCondition, names: Names = new Map()): string {
  const text = say(condition, names);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function say(condition: SegmentCondition, names: Names): string {
  if ('not' in condition) return `not (${say(condition.not, names)})`;
  if ('all' in condition) return sayGroup(condition.all, ' and ', names);
  if ('any' in condition) return sayGroup(condition.any, ' or ', names);
  return sayLeaf(condition, names);
}

function sayGroup(parts: readonly SegmentCondition[], word: string, names: Names): string {
  return parts
    .map((one) => {
      const text = say(one, names);
      const grouped = parts.length > 1 && ('all' in one || 'any' in one);
      return grouped ? `(${text})` : text;
    })
    .join(word);
}

const subjects = {
  lead_score: 'the lead score',
  language: 'the language',
  country: 'the country',
  time_zone: 'the time zone',
  name: 'the name',
  email: 'the e-mail address',
  phone_number: 'the phone number',
} as const;

function sayLeaf(leaf: SegmentLeaf, names: Names): string {
  switch (leaf.field) {
    case 'lead_score':
    case 'language':
    case 'country':
    case 'time_zone':
    case 'name':
    case 'email':
    case 'phone_number':
      return `${subjects[leaf.field]} ${sayTest(leaf)}`;
    case 'demographics':
    case 'attributes':
      return `“${leaf.key}” ${sayTest(leaf)}`;
    case 'interests':
      return leaf.op === 'exists' ? 'interests are known' : `interested in ${orList(leaf.value.map(quoted))}`;
    case 'created_at':
      return `came in ${sayTime(leaf)}`;
    case 'import':
      return `came with the import ${orList(leaf.value.map((id) => named(id, names)))}`;
    case 'identity':
      return leaf.channel ? `can be reached on ${channelNames[leaf.channel]}` : 'can be reached on a channel';
    case 'consent': {
      const where = `${leaf.purpose} on ${channelNames[leaf.channel]}`;
      if (leaf.value === 'none') return `never said anything about ${where}`;
      return leaf.value === 'granted' ? `agreed to ${where}` : `withdrew consent to ${where}`;
    }
    case 'opted_out':
      return `opted out${onChannel(leaf.channel)}`;
    case 'last_reply':
      return leaf.op === 'exists'
        ? `wrote to us at some time${onChannel(leaf.channel)}`
        : `last wrote to us${onChannel(leaf.channel)} ${sayTime(leaf)}`;
    case 'last_written':
      return `was written to${onChannel(leaf.channel)} in the last ${days(leaf.value)}`;
    case 'campaign':
      return `${outcomes[leaf.value]} the campaign ${named(leaf.campaign_id, names)}`;
  }
}

const outcomes = {
  sent: 'was sent',
  delivered: 'received',
  read: 'read',
  not_read: 'was sent and did not read',
  replied: 'answered',
  failed: 'could not be sent',
} as const;

type Tested = { op: string; value?: unknown };
function sayTest(leaf: Tested): string {
  const { op, value } = leaf;
  switch (op) {
    case 'exists':
      return 'is known';
    case 'equals':
      return `is ${quoted(value)}`;
    case 'in':
      return `is ${orList((value as unknown[]).map(quoted))}`;
    case 'contains':
      return `contains ${quoted(value)}`;
    case 'starts_with':
      return `begins with ${quoted(value)}`;
    case 'between': {
      const [from, to] = value as [number, number];
      return `is between ${from} and ${to}`;
    }
    default:
      return `is ${op.replace('_', ' ')} ${quoted(value)}`;
  }
}

type Timed = Extract<SegmentLeaf, { field: 'created_at' | 'last_reply' }>;
function sayTime(leaf: Exclude<Timed, { op: 'exists' }>): string {
  switch (leaf.op) {
    case 'before':
      return `before ${instant(leaf.value)}`;
    case 'after':
      return `on or after ${instant(leaf.value)}`;
    case 'between':
      return `between ${instant(leaf.value[0])} and ${instant(leaf.value[1])}`;
    case 'within_days':
      return `in the last ${days(leaf.value)}`;
  }
}

function instant(text: string): string {
  return `${new Date(text).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function days(count: number): string {
  return count === 1 ? '24 hours' : `${count} days`;
}

function onChannel(channel: keyof typeof channelNames | undefined): string {
  return channel === undefined ? '' : ` on ${channelNames[channel]}`;
}

function named(id: string, names: Names): string {
  return `“${names.get(id) ?? id}”`;
}

function quoted(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return String(value);
  return `“${String(value)}”`;
}

/** “a”, “b” or “c”; a long list is cut. */
function orList(items: readonly string[]): string {
  const shown = items.slice(0, 6);
  if (items.length > shown.length) return `${shown.join(', ')} or ${items.length - shown.length} more`;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} or ${last}` : last;
}
