// Mails in Bengali.
import type { NotificationKind } from '@sampark/contracts/notification-kinds.ts';
import type { Writer } from './words.ts';

export const bengali: Record<NotificationKind, Writer> = {
  messages_failed: ({ count }, { n, campaign, reasons }) => ({
    title: campaign ? `${campaign} এর ${n(count)}টি বার্তা ব্যর্থ হয়েছে` : `${n(count)}টি একক বার্তা ব্যর্থ হয়েছে`,
    lines: [reasons],
  }),
  messages_unknown: ({ count, open }, { n, campaign }) => {
    const left = open ?? count;
    const of = campaign ? `${campaign} এর ` : '';
    if (left === 0) return { title: `${of}সব অস্পষ্ট বার্তার নিষ্পত্তি হয়েছে`, lines: ['আর কিছু সিদ্ধান্তের নেই।'] };
    return {
      title: `${of}${n(left)}টি বার্তা পৌঁছেছে কি না জানা নেই`,
      lines: ['এগুলো নিজে থেকে আর কখনো পাঠানো হয় না। প্রতিটি দেখে সিদ্ধান্ত নিন।'],
    };
  },
  campaign_completed: ({ numbers }, { n, campaign }) => ({
    title: `${campaign} সম্পন্ন হয়েছে`,
    lines: numbers
      ? [
          `${n(numbers.recipients)} জন: ${n(numbers.sent)}টি পাঠানো, ${n(numbers.delivered)}টি পৌঁছেছে, ${n(numbers.read)}টি পড়া, ${n(numbers.replied)}টি উত্তর; ${n(numbers.failed)}টি ব্যর্থ, ${n(numbers.skipped)}টি নিয়ম অনুযায়ী পাঠানো হয়নি।`,
          ...(numbers.held > 0 ? [`${n(numbers.held)}টি আটকে আছে, ছাড়তে দুজন লাগে।`] : []),
        ]
      : [],
  }),
  campaign_late: (_, { campaign, late }) => ({
    title: `${campaign} ${late} দেরিতে শুরু হয়েছে`,
    lines: ['নির্ধারিত সময়ে সম্পর্ক চালু ছিল না। চালু হওয়ামাত্র শুরু হয়েছে।'],
  }),
  campaign_paused: (_, { campaign, reasons }) => ({
    title: `${campaign} থামানো হয়েছে`,
    lines: [reasons, 'আপনি আবার চালু না করা পর্যন্ত এর আর কিছু যাবে না।'],
  }),
  experiment_found: (_, { campaign }) => ({
    title: `${campaign} ক্যাম্পেইনের পরীক্ষায় একটি বিজয়ী পাওয়া গেছে`,
    lines: ['আপনি সেটিকে বিজয়ী ঘোষণা করে যাঁরা এখনো কিছু পাননি তাঁদের সবাইকে পাঠাতে পারেন।'],
  }),
  experiment_stopped: (_, { campaign }) => ({
    title: `${campaign} ক্যাম্পেইনের একটি সংস্করণ থামানো হয়েছে`,
    lines: [
      'পরীক্ষায় যতটা মেনে নেওয়া হয় তার চেয়ে বেশি মানুষ বার্তা বন্ধ করেছেন, অথবা বেশি বার্তা ব্যর্থ হয়েছে। যাঁরা এটির অপেক্ষায় ছিলেন তাঁরা অন্য সংস্করণ পাবেন।',
    ],
  }),
  messages_held: ({ count }, { n, campaign }) => ({
    title: `${campaign ? `${campaign}-এর ` : ''}${n(count)}টি বার্তা একটি কমপ্লায়েন্স নিয়মে থেমে আছে`,
    lines: ['প্রতিটি ছাড়তে দুজনের সম্মতি লাগে, না পাঠানোর সিদ্ধান্ত একজনই নিতে পারেন।'],
  }),
  messages_refused: ({ count }, { n, campaign }) => ({
    title: `${campaign ? `${campaign}-এর ` : ''}${n(count)}টি বার্তায় কমপ্লায়েন্স আপত্তি জানিয়েছে`,
    lines: ['প্রতিটির পাশে কারণ ও সংশ্লিষ্ট নিয়মটি লেখা আছে।'],
  }),
  privacy_asked: ({ count }, { n }) => ({
    title: `${n(count)} জন নিজের তথ্য নিয়ে কিছু চেয়েছেন`,
    lines: ['এক মাসের মধ্যে উত্তর দিতে হবে।'],
  }),
  privacy_due: ({ count }, { n }) => ({
    title: `${n(count)}টি গোপনীয়তার অনুরোধের সময় এক সপ্তাহ বা তার কম বাকি`,
    lines: ['আইনে সময় এক মাস। উত্তর দিন, অথবা কারণ জানিয়ে আরও সময় নিন।'],
  }),
  keys_unusable: ({ count }, { n }) => ({
    title: `${n(count)} জনের চাবি খোলা যাচ্ছে না`,
    lines: [
      'চাবি না খোলা পর্যন্ত তাঁদের কাছে কিছু যাবে না। যিনি সার্ভার চালান তিনি ব্যাকআপ থেকে সারিগুলো ফেরাবেন: sampark keys status।',
    ],
  }),
  audit_lost: () => ({
    title: 'নিরীক্ষার নথিতে স্বাক্ষরিত অংশ আর নেই',
    lines: [
      'ডেটাবেস ব্যাকআপ থেকে ফেরানো হয়েছে, অথবা কিছু ভুক্তি সরানো হয়েছে। স্বাক্ষরিত চেকপয়েন্টের সঙ্গে মিলিয়ে দেখুন: sampark audit verify।',
    ],
  }),
  people_held: ({ count }, { n }) => ({
    title: `${n(count)} জন এমন কিছু লিখেছেন যা প্রত্যাখ্যানের মতো শোনায়`,
    lines: ['কেউ দেখার আগে তাঁদের কাছে আর কিছু যাবে না।'],
  }),
  account_held: (
    { count, portfolio, waiting, settled_at },
    { n, device, channels, reasons, waitingFor },
  ) => ({
    title:
      count > 1
        ? `${channels || 'প্ল্যাটফর্ম'}${portfolio ? ` “${portfolio.name}” এর` : ''} ${n(count)}টি প্রেরক থামিয়েছে`
        : `${channels || 'প্ল্যাটফর্ম'} প্রেরক ${device} থামিয়েছে`,
    lines: [
      reasons,
      settled_at === null && waiting && waiting.people > 0
        ? `${n(waiting.people)} জন অপেক্ষায়${waitingFor ? `: ${waitingFor}` : ''}।`
        : '',
      settled_at === null
        ? count > 1
          ? 'এগুলোকে পাশ কাটিয়ে কিছু পাঠানো হয় না। সবগুলো চলবে কি না একসঙ্গে সিদ্ধান্ত নিন।'
          : 'এটিকে পাশ কাটিয়ে কিছু পাঠানো হয় না। এটি চলবে কি না সিদ্ধান্ত নিন।'
        : 'এর সিদ্ধান্ত ইতিমধ্যে হয়েছে।',
    ],
  }),
  channel_held: ({ settled_at }, { campaign, channels, reasons }) => ({
    title: `${campaign} এর ${channels} অপেক্ষায়`,
    lines: [
      reasons,
      settled_at === null
        ? 'মানুষেরা নিজেদের চ্যানেলেই থাকেন। প্রেরক চলবে কি না প্রশাসক ঠিক করেন।'
        : 'এর সিদ্ধান্ত ইতিমধ্যে হয়েছে; আবার চলছে।',
    ],
  }),
  senders_offline: ({ count, senders }, { n, names }) =>
    senders && senders.offline === 0
      ? { title: `${n(count)}টি প্রেরক অফলাইন ছিল, আবার ফিরেছে`, lines: [names] }
      : {
          title: `${n(senders?.offline ?? count)}টি প্রেরক অফলাইন`,
          lines: [names, 'সম্ভব হলে তাদের বার্তা অন্য প্রেরক দিয়ে যায়, নইলে অপেক্ষা করে।'],
        },
  senders_back: ({ count }, { n, names }) => ({
    title: `${n(count)}টি প্রেরক আবার সাড়া দিচ্ছে`,
    lines: [names],
  }),
  portfolio_exhausted: ({ portfolio }, { n }) => ({
    title: `“${portfolio?.name ?? ''}” দৈনিক সীমায় পৌঁছেছে${portfolio?.limit ? `: ${n(portfolio.limit)} জন` : ''}`,
    lines: ['বাকিরা আগামী ২৪ ঘণ্টায় জায়গা খালি হওয়া পর্যন্ত অপেক্ষা করেন। কিছুই ব্যর্থ হয়নি।'],
  }),
  mail_failed: ({ count }, { n, reasons }) => ({
    title: `${n(count)}টি ই-মেইল পৌঁছানো যায়নি`,
    lines: [reasons],
  }),
};
