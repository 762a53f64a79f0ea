// What the codes of the records mean, in the two languages of the page. Reasons of decisions and platforms have tables of their own.
import { policyReasonText, type PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';
import { eventWords } from './event-words.ts';
import { reasonsBn } from './reasons-bn.ts';
import type { PageLanguage } from './page-words.ts';

export type Both = readonly [en: string, bn: string];

const codes: Readonly<Record<string, Both>> = {
  // Channels and purposes
  whatsapp: ['WhatsApp', 'WhatsApp'],
  telegram: ['Telegram', 'Telegram'],
  signal: ['Signal', 'Signal'],
  imessage: ['iMessage', 'iMessage'],
  email: ['E-mail', 'ইমেইল'],
  marketing: ['Marketing', 'বিপণন'],
  service: ['Service', 'সেবা'],
  coaching: ['Coaching', 'পরামর্শ'],
  // Consent
  granted: ['Agreed', 'রাজি হয়েছেন'],
  withdrawn: ['Withdrawn', 'ফিরিয়ে নিয়েছেন'],
  keyword: ['You wrote a word that stops messages', 'আপনি বার্তা থামানোর শব্দ লিখেছেন'],
  platform: ['The platform told us', 'প্ল্যাটফর্ম জানিয়েছে'],
  preference_page: ['On your own preference page', 'আপনার নিজের পছন্দের পাতায়'],
  opt_in_page: ['On a page where one agrees', 'রাজি হওয়ার পাতায়'],
  opt_in_keyword: ['You wrote the word to agree', 'আপনি রাজি হওয়ার শব্দ লিখেছেন'],
  start_link: ['You opened an invitation', 'আপনি আমন্ত্রণ খুলেছেন'],
  import: ['From a file', 'একটি ফাইল থেকে'],
  inbound: ['You wrote to us', 'আপনি আমাদের লিখেছেন'],
  callback: ['The platform told us', 'প্ল্যাটফর্ম জানিয়েছে'],
  api: ['From another program', 'অন্য প্রোগ্রাম থেকে'],
  crm: ['From our list of clients', 'আমাদের গ্রাহক তালিকা থেকে'],
  dashboard: ['A colleague of ours', 'আমাদের একজন সহকর্মী'],
  manual: ['A colleague of ours', 'আমাদের একজন সহকর্মী'],
  pm: ['The colleague who looks after you', 'যিনি আপনার দেখাশোনা করেন'],
  form: ['A form', 'একটি ফর্ম'],
  phone: ['By phone', 'ফোনে'],
  letter: ['By letter', 'চিঠিতে'],
  meeting: ['In a meeting', 'সাক্ষাতে'],
  message: ['By message', 'বার্তায়'],
  in_person: ['In person', 'সামনাসামনি'],
  objection: ['Objection', 'আপত্তি'],
  unblocked: ['You unblocked us', 'আপনি আবার অনুমতি দিয়েছেন'],
  number_changed: ['The number changed', 'নম্বর বদলেছে'],
  deletion: ['The record was deleted', 'নথি মোছা হয়েছে'],
  // Opt-outs
  opted_out: ['You opted out', 'আপনি না বলেছেন'],
  person_request: ['You asked for it', 'আপনি চেয়েছেন'],
  complaint: ['A complaint', 'একটি অভিযোগ'],
  bounced: ['Messages did not arrive', 'বার্তা পৌঁছায়নি'],
  legal: ['For legal reasons', 'আইনি কারণে'],
  wrong_person: ['Somebody else has this number', 'নম্বরটি অন্য কারও'],
  external: ['Another system told us', 'অন্য ব্যবস্থা জানিয়েছে'],
  blocked_by_person: ['You blocked us', 'আপনি আমাদের আটকেছেন'],
  wrong_number: ['A wrong number', 'ভুল নম্বর'],
  duplicate: ['Twice in our records', 'নথিতে দুবার আছে'],
  admin_decision: ['An administrator decided', 'একজন প্রশাসকের সিদ্ধান্ত'],
  destroyed: ['Destroyed', 'নষ্ট করা হয়েছে'],
  kept: ['Kept', 'রাখা হয়েছে'],
  clock: ['A time to keep records', 'নথি রাখার সময়'],
  admin: ['An administrator', 'একজন প্রশাসক'],
  erased: ['Erased', 'মুছে ফেলা'],
  refusal: ['It reads like a refusal', 'প্রত্যাখ্যানের মতো শোনায়'],
  unsubscribed: ['You unsubscribed', 'আপনি সরে গেছেন'],
  blocked: ['Blocked', 'আটকানো'],
  // Addresses, campaigns, messages
  active: ['Active', 'চালু'],
  unreachable: ['Not reachable', 'পৌঁছানো যায় না'],
  stopped: ['Stopped', 'বন্ধ'],
  draft: ['Draft', 'খসড়া'],
  scheduled: ['Planned', 'নির্ধারিত'],
  paused: ['Paused', 'থেমে আছে'],
  completed: ['Completed', 'সম্পন্ন'],
  cancelled: ['Cancelled', 'বাতিল'],
  pending: ['Waiting', 'অপেক্ষায়'],
  sending: ['On its way', 'পাঠানো হচ্ছে'],
  sent: ['Sent', 'পাঠানো'],
  delivered: ['Delivered', 'পৌঁছেছে'],
  read: ['Read', 'পড়া হয়েছে'],
  retrying: ['Tried again', 'আবার চেষ্টা হচ্ছে'],
  failed: ['Failed', 'ব্যর্থ'],
  unknown: ['Not known whether it arrived', 'পৌঁছেছে কি না জানা নেই'],
  skipped: ['Not sent', 'পাঠানো হয়নি'],
  held: ['Held back', 'আটকে আছে'],
  accepted: ['Accepted by the platform', 'প্ল্যাটফর্ম নিয়েছে'],
  rejected: ['Refused by the platform', 'প্ল্যাটফর্ম ফিরিয়ে দিয়েছে'],
  retry: ['To be tried again', 'আবার চেষ্টা হবে'],
  send: ['To be sent', 'পাঠানো যাবে'],
  reschedule: ['Put off', 'পিছিয়ে দেওয়া'],
  skip: ['Not to be sent', 'পাঠানো যাবে না'],
  hold: ['Held back', 'আটকে রাখা'],
  resend: ['Sent once more', 'আবার পাঠানো'],
  leave: ['Left as it is', 'যেমন ছিল তেমন রাখা'],
  look_up: ['The platform was asked', 'প্ল্যাটফর্মকে জিজ্ঞেস করে'],
  lone_receipt: ['By a receipt', 'প্রাপ্তিস্বীকার থেকে'],
  receipt: ['By a receipt', 'প্রাপ্তিস্বীকার থেকে'],
  person: ['A person', 'একজন মানুষ'],
  person_erased: ['The person asked to be forgotten', 'ব্যক্তি তথ্য মুছতে চেয়েছেন'],
  // Answers
  text: ['Text', 'লেখা'],
  button: ['A button', 'একটি বোতাম'],
  start: ['Opened the chat', 'কথোপকথন খুলেছেন'],
  other: ['Something else', 'অন্য কিছু'],
  // Reviews
  warn: ['Sent and looked at', 'পাঠিয়ে পরে দেখা'],
  block: ['Held back until it was looked at', 'দেখা পর্যন্ত আটকানো'],
  low: ['Low', 'কম'],
  medium: ['Medium', 'মাঝারি'],
  high: ['High', 'বেশি'],
  open: ['Open', 'খোলা'],
  closed: ['Closed', 'বন্ধ'],
  assigned: ['Assigned', 'দায়িত্ব দেওয়া'],
  decided: ['Decided', 'সিদ্ধান্ত হয়েছে'],
  false_alarm: ['Nothing was wrong', 'কোনো ভুল ছিল না'],
  minor: ['A small fault', 'ছোট ভুল'],
  violation: ['It broke a rule', 'নিয়ম ভেঙেছে'],
  // Requests
  copy: ['A copy', 'কপি'],
  erasure: ['To be erased', 'মুছে ফেলা'],
  correction: ['A correction', 'সংশোধন'],
  refused: ['Refused', 'প্রত্যাখ্যাত'],
  received: ['Received', 'পাওয়া গেছে'],
  noted: ['Noted', 'লেখা হয়েছে'],
  extended: ['More time was taken', 'সময় বাড়ানো হয়েছে'],
  officer: ['A compliance officer', 'একজন পরিপালন কর্মকর্তা'],
  // History
  none: ['None', 'কিছু না'],
  html: ['A page to read', 'পড়ার পাতা'],
  json: ['A file for programs', 'প্রোগ্রামের জন্য ফাইল'],
  phone_number: ['Phone number', 'ফোন নম্বর'],
  first_name: ['First name', 'নামের প্রথম অংশ'],
  last_name: ['Last name', 'নামের শেষ অংশ'],
  name: ['Name', 'নাম'],
  language: ['Language', 'ভাষা'],
  country: ['Country', 'দেশ'],
  time_zone: ['Time zone', 'সময় অঞ্চল'],
  demographics: ['About the person', 'পরিচয়ের তথ্য'],
  attributes: ['Further details', 'অন্যান্য তথ্য'],
  asset_class_interests: ['Interests in investing', 'বিনিয়োগে আগ্রহ'],
  lead_score: ['Measure of interest', 'আগ্রহের মান'],
  erased_person: ['Erased person', 'মুছে ফেলা ব্যক্তি'],
};

const place = { en: 0, bn: 1 } as const;

/** Undefined: no code we have words for. */
export function codeWord(code: string, language: PageLanguage): string | undefined {
  const both = codes[code] ?? eventWords[code];
  if (both) return both[place[language]];
  // Some are one of each, such as telegram:marketing.
  const parts = code.split(':').map((one) => codes[one]?.[place[language]]);
  if (parts.length > 1 && parts.every((one) => one !== undefined)) return parts.join(', ');
  return language === 'bn'
    ? reasonsBn[code as PolicyReasonCode | SendCode]
    : (policyReasonText[code as PolicyReasonCode] ?? sendCodeText[code as SendCode]);
}
