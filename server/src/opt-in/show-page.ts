// The opt-in page and its second step as HTML. Nothing is ticked beforehand and nothing about the reader is asked.
import type { FastifyReply } from 'fastify';
import { channelNames } from '../preferences/texts.ts';
import { markup } from '../public-pages/html.ts';
import { sendPage, type PageLanguage } from '../public-pages/send-page.ts';
import type { Asked } from './ask-to-confirm.ts';
import { channelLink } from './channel-links.ts';
import { messageWith } from './codes.ts';
import type { PublicPage } from './load-page.ts';
import { qrImage } from './qr.ts';
import { texts } from './texts.ts';

export function showForm(reply: FastifyReply, page: PublicPage, path: string, nothingTicked = false): string {
  const t = texts[page.language];
  const groups = [...Map.groupBy(page.offers, (one) => one.channel)].map(([channel, offers]) => {
    const boxes = offers.map(
      (one) =>
        markup`<label><input type="checkbox" name="on" value="${one.channel}:${one.purpose}"><span>${t.purposes[one.purpose]}</span></label>`,
    );
    return markup`<fieldset><legend>${channelNames[channel]}</legend>${boxes}</fieldset>`;
  });
  return sendPage(reply, {
    ...{ language: page.language, title: t.title(page.company), status: nothingTicked ? 422 : 200 },
    body: markup`<h1>${t.title(page.company)}</h1>${nothingTicked && markup`<p class="note" role="alert">${t.none}</p>`}
<form method="post" action="${path}"><p class="w">${page.wording}</p>${groups}<p class="m">${t.ending}</p><button>${t.next}</button></form>`,
  });
} // prettier-ignore

export function showConfirm(reply: FastifyReply, page: PublicPage, asked: readonly Asked[]): string {
  const t = texts[page.language];
  const steps = asked.flatMap(({ channel, code }) => {
    const sender = page.senders.get(channel);
    const link = sender && channelLink(sender, code, messageWith(code, t.agree(page.company)));
    if (!link) return [];
    const name = channelNames[channel];
    return markup`<section aria-labelledby="${channel}"><h2 id="${channel}">${name}</h2>
<a class="b" href="${link.href}" rel="noreferrer">${t.open(name)}</a>${link.message !== null && markup`<p>${t.send(link.to)}</p><p><code>${link.message}</code></p>`}
<p class="m">${t.scan}</p>${qrImage(link.href)}</section>`;
  });
  return sendPage(reply, {
    ...{ language: page.language, title: t.confirmTitle },
    body: markup`<h1>${t.confirmTitle}</h1><p>${t.confirm}</p>${steps}<p class="m">${t.until} ${t.ending}</p>`,
  });
} // prettier-ignore

export function showClosed(reply: FastifyReply, language: PageLanguage): string {
  const t = texts[language];
  return sendPage(reply, {
    ...{ language, title: t.goneTitle, status: 404 },
    body: markup`<h1>${t.goneTitle}</h1>
      <p>${t.gone}</p>`,
  });
}
