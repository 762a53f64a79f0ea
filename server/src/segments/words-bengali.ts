// Conditions in Bengali, in the words the dashboard uses. What people typed stays as it is; numbers and days are written in
// Bengali digits. Pure.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import { channelNames, listed, quoted, type InTime, type Names, type Tested, type Words } from './words.ts';

export const bengali: Words = {
  and: 'এবং',
  or: 'অথবা',
  not: (inner) => `এমন নয়: (${inner})`,
  leaf: sayLeaf,
  // There are no capitals, and iMessage has none either.
  sentence: (text) => text,
};

const subjects = {
  lead_score: 'লিড স্কোর',
  language: 'ভাষা',
  country: 'দেশ',
  time_zone: 'সময় অঞ্চল',
  name: 'নাম',
  email: 'ই-মেইল ঠিকানা',
  phone_number: 'ফোন নম্বর',
} as const;

const purposes = { marketing: 'বিপণন', service: 'সেবা', coaching: 'পরামর্শ' } as const;

function sayLeaf(leaf: SegmentLeaf, names: Names): string {
  switch (leaf.field) {
    case 'lead_score':
    case 'language':
    case 'country':
    case 'time_zone':
    case 'phone_number':
      return sayTest(subjects[leaf.field], leaf);
    case 'name':
    case 'email':
      return sayTest(subjects[leaf.field], leaf, leaf.field === 'name' ? 'নামের' : 'ই-মেইল ঠিকানার');
    case 'demographics':
    case 'attributes':
      return sayTest(quoted(leaf.key), leaf);
    case 'interests':
      return leaf.op === 'exists' ? 'আগ্রহ জানা আছে' : `${orList(leaf.value.map(quoted))}-এ আগ্রহী`;
    case 'created_at':
      return `${sayTime(leaf)} যুক্ত হয়েছেন`;
    case 'import':
      return `${orList(leaf.value.map((id) => named(id, names)))} ইমপোর্টে এসেছেন`;
    case 'identity':
      return `${leaf.channel ? onChannel(leaf.channel) : 'কোনো একটি চ্যানেলে '}পৌঁছানো যায়`;
    case 'consent':
      return `${onChannel(leaf.channel)}${purposes[leaf.purpose]} বিষয়ে ${consents[leaf.value]}`;
    case 'opted_out':
      return `${onChannel(leaf.channel)}বার্তা বন্ধ করেছেন`;
    case 'last_reply':
      return leaf.op === 'exists'
        ? `${onChannel(leaf.channel)}কখনো না কখনো আমাদের লিখেছেন`
        : `${onChannel(leaf.channel)}আমাদের শেষ লিখেছেন ${sayTime(leaf)}`;
    case 'last_written':
      return `${onChannel(leaf.channel)}${inLast(leaf.value)} তাঁকে বার্তা পাঠানো হয়েছে`;
    case 'campaign':
      return outcomes[leaf.value](named(leaf.campaign_id, names));
  }
}

const consents = {
  granted: 'সম্মতি দিয়েছেন',
  withdrawn: 'সম্মতি ফিরিয়ে নিয়েছেন',
  none: 'কখনো কিছু জানাননি',
} as const;

const outcomes = {
  sent: (name: string) => `${name} ক্যাম্পেইন পাঠানো হয়েছে`,
  delivered: (name: string) => `${name} ক্যাম্পেইন পেয়েছেন`,
  read: (name: string) => `${name} ক্যাম্পেইন পড়েছেন`,
  not_read: (name: string) => `${name} ক্যাম্পেইন পাঠানো হয়েছে, কিন্তু পড়েননি`,
  replied: (name: string) => `${name} ক্যাম্পেইনের উত্তর দিয়েছেন`,
  failed: (name: string) => `${name} ক্যাম্পেইন পাঠানো যায়নি`,
} as const;

/** `of`: the subject in the genitive; after what somebody typed its ending stands apart. */
function sayTest(subject: string, { op, value }: Tested, of = `${subject}-এর`): string {
  switch (op) {
    case 'exists':
      return `${subject} জানা আছে`;
    case 'in':
      return `${subject}: ${orList((value as unknown[]).map(valueOf))}`;
    case 'contains':
      return `${of} মধ্যে ${valueOf(value)} আছে`;
    case 'starts_with':
      return `${subject} ${valueOf(value)} দিয়ে শুরু`;
    case 'between': {
      const [from, to] = value as [number, number];
      return `${subject} ${digits(from)} থেকে ${digits(to)}-এর মধ্যে`;
    }
    case 'at_least':
      return `${subject} অন্তত ${valueOf(value)}`;
    case 'at_most':
      return `${subject} বড়জোর ${valueOf(value)}`;
    case 'more_than':
      return `${subject} ${valueOf(value)}-এর বেশি`;
    case 'less_than':
      return `${subject} ${valueOf(value)}-এর কম`;
    default:
      return `${subject}: ${valueOf(value)}`;
  }
}

function sayTime(leaf: InTime): string {
  switch (leaf.op) {
    case 'before':
      return `${instant(leaf.value)}-এর আগে`;
    case 'after':
      return `${instant(leaf.value)} বা তার পরে`;
    case 'between':
      return `${instant(leaf.value[0])} থেকে ${instant(leaf.value[1])}-এর মধ্যে`;
    case 'within_days':
      return inLast(leaf.value);
  }
}

const day = new Intl.DateTimeFormat('bn-BD', { dateStyle: 'long', timeZone: 'UTC' });

function instant(text: string): string {
  const at = new Date(text);
  return `${day.format(at)}, ${digits(at.toISOString().slice(11, 16))} UTC`;
}

function inLast(days: number): string {
  return days === 1 ? 'গত ২৪ ঘণ্টায়' : `গত ${digits(days)} দিনে`;
}

function onChannel(channel: keyof typeof channelNames | undefined): string {
  return channel === undefined ? '' : `${channelNames[channel]}-এ `;
}

function named(id: string, names: Names): string {
  return quoted(names.get(id) ?? (names.has(id) ? 'নামহীন' : id));
}

function valueOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'হ্যাঁ' : 'না';
  return typeof value === 'number' ? digits(value) : quoted(String(value));
}

function digits(value: number | string): string {
  return String(value).replace(/\d/g, (one) => '০১২৩৪৫৬৭৮৯'.charAt(Number(one)));
}

const orList = (items: readonly string[]) => listed(items, 'অথবা', (count) => `আরও ${digits(count)}টি`);
