// What the opt-in page says around the workspace's own wording, in the page's language.
import type { Purpose } from '@sampark/contracts/domain.ts';
import type { PageLanguage } from '../public-pages/send-page.ts';

type Texts = {
  title: (company: string) => string;
  purposes: Record<Purpose, string>;
  next: string;
  none: string;
  confirmTitle: string;
  confirm: string;
  open: (channel: string) => string;
  send: (to: string) => string;
  scan: string;
  until: string;
  ending: string;
  /** The message that confirms; what the person says in it is kept with the consent. */
  agree: (company: string) => string;
  goneTitle: string;
  gone: string;
};

export const texts: Record<PageLanguage, Texts> = {
  en: {
    title: (company) => `Hear from ${company}`,
    purposes: {
      marketing: 'News and offers',
      service: 'Messages about my own matters',
      coaching: 'Tips for my work',
    },
    next: 'Continue',
    none: 'Tick at least one box, or close this page: nothing was recorded.',
    confirmTitle: 'One more step',
    confirm: 'Nothing counts until you send us the message yourself. Do it for each one:',
    open: (channel) => `Open ${channel}`,
    send: (to) => `and send this to ${to}:`,
    scan: 'On another device? Scan this with your phone.',
    until: 'The code works once, for 24 hours.',
    ending: 'You can stop at any time: answer STOP to any message.',
    agree: (company) => `Yes, I agree to receive messages from ${company}.`,
    goneTitle: 'This page is closed',
    gone: 'It does not exist, or nothing can be agreed to here any more.',
  },
  bn: {
    title: (company) => `${company}-এর বার্তা পান`,
    purposes: {
      marketing: 'খবর ও অফার',
      service: 'আমার নিজের বিষয়ে বার্তা',
      coaching: 'আমার কাজের পরামর্শ',
    },
    next: 'এগিয়ে যান',
    none: 'অন্তত একটি ঘরে টিক দিন, অথবা পাতাটি বন্ধ করুন: কিছুই লেখা হয়নি।',
    confirmTitle: 'আর একটি ধাপ',
    confirm: 'আপনি নিজে বার্তাটি না পাঠানো পর্যন্ত কিছুই কার্যকর হবে না। প্রতিটির জন্য এটি করুন:',
    open: (channel) => `${channel} খুলুন`,
    send: (to) => `এবং ${to} নম্বরে বা ঠিকানায় এটি পাঠান:`,
    scan: 'অন্য যন্ত্রে আছেন? ফোন দিয়ে এটি স্ক্যান করুন।',
    until: 'কোডটি একবার, ২৪ ঘণ্টা পর্যন্ত কাজ করে।',
    ending: 'যেকোনো সময় বন্ধ করতে পারবেন: যেকোনো বার্তার উত্তরে লিখুন “বন্ধ”।',
    agree: (company) => `হ্যাঁ, আমি ${company}-এর বার্তা পেতে রাজি।`,
    goneTitle: 'পাতাটি বন্ধ',
    gone: 'পাতাটি নেই, অথবা এখানে আর কিছুতে সম্মতি দেওয়া যায় না।',
  },
};
