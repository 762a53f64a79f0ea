// A condition as a sentence in the language on screen, in the words the editor uses. Pure.
import type { I18n, MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { purposeNames } from '../../reasons/message-words.ts';
import { channelNames } from '../../lib/words.ts';
import { fieldSpecs, type consents, type outcomes } from './fields.ts';
import { consentWords, fieldWords, outcomeWords } from './segment-words.ts';
import { textOf } from './typed-values.ts';
import { isGroup, type Group, type Leaf, type Node } from './tree.ts';

/** Names of what conditions speak of, in the language on screen. */
export type Speech = {
  i18n: I18n;
  tag: string;
  region: (code: string) => string;
  language: (code: string) => string;
  /** Of a campaign or an import; undefined where it is not known. */
  named: (id: string) => string | undefined;
  instant: (iso: string) => string;
  exact: (value: number) => string;
};

export function describeTree(root: Group, speech: Speech): string {
  const text = describeNode(root, speech);
  // A sentence may begin with a group in brackets.
  return text.replace(/^\(*./u, (start) => start.toLocaleUpperCase(speech.tag));
}

const lowerFirst = (text: string, tag: string) => text.charAt(0).toLocaleLowerCase(tag) + text.slice(1);

const joins: Record<Group['kind'], MessageDescriptor> = {
  all: msg({ message: '{first} and {second}' }),
  any: msg({ message: '{first} or {second}' }),
  none: msg({ message: '{first} or {second}' }),
};
const noneOf = msg({ message: 'not so: {inner}' });
const nobodyYet = msg`nothing is asked yet`;

function describeNode(node: Node, speech: Speech): string {
  if (!isGroup(node)) return describeLeaf(node, speech);
  const { i18n } = speech;
  if (node.parts.length === 0) return i18n._(nobodyYet);
  const alone = node.parts.length === 1;
  const text = node.parts
    .map((one) => {
      const inner = describeNode(one, speech);
      return isGroup(one) && !alone ? `(${inner})` : inner;
    })
    .reduce((first, second) => i18n._({ ...joins[node.kind], values: { first, second } }));
  return node.kind === 'none' ? i18n._({ ...noneOf, values: { inner: text } }) : text;
}

type Both = { is: MessageDescriptor; not: MessageDescriptor };
const sentences: Record<string, Both> = {
  'in one': {
    is: msg({ message: '{field} is {value}' }),
    not: msg({ message: '{field} is not {value}' }),
  },
  in: {
    is: msg({ message: '{field} is one of {value}' }),
    not: msg({ message: '{field} is none of {value}' }),
  },
  exists: {
    is: msg({ message: '{field} is known' }),
    not: msg({ message: '{field} is not known' }),
  },
  contains: {
    is: msg({ message: '{field} contains {value}' }),
    not: msg({ message: '{field} does not contain {value}' }),
  },
  starts_with: {
    is: msg({ message: '{field} begins with {value}' }),
    not: msg({ message: '{field} does not begin with {value}' }),
  },
  at_least: {
    is: msg({ message: '{field} is at least {value}' }),
    not: msg({ message: '{field} is not at least {value}' }),
  },
  at_most: {
    is: msg({ message: '{field} is at most {value}' }),
    not: msg({ message: '{field} is not at most {value}' }),
  },
  more_than: {
    is: msg({ message: '{field} is above {value}' }),
    not: msg({ message: '{field} is not above {value}' }),
  },
  less_than: {
    is: msg({ message: '{field} is below {value}' }),
    not: msg({ message: '{field} is not below {value}' }),
  },
  between: {
    is: msg({ message: '{field} is between {value} and {second}' }),
    not: msg({ message: '{field} is not between {value} and {second}' }),
  },
  equals: {
    is: msg({ message: '{field} is {value}' }),
    not: msg({ message: '{field} is not {value}' }),
  },
  interests: {
    is: msg({ message: 'interested in {value}' }),
    not: msg({ message: 'not interested in {value}' }),
  },
  import: {
    is: msg({ message: 'came with the import {value}' }),
    not: msg({ message: 'did not come with the import {value}' }),
  },
  'created_at within_days': {
    is: msg({ message: 'came in in the last {value} days' }),
    not: msg({ message: 'did not come in in the last {value} days' }),
  },
  'created_at after': {
    is: msg({ message: 'came in on or after {value}' }),
    not: msg({ message: 'did not come in on or after {value}' }),
  },
  'created_at before': {
    is: msg({ message: 'came in before {value}' }),
    not: msg({ message: 'did not come in before {value}' }),
  },
  'created_at between': {
    is: msg({ message: 'came in between {value} and {second}' }),
    not: msg({ message: 'did not come in between {value} and {second}' }),
  },
  'last_reply within_days': {
    is: msg({ message: 'replied in the last {value} days {on}' }),
    not: msg({ message: 'did not reply in the last {value} days {on}' }),
  },
  'last_reply after': {
    is: msg({ message: 'last replied on or after {value} {on}' }),
    not: msg({ message: 'did not reply on or after {value} {on}' }),
  },
  'last_reply before': {
    is: msg({ message: 'last replied before {value} {on}' }),
    not: msg({ message: 'did not last reply before {value} {on}' }),
  },
  'last_reply between': {
    is: msg({ message: 'last replied between {value} and {second} {on}' }),
    not: msg({ message: 'did not last reply between {value} and {second} {on}' }),
  },
  'last_reply exists': {
    is: msg({ message: 'has replied at some time {on}' }),
    not: msg({ message: 'has never replied {on}' }),
  },
  last_written: {
    is: msg({ message: 'was written to in the last {value} days {on}' }),
    not: msg({ message: 'was not written to in the last {value} days {on}' }),
  },
  identity: {
    is: msg({ message: 'has an address {on} that works' }),
    not: msg({ message: 'has no address {on} that works' }),
  },
  opted_out: {
    is: msg({ message: 'has opted out {on}' }),
    not: msg({ message: 'has not opted out {on}' }),
  },
  consent: {
    is: msg({ message: 'consent to {purpose} {on} is {value}' }),
    not: msg({ message: 'consent to {purpose} {on} is not {value}' }),
  },
  campaign: {
    is: msg({ message: 'of the campaign “{campaign}”: {value}' }),
    not: msg({ message: 'of the campaign “{campaign}”, not so: {value}' }),
  },
};

const onChannel = msg({ message: 'on {channel}' });
const onAny = msg`on any channel`;
const unnamed = msg`without a name here`;
const open = '…';

function describeLeaf(leaf: Leaf, speech: Speech): string {
  const { i18n } = speech;
  const list = Array.isArray(leaf.value) && leaf.op !== 'between' ? distinct(leaf.value) : undefined;
  const key =
    [`${leaf.field} ${leaf.op}`, leaf.op === 'exists' && leaf.field === 'interests' ? 'exists' : leaf.field]
      .concat(list?.length === 1 ? ['in one'] : [], leaf.op)
      .find((one) => sentences[one]) ?? 'exists';
  const words = sentences[key] ?? sentences.exists;
  if (!words) return open;
  const channelTold = leaf.channel
    ? i18n._({ ...onChannel, values: { channel: channelNames[leaf.channel] } })
    : fieldSpecs[leaf.field].asks.includes('channel')
      ? open
      : leaf.field === 'identity'
        ? i18n._(onAny)
        : '';
  const values = {
    // In the middle of a sentence; its beginning is made a capital at the end.
    field: leaf.key ? `“${leaf.key}”` : lowerFirst(i18n._(fieldWords[leaf.field].name), speech.tag),
    on: channelTold,
    purpose: leaf.purpose ? i18n._(purposeNames[leaf.purpose]) : open,
    campaign: leaf.campaign_id ? (speech.named(leaf.campaign_id) ?? i18n._(unnamed)) : open,
    ...valueTold(leaf, list, speech),
  };
  return i18n._({ ...(leaf.not ? words.not : words.is), values }).trim();
}

function valueTold(
  leaf: Leaf,
  list: unknown[] | undefined,
  speech: Speech,
): { value: string; second: string } {
  const { i18n } = speech;
  if (list) {
    const shown = list.slice(0, 6).map((one) => wordOf(leaf, one, speech));
    const or = new Intl.ListFormat(speech.tag, { type: 'disjunction' });
    return {
      value: shown.length === 0 ? open : or.format(list.length > 6 ? [...shown, open] : shown),
      second: '',
    };
  }
  if (Array.isArray(leaf.value)) {
    const [from, to] = leaf.value as unknown[];
    return { value: wordOf(leaf, from, speech), second: wordOf(leaf, to, speech) };
  }
  if (leaf.field === 'consent')
    return {
      value: leaf.value ? i18n._(consentWords[leaf.value as (typeof consents)[number]]) : open,
      second: '',
    };
  if (leaf.field === 'campaign')
    return {
      value: leaf.value ? i18n._(outcomeWords[leaf.value as (typeof outcomes)[number]]) : open,
      second: '',
    };
  return { value: wordOf(leaf, leaf.value, speech), second: '' };
}

const yes = msg`yes`;
const no = msg`no`;

function wordOf(leaf: Leaf, value: unknown, speech: Speech): string {
  if (value === undefined || value === '') return open;
  if (typeof value === 'boolean') return speech.i18n._(value ? yes : no);
  if (typeof value === 'number') return speech.exact(value);
  const text = textOf(value);
  switch (leaf.field) {
    case 'country':
      return speech.region(text);
    case 'language':
      return speech.language(text);
    case 'import':
      return `“${speech.named(text) ?? speech.i18n._(unnamed)}”`;
    case 'created_at':
    case 'last_reply':
      return Number.isNaN(Date.parse(text)) ? open : speech.instant(text);
    case 'time_zone':
      return text;
    default:
      return `“${text}”`;
  }
}

/** A number is looked for as a number and as a text, and told once. */
function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((one) => [String(one), one])).values()];
}
