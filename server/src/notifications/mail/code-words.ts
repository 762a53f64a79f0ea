// Reasons in Bengali, for mails; English is sendCodeText. Mail faults in both.
import { sendCodeText, type SendCode } from '@sampark/contracts/send-codes.ts';

const bengali: Record<SendCode, string> = {
  asked_again: 'কেউ এটি আবার পাঠাতে বলেছেন',
  never_sent: 'প্ল্যাটফর্মে এর কোনো চিহ্ন নেই: এটি যায়নি',
  network: 'প্ল্যাটফর্মে পৌঁছানো যায়নি',
  server_fault: 'প্ল্যাটফর্মের নিজের ত্রুটি হয়েছে',
  maintenance: 'প্ল্যাটফর্মে রক্ষণাবেক্ষণ চলছে',
  account_rate: 'প্রেরক প্ল্যাটফর্মের গতিসীমায় পৌঁছেছে',
  app_rate: 'ব্যবসায়িক অ্যাকাউন্ট প্ল্যাটফর্মের সীমায় পৌঁছেছে',
  pair_rate: 'একই ব্যক্তিকে আগের বার্তার পর খুব তাড়াতাড়ি',
  marketing_cap: 'প্ল্যাটফর্ম আপাতত এই ব্যক্তিকে বিপণন বার্তা সীমিত রেখেছে',
  not_on_channel: 'ব্যক্তি এই চ্যানেলে নেই',
  unreachable: 'চ্যানেলটি এই ঠিকানা চেনে না',
  blocked_by_contact: 'ব্যক্তি প্রেরককে ব্লক করেছেন',
  marketing_stopped: 'ব্যক্তি প্ল্যাটফর্মে বিপণন বার্তা বন্ধ করেছেন',
  not_started: 'ব্যক্তি এখনো বট খোলেননি',
  identity_changed: 'ব্যক্তির নিরাপত্তা নম্বর বদলেছে',
  holdout: 'প্ল্যাটফর্ম নিজের পরীক্ষার জন্য এই বার্তা আটকে রেখেছে',
  country_restricted: 'প্ল্যাটফর্ম এই দেশে পৌঁছে দেয় না',
  window_closed: '২৪ ঘণ্টার উত্তরের সময় শেষ',
  template_missing: 'এই ভাষায় টেমপ্লেট নেই, অথবা অনুমোদিত নয়',
  template_parameters: 'টেমপ্লেটের তথ্য মেলে না',
  template_paused: 'প্ল্যাটফর্ম এই টেমপ্লেট থামিয়েছে',
  content_invalid: 'প্ল্যাটফর্ম বিষয়বস্তু নেয়নি',
  content_too_long: 'বার্তাটি প্ল্যাটফর্মের সীমার চেয়ে বড়',
  account_credentials: 'প্রেরকের প্রবেশাধিকার আর বৈধ নয়',
  account_configuration: 'প্ল্যাটফর্মে প্রেরক ঠিকভাবে সাজানো নেই',
  account_billing: 'ব্যবসায়িক অ্যাকাউন্টে বিলের সমস্যা আছে',
  account_banned: 'প্ল্যাটফর্ম এই প্রেরককে নিষিদ্ধ করেছে',
  account_spam: 'অভিযোগের পর প্ল্যাটফর্ম এই প্রেরককে সীমিত করেছে',
  captcha_required: 'প্ল্যাটফর্ম এই প্রেরকের মানুষ-যাচাই চায়',
  timeout: 'সময়মতো উত্তর আসেনি; গিয়ে থাকতে পারে',
  crashed: 'পাঠানো ও উত্তরের মাঝে আমরা থেমে গেছি; গিয়ে থাকতে পারে',
  connection_lost: 'উত্তরের আগেই সংযোগ ছিন্ন হয়েছে; গিয়ে থাকতে পারে',
  retries_exhausted: 'আরও তিনবার চেষ্টাও ব্যর্থ',
  undelivered: 'প্ল্যাটফর্ম গ্রহণ করে পরে ব্যর্থ জানিয়েছে',
  unclassified: 'প্ল্যাটফর্ম এমন উত্তর দিয়েছে যা আমরা এখনো চিনি না',
};

const mailFaults: Record<string, { en: string; bn: string }> = {
  mail_auth: { en: 'The mail server refused our sign-in', bn: 'মেইল সার্ভার আমাদের প্রবেশ নেয়নি' },
  mail_tls: { en: 'No safe connection to the mail server', bn: 'মেইল সার্ভারে নিরাপদ সংযোগ হয়নি' },
  mail_connection: { en: 'The mail server could not be reached', bn: 'মেইল সার্ভারে পৌঁছানো যায়নি' },
  mail_address: { en: 'The mail server does not take this address', bn: 'মেইল সার্ভার এই ঠিকানা নেয় না' },
  mail_refused: { en: 'The mail server refused the mail', bn: 'মেইল সার্ভার মেইলটি নেয়নি' },
};

/** Undefined for a code without words: then nothing is said rather than a code. */
export function codeText(language: 'en' | 'bn', code: string): string | undefined {
  const fault = mailFaults[code];
  if (fault) return fault[language];
  return (language === 'bn' ? (bengali as Record<string, string>) : (sendCodeText as Record<string, string>))[
    code
  ];
}
