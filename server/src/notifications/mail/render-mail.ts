// One mail of one or more notifications, as plain text and as simple HTML. Pure. Everything a person wrote (names of
// campaigns and senders) is escaped; there is no picture, tracking or outside address in it.
import type { Notification } from '@sampark/contracts/notifications.ts';
import { tell, type Language, type Told } from './words.ts';

export type RenderedMail = { subject: string; text: string; html: string };

const frame = {
  en: {
    several: (count: number) => `${count} things to know`,
    hello: (name: string) => `Hello ${name},`,
    more: (count: number) => `… and ${count} more in the dashboard.`,
    open: 'Open',
    why: (workspace: string) =>
      `You get this as a member of ${workspace} on Sampark. Choose what is mailed to you, and when:`,
  },
  bn: {
    several: (count: number) => `${new Intl.NumberFormat('bn-BD').format(count)}টি জানার বিষয়`,
    hello: (name: string) => `প্রিয় ${name},`,
    more: (count: number) => `… ড্যাশবোর্ডে আরও ${new Intl.NumberFormat('bn-BD').format(count)}টি।`,
    open: 'খুলুন',
    why: (workspace: string) =>
      `সম্পর্কে ${workspace} এর সদস্য হিসেবে আপনি এটি পাচ্ছেন। কী এবং কখন ই-মেইলে পাবেন তা বেছে নিন:`,
  },
} satisfies Record<Language, unknown>;

const mostItems = 20;

export function renderMail(given: {
  language: Language;
  person: string;
  workspace: string;
  url: string;
  notifications: readonly Notification[];
}): RenderedMail {
  const { language, url } = given;
  const words = frame[language];
  const all = given.notifications.map((one) => tell(language, one));
  const told = all.slice(0, mostItems);
  const first = told.length === 1 ? told[0] : undefined;
  const more = all.length > told.length ? words.more(all.length - told.length) : '';
  const choose = `${url}/notifications?tab=preferences`;
  const why = words.why(given.workspace);
  return {
    // A subject is one line, whatever a campaign is called.
    subject: oneLine(first ? first.title : `${words.several(all.length)}: ${told[0]?.title ?? ''}`),
    text: [
      words.hello(given.person),
      ...told.map((one) => [one.title, ...one.lines, `${url}${one.path}`].join('\n')),
      ...(more ? [more] : []),
      `--\n${why}\n${choose}`,
    ].join('\n\n'),
    html: page(language, [
      `<p>${escape(words.hello(given.person))}</p>`,
      ...told.map((one) => section(one, url, words.open)),
      ...(more ? [`<p>${escape(more)}</p>`] : []),
      `<p style="margin-top:24px;color:#5b6472;font-size:13px">${escape(why)} <a href="${escape(choose)}">${escape(choose)}</a></p>`,
    ]),
  };
}

function section(one: Told, url: string, open: string): string {
  const lines = one.lines.map((line) => `<p style="margin:4px 0">${escape(line)}</p>`).join('');
  return `<div style="margin:16px 0;padding:12px 16px;border:1px solid #d8dde5;border-radius:8px"><p style="margin:0 0 4px;font-weight:600">${escape(one.title)}</p>${lines}<p style="margin:8px 0 0"><a href="${escape(url + one.path)}">${escape(open)}</a></p></div>`;
}

/** Also of other mails than notifications. */
export function page(language: Language, parts: readonly string[]): string {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#1b2330;max-width:600px">${parts.join('')}</body></html>`;
}

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
