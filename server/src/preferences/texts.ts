// What the preference page says, in the person's language. The sentence beside a box is kept with what its ticking changed:
// change a sentence, raise the version.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { RequestKind } from '@sampark/contracts/request-kinds.ts';
import type { PageLanguage } from '../public-pages/send-page.ts';

export const wordingVersion = 1;

export const channelNames: Record<Channel, string> = {
  whatsapp: 'WhatsApp',
  telegram: 'Telegram',
  signal: 'Signal',
  imessage: 'iMessage',
};

type Texts = {
  title: string;
  greeting: (name: string | null) => string;
  about: (company: string) => string;
  purposes: Record<Purpose, string>;
  sentence: (company: string, channel: Channel, purpose: Purpose) => string;
  language: string;
  languages: Record<PageLanguage, string>;
  save: string;
  stopTitle: string;
  stopAbout: (company: string) => string;
  stop: string;
  saved: string;
  stopped: string;
  changed: string;
  asked: string;
  dataTitle: string;
  dataAbout: (company: string) => string;
  kinds: Record<RequestKind, string>;
  ask: string;
  askNote: string;
  askSend: string;
  waits: (kind: string, day: string) => string;
  badTitle: string;
  bad: string;
  ended: string;
  other: string;
};

export const texts: Record<PageLanguage, Texts> = {
  en: {
    title: 'What you want to receive',
    greeting: (name) => (name ? `Hello ${name}` : 'Hello'),
    about: (company) => `Choose where ${company} may write to you, and about what. You can change it at any time.`,
    purposes: {
      marketing: 'News and offers',
      service: 'Messages about my own matters',
      coaching: 'Tips for my work',
    },
    sentence: (company, channel, purpose) =>
      `${company} may send me ${{ marketing: 'news and offers', service: 'messages about my own matters', coaching: 'tips for my work' }[purpose]} on ${channelNames[channel]}.`,
    language: 'Language of messages',
    languages: { en: 'English', bn: 'বাংলা' },
    save: 'Save my choice',
    stopTitle: 'Nothing more',
    stopAbout: (company) => `One press, and ${company} sends you nothing more on any channel.`,
    stop: 'Stop everything',
    saved: 'Your choice is saved and counts from now on.',
    stopped: 'All messages are stopped. You can choose again here whenever you like.',
    changed: 'Something changed since you opened this page. Look once more and save again.',
    asked: 'We have your request and will answer it.',
    dataTitle: 'Your data',
    dataAbout: (company) => `Ask ${company} about what it keeps of you. The answer comes within a month.`,
    kinds: {
      copy: 'A copy of everything kept about me',
      correction: 'Something about me is wrong: correct it',
      erasure: 'Delete what is kept about me',
      objection: 'I object to being advertised to',
    },
    ask: 'What do you ask for?',
    askNote: 'Anything we should know (you may leave this empty)',
    askSend: 'Send my request',
    waits: (kind, day) => `You asked: “${kind}”. The answer comes by ${day}.`,
    badTitle: 'This link does not work',
    bad: 'It is incomplete, or a newer one has replaced it. Open the link in the latest message. To stop all messages, answer any of them with STOP.',
    ended: 'Its time is over. Open the link in the latest message. To stop all messages, answer any of them with STOP.',
    other: 'বাংলা',
  },
  bn: {
    title: 'আপনি কী পেতে চান',
    greeting: (name) => (name ? `নমস্কার ${name}` : 'নমস্কার'),
    about: (company) => `${company} আপনাকে কোথায় ও কী বিষয়ে লিখতে পারবে তা বেছে নিন। যেকোনো সময় বদলাতে পারবেন।`,
    purposes: {
      marketing: 'খবর ও অফার',
      service: 'আমার নিজের বিষয়ে বার্তা',
      coaching: 'আমার কাজের পরামর্শ',
    },
    sentence: (company, channel, purpose) =>
      `${company} আমাকে ${channelNames[channel]}-এ ${{ marketing: 'খবর ও অফার', service: 'আমার নিজের বিষয়ে বার্তা', coaching: 'আমার কাজের পরামর্শ' }[purpose]} পাঠাতে পারে।`,
    language: 'বার্তার ভাষা',
    languages: { en: 'English', bn: 'বাংলা' },
    save: 'আমার পছন্দ সংরক্ষণ করুন',
    stopTitle: 'আর কিছু নয়',
    stopAbout: (company) => `একবার চাপলেই ${company} কোনো মাধ্যমেই আপনাকে আর কিছু পাঠাবে না।`,
    stop: 'সব বন্ধ করুন',
    saved: 'আপনার পছন্দ সংরক্ষিত হয়েছে এবং এখন থেকেই কার্যকর।',
    stopped: 'সব বার্তা বন্ধ করা হয়েছে। চাইলে এখানেই আবার বেছে নিতে পারবেন।',
    changed: 'পাতাটি খোলার পর কিছু বদলেছে। আরেকবার দেখে আবার সংরক্ষণ করুন।',
    asked: 'আপনার অনুরোধ পেয়েছি, উত্তর দেওয়া হবে।',
    dataTitle: 'আপনার তথ্য',
    dataAbout: (company) => `${company} আপনার সম্পর্কে কী রাখে তা নিয়ে অনুরোধ করুন। এক মাসের মধ্যে উত্তর আসবে।`,
    kinds: {
      copy: 'আমার সম্পর্কে যা রাখা আছে তার একটি কপি',
      correction: 'আমার কোনো তথ্য ভুল আছে: ঠিক করুন',
      erasure: 'আমার সম্পর্কে যা রাখা আছে মুছে ফেলুন',
      objection: 'আমাকে বিজ্ঞাপন পাঠানোয় আমার আপত্তি আছে',
    },
    ask: 'আপনি কী চান?',
    askNote: 'আমাদের কিছু জানানোর থাকলে লিখুন (খালিও রাখতে পারেন)',
    askSend: 'অনুরোধ পাঠান',
    waits: (kind, day) => `আপনি চেয়েছেন: “${kind}”। উত্তর আসবে ${day}-এর মধ্যে।`,
    badTitle: 'এই লিংক কাজ করছে না',
    bad: 'লিংকটি অসম্পূর্ণ, অথবা নতুন একটি লিংক এসেছে। সর্বশেষ বার্তার লিংকটি খুলুন। সব বার্তা বন্ধ করতে যেকোনো বার্তার উত্তরে লিখুন: বন্ধ।',
    ended: 'লিংকটির মেয়াদ শেষ। সর্বশেষ বার্তার লিংকটি খুলুন। সব বার্তা বন্ধ করতে যেকোনো বার্তার উত্তরে লিখুন: বন্ধ।',
    other: 'English',
  },
}; // prettier-ignore
