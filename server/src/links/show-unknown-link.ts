// What is shown for an address that is no link of ours, or that was cut off on its way.
import type { FastifyReply } from 'fastify';
import { markup } from '../public-pages/html.ts';
import { sendPage, type PageLanguage } from '../public-pages/send-page.ts';

const texts: Readonly<Record<PageLanguage, { title: string; why: string; what: string }>> = {
  en: {
    title: 'This link leads nowhere',
    why: 'It may have been cut off when it was copied or forwarded.',
    what: 'Open it from the message itself, or ask whoever sent it to you.',
  },
  bn: {
    title: 'এই লিঙ্কটি কোথাও নিয়ে যায় না',
    why: 'কপি বা ফরোয়ার্ড করার সময় এর কিছু অংশ বাদ পড়ে থাকতে পারে।',
    what: 'মূল মেসেজ থেকে লিঙ্কটি খুলুন, অথবা যিনি পাঠিয়েছেন তাঁকে জিজ্ঞাসা করুন।',
  },
};

export function showUnknownLink(reply: FastifyReply, language: PageLanguage): string {
  const t = texts[language];
  return sendPage(reply, {
    ...{ language, title: t.title, status: 404 },
    body: markup`<h1>${t.title}</h1><p>${t.why}</p><p class="m">${t.what}</p>`,
  });
}
