// What a condition means, said a second time and in another language than SQL: plain loops over plain people.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { now, type Person, type World } from './people.ts';

export function fits(person: Person, condition: SegmentCondition, world: World): boolean {
  if ('not' in condition) return !fits(person, condition.not, world);
  if ('all' in condition) return condition.all.every((one) => fits(person, one, world));
  if ('any' in condition) return condition.any.some((one) => fits(person, one, world));
  return answers(person, condition, world);
}

function answers(person: Person, leaf: SegmentLeaf, world: World): boolean {
  switch (leaf.field) {
    case 'lead_score':
      return leaf.op === 'equals' ? person.lead_score === leaf.value : lies(person.lead_score, leaf);
    case 'language':
    case 'country':
    case 'time_zone': {
      const value = person[leaf.field];
      if (value === null) return false;
      if (leaf.op === 'exists') return true;
      return leaf.op === 'equals' ? value === leaf.value : leaf.value.includes(value);
    }
    case 'name':
    case 'email': {
      const value = person[leaf.field] ?? '';
      return leaf.op === 'exists' ? value !== '' : has(value, leaf.value);
    }
    case 'phone_number':
      if (person.phone_number === null) return false;
      return leaf.op === 'exists' || person.phone_number.startsWith(leaf.value);
    case 'interests': {
      const lists = [Object.hasOwn(person.demographics, 'interests') ? person.demographics['interests'] : null, person.asset_class_interests]; // prettier-ignore
      return lists.some((list) => {
        if (!Array.isArray(list)) return false;
        return leaf.op === 'exists'
          ? list.length > 0
          : leaf.value.some((one) =>
              list.some((own) => typeof own === 'string' && own.normalize() === one.normalize()),
            );
      });
    }
    case 'demographics':
    case 'attributes':
      return ofData(
        Object.hasOwn(person[leaf.field], leaf.key) ? person[leaf.field][leaf.key] : undefined,
        leaf,
      );
    case 'created_at':
      return falls(person.created_at, leaf);
    case 'last_reply': {
      if (leaf.channel === undefined) return falls(person.last_engagement, leaf);
      const contact = person.contacts.find((one) => one.channel === leaf.channel);
      return falls(contact?.last_inbound_at ?? null, leaf);
    }
    case 'import':
      return person.imports.some((index) => leaf.value.includes(world.imports[index] ?? ''));
    case 'identity':
      return person.identities.some((one) => one.status === 'active' && on(one.channel, leaf.channel));
    case 'consent':
      return consentOf(person, leaf.channel, leaf.purpose) === leaf.value;
    case 'opted_out':
      return optedOut(person, leaf.channel);
    case 'last_written':
      return person.events.some(
        (one) =>
          one.type === 'message.sent' && on(one.channel, leaf.channel) && daysAgo(one.at) <= leaf.value,
      );
    case 'campaign':
      return person.messages
        .filter((one) => world.campaigns[one.campaign] === leaf.campaign_id)
        .some((one) => outcome(one, leaf.value));
  }
}

function outcome({ status, replied }: Person['messages'][number], asked: string): boolean {
  const reached = ['sent', 'delivered', 'read'].indexOf(status);
  switch (asked) {
    case 'sent':
      return reached >= 0 || replied;
    case 'delivered':
      return reached >= 1 || replied;
    case 'read':
      return reached === 2 || replied;
    case 'not_read':
      return (reached === 0 || reached === 1) && !replied;
    case 'replied':
      return replied;
    default:
      return status === 'failed';
  }
}

/** Entry by entry, in the order they were made. */
function consentOf(person: Person, channel: string, purpose: string): 'granted' | 'withdrawn' | 'none' {
  let state: 'granted' | 'withdrawn' | 'none' = 'none';
  for (const one of person.consents) {
    if (one.channel !== channel || one.purpose !== purpose) continue;
    if (one.action === 'withdrawn') state = 'withdrawn';
    else if (!one.voided && (state !== 'withdrawn' || one.by_person)) state = 'granted';
  }
  return state;
}

function optedOut(person: Person, channel: string | undefined): boolean {
  const stopped = person.stops.some(
    (one) =>
      !one.lifted &&
      (one.by === 'person' || person.phone_number !== null) &&
      (channel === undefined || one.channel === null || one.channel === channel),
  );
  return (
    stopped ||
    person.consents.some(
      (one) => on(one.channel, channel) && consentOf(person, one.channel, one.purpose) === 'withdrawn',
    )
  );
}

function on(channel: string, asked: string | undefined): boolean {
  return asked === undefined || channel === asked;
}

function daysAgo(at: Date): number {
  return (now.getTime() - at.getTime()) / 86_400_000;
}

type Measured = { op: string; value: number | [number, number] };
function lies(amount: number, leaf: Measured): boolean {
  if (Array.isArray(leaf.value)) return amount >= leaf.value[0] && amount <= leaf.value[1];
  if (leaf.op === 'less_than') return amount < leaf.value;
  if (leaf.op === 'at_most') return amount <= leaf.value;
  if (leaf.op === 'more_than') return amount > leaf.value;
  return amount >= leaf.value;
}

type Dated = Extract<SegmentLeaf, { field: 'created_at' | 'last_reply' }>;
function falls(at: Date | null, leaf: Dated): boolean {
  if (at === null) return false;
  if (leaf.op === 'exists') return true;
  if (leaf.op === 'before') return at < new Date(leaf.value);
  if (leaf.op === 'after') return at >= new Date(leaf.value);
  if (leaf.op === 'between') return at >= new Date(leaf.value[0]) && at <= new Date(leaf.value[1]);
  return daysAgo(at) <= leaf.value;
}

/** One letter may be spelled as one sign or as several. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function same(a: unknown, b: string): boolean {
  return typeof a === 'string' && folded(a) === folded(b);
}

function has(text: string, part: string): boolean {
  return folded(text).includes(folded(part));
}

type Data = Extract<SegmentLeaf, { field: 'demographics' | 'attributes' }>;
function ofData(value: unknown, leaf: Data): boolean {
  switch (leaf.op) {
    case 'exists':
      return value !== undefined && value !== null;
    case 'equals':
      return typeof leaf.value === 'string' ? same(value, leaf.value) : value === leaf.value;
    case 'in':
      return leaf.value.some((one) => (typeof one === 'string' ? same(value, one) : value === one));
    case 'contains':
      if (Array.isArray(value)) return value.some((one) => same(one, leaf.value));
      return typeof value === 'string' && has(value, leaf.value);
    default:
      return typeof value === 'number' && lies(value, leaf);
  }
}
