// Conditions in English. Pure.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import { channelNames, listed, quoted, type InTime, type Names, type Tested, type Words } from './words.ts';

export const english: Words = {
  and: 'and',
  or: 'or',
  not: (inner) => `not (${inner})`,
  leaf: sayLeaf,
  sentence: (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`,
};

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
      return leaf.op === 'exists'
        ? 'interests are known'
        : `interested in ${orList(leaf.value.map(valueOf))}`;
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

function sayTest(leaf: Tested): string {
  const { op, value } = leaf;
  switch (op) {
    case 'exists':
      return 'is known';
    case 'equals':
      return `is ${valueOf(value)}`;
    case 'in':
      return `is ${orList((value as unknown[]).map(valueOf))}`;
    case 'contains':
      return `contains ${valueOf(value)}`;
    case 'starts_with':
      return `begins with ${valueOf(value)}`;
    case 'between': {
      const [from, to] = value as [number, number];
      return `is between ${from} and ${to}`;
    }
    default:
      return `is ${op.replace('_', ' ')} ${valueOf(value)}`;
  }
}

function sayTime(leaf: InTime): string {
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
  return quoted(names.get(id) ?? (names.has(id) ? 'without a name' : id));
}

function valueOf(value: unknown): string {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : quoted(String(value));
}

const orList = (items: readonly string[]) => listed(items, 'or', (count) => `${count} more`);
