// What contact exports call their columns, in the spelling of HubSpot, Mailchimp, Salesforce, Google Contacts and
// Bengali spreadsheets, after `plainHeader` made them comparable. Several columns may mean one field: the earlier in
// its list is preferred, a later one is used where the earlier is empty.
import type { ImportField } from '@sampark/contracts/imports.ts';

/** Case, punctuation and spaces do not distinguish two headers. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/[\ufeff\u200b-\u200f]/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[\s_\-./\\:()[\]*#?]+/g, ' ')
    .trim();
}

const channelWords = {
  whatsapp: 'whatsapp',
  telegram: 'telegram',
  signal: 'signal',
  imessage: 'imessage',
} as const;

const names: Partial<Record<ImportField, string[]>> = {
  phone: [
    'phone number e164', 'mobile phone number', 'mobile phone', 'mobile number', 'mobile', 'mobile no', 'mobilephone',
    'sms phone number', 'whatsapp phone number', 'whatsapp number', 'whatsapp no', 'whatsapp', 'cell phone',
    'cell number', 'cell', 'cellphone', 'phone number', 'phonenumber', 'phone', 'phone no', 'telephone', 'telephone number',
    'tel', 'contact number', 'contact no', 'contact phone', 'number', 'msisdn', 'phone 1 value', 'phone 2 value',
    'phone 3 value', 'primary phone', 'home phone', 'work phone', 'business phone', 'other phone',
    'মোবাইল', 'মোবাইল নম্বর', 'মোবাইল নাম্বার', 'মোবাইল নং', 'ফোন', 'ফোন নম্বর', 'ফোন নাম্বার', 'ফোন নং', 'নম্বর',
    'হোয়াটসঅ্যাপ', 'হোয়াটসঅ্যাপ নম্বর',
  ],
  email: [
    'email', 'email address', 'e mail', 'e mail address', 'mail', 'work email', 'primary email', 'e mail 1 value',
    'email 1 value', 'e mail 2 value', 'ইমেইল', 'ই মেইল', 'ইমেল',
  ],
  name: ['full name', 'fullname', 'name', 'contact name', 'display name', 'client name', 'customer name', 'নাম', 'পূর্ণ নাম', 'পুরো নাম'],
  first_name: ['first name', 'firstname', 'given name', 'forename', 'fname', 'নামের প্রথম অংশ', 'প্রথম নাম'],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'lname', 'নামের শেষ অংশ', 'শেষ নাম', 'পদবি'],
  language: ['language', 'preferred language', 'lang', 'locale', 'ভাষা'],
  country: [
    'country', 'country region', 'country code', 'mailing country', 'mailing country code', 'cc', 'address 1 country', 'other country', 'দেশ',
  ],
  time_zone: ['time zone', 'timezone', 'tz', 'সময় অঞ্চল'],
  age: ['age', 'বয়স'],
  location: ['location', 'city', 'mailing city', 'address 1 city', 'town', 'শহর', 'এলাকা', 'ঠিকানা'],
  interests: ['interests', 'interest', 'আগ্রহ'],
  asset_class_interests: ['asset class interests', 'asset classes', 'asset class', 'investment interests', 'investment preferences'],
  lead_score: ['lead score', 'leadscore', 'score', 'hubspot score'],
  owner_email: ['owner email', 'portfolio manager email', 'pm email'],
  consent_channels: ['consent channel', 'consent channels', 'consented channels', 'opt in channels', 'সম্মতির মাধ্যম'],
  consent_purposes: ['consent purpose', 'consent purposes', 'সম্মতির উদ্দেশ্য'],
  consent_source: ['consent source', 'opt in source', 'consent obtained from', 'সম্মতির উৎস'],
  consent_date: ['consent date', 'consent given at', 'consent given on', 'consent time', 'consented at', 'opt in date', 'সম্মতির তারিখ'],
  optout: ['opted out', 'opt out', 'unsubscribed', 'do not contact', 'do not message', 'withdrawn', 'consent withdrawn'],
}; // prettier-ignore

/** Columns that look like consent and are none for our channels. */
const ignored: { pattern: RegExp; note: string }[] = [
  {
    pattern:
      /^(unsubscribed from all e ?mail|marketing e ?mails opted out|e ?mail opt out|has opted out of e ?mail|e ?mail marketing status|marketing contact status|marketing status|member rating|optin time|optin ip|confirm time|confirm ip|opt in time|opt in ip)$/,
    note: 'About e-mail: says nothing about WhatsApp, Telegram, Signal or iMessage. Kept as an attribute, not as consent.',
  },
  {
    pattern: /^(do not call|fax opt out|has opted out of fax)$/,
    note: 'About calls: kept as an attribute, not as consent.',
  },
];

export type KnownColumn = { field: ImportField; rank: number } | { field: null; note?: string };

export function knownColumn(header: string): KnownColumn {
  const plain = plainHeader(header);
  const none = ignored.find((one) => one.pattern.test(plain));
  if (none) return { field: null, note: none.note };
  const found = lookup.get(plain) ?? lookup.get(plain.replaceAll(' ', ''));
  if (found) return found;
  return perChannel(plain) ?? { field: null };
}

/** `whatsapp_consent`, `Telegram opt-in`, `opted out of whatsapp`. */
function perChannel(plain: string): KnownColumn | undefined {
  const words = plain.replaceAll('i message', 'imessage').replaceAll('whats app', 'whatsapp');
  for (const channel of Object.values(channelWords)) {
    if (!words.split(' ').includes(channel)) continue;
    const rest = words.replace(channel, '').trim();
    if (
      /^(consent|consented|opt in|optin|opted in|opt in status|permission|subscribed)( date| at| given)?( to| for)?$/.test(
        rest,
      )
    )
      return { field: `consent:${channel}`, rank: 0 };
    if (/^(opt out|optout|opted out|unsubscribed|withdrawn|blocked)( date| at)?( of| from)?$/.test(rest))
      return { field: `optout:${channel}`, rank: 0 };
  }
  return undefined;
}

const lookup = new Map<string, { field: ImportField; rank: number }>();
for (const [field, list] of Object.entries(names) as [ImportField, string[]][]) {
  list.forEach((name, rank) => {
    lookup.set(name.normalize('NFKC'), { field, rank });
    const joined = name.normalize('NFKC').replaceAll(' ', '');
    if (!lookup.has(joined)) lookup.set(joined, { field, rank });
  });
  // Our own field names, as our exports and documentation write them.
  lookup.set(plainHeader(field), { field, rank: -1 });
}
