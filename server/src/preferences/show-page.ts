// The preference page as HTML: a form that works without a script, on the smallest phone.
import type { FastifyReply } from 'fastify';
import { requestKinds } from '@sampark/contracts/request-kinds.ts';
import { markup } from '../public-pages/html.ts';
import { sendPage, type PageLanguage } from '../public-pages/send-page.ts';
import type { Preferences } from './load-preferences.ts';
import { channelNames, texts } from './texts.ts';

export type Note = 'saved' | 'stopped' | 'changed' | 'asked';

export function showPreferences(
  reply: FastifyReply,
  person: Preferences,
  page: { language: PageLanguage; path: string; note?: Note | undefined },
): string {
  const t = texts[page.language];
  const action = `${page.path}?lang=${page.language}`;
  const byChannel = [...Map.groupBy(person.shown, (box) => box.channel)];
  const other = page.language === 'bn' ? 'en' : 'bn';
  const box = (type: string, name: string, value: string, on: boolean, text: string) =>
    markup`<label><input type="${type}" name="${name}" value="${value}"${on && markup` checked`}><span>${text}</span></label>`;
  const sections = byChannel.map(([channel, boxes]) => {
    const inside = boxes.map((one) =>
      box('checkbox', 'on', `${one.channel}:${one.purpose}`, one.granted, t.purposes[one.purpose]),
    );
    return markup`<fieldset><legend>${channelNames[channel]}</legend>${inside}</fieldset>`;
  });
  const day = new Intl.DateTimeFormat(page.language === 'bn' ? 'bn-BD' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const asked = person.asked.map(
    (one) => markup`<p class="note">${t.waits(t.kinds[one.kind], day.format(new Date(one.due_on)))}</p>`,
  );
  const open = requestKinds.filter((one) => !person.asked.some((known) => known.kind === one));
  const kinds = open.map((one) => markup`<option value="${one}">${t.kinds[one]}</option>`);
  const languages = (['en', 'bn'] as const).map((one) =>
    box('radio', 'language', one, person.language === one, t.languages[one]),
  );
  return sendPage(reply, {
    language: page.language,
    title: `${t.title} · ${person.company}`,
    body: markup`<nav><a href="${page.path}?lang=${other}" lang="${other}" hreflang="${other}">${t.other}</a></nav>
<h1>${t.greeting(person.first_name)}</h1><p class="m">${t.about(person.company)}</p>${
      page.note && markup`<p class="note" role="status">${t[page.note]}</p>`
    }<form method="post" action="${action}"><input type="hidden" name="seen" value="${person.last_entry}">${sections}
<fieldset><legend>${t.language}</legend>${languages}</fieldset><button name="act" value="save">${t.save}</button></form>
<section aria-labelledby="stop"><h2 id="stop">${t.stopTitle}</h2><p>${t.stopAbout(person.company)}</p>
<form method="post" action="${action}"><button class="stop" name="act" value="stop">${t.stop}</button></form></section>
<section aria-labelledby="data"><h2 id="data">${t.dataTitle}</h2><p>${t.dataAbout(person.company)}</p>${asked}${
      open.length > 0 &&
      markup`<form method="post" action="${action}"><label class="s" for="kind">${t.ask}</label><select id="kind" name="kind">${kinds}</select>
<label class="s" for="why">${t.askNote}</label><textarea id="why" name="note" rows="3" maxlength="2000"></textarea>
<button class="q" name="act" value="ask">${t.askSend}</button></form>`
    }</section>`,
  }); // prettier-ignore
}

/** The same whether the link is false, replaced or of somebody who is gone. */
export function showNoPreferences(
  reply: FastifyReply,
  language: PageLanguage,
  why: 'ended' | 'unknown',
): string {
  const t = texts[language];
  return sendPage(reply, {
    ...{ language, title: t.badTitle, status: why === 'ended' ? 410 : 404 },
    body: markup`<h1>${t.badTitle}</h1>
      <p>${why === 'ended' ? t.ended : t.bad}</p>`,
  });
}
