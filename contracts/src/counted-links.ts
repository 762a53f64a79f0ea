// Links whose visits a campaign counts. In what people are sent each has an address of its own for every message; in what is
// shown, measured and kept, one of the same form and length stands for it. Pure, and runs in the browser.
import type { ChannelContent } from './channel-content.ts';
import { mapTemplateTexts, textsIn } from './content-texts.ts';
import type { Channel } from './domain.ts';
import { linksIn, replaceLinks, type LinkSyntax, type TextLink } from './text-links.ts';

/** Letters and digits of the part that is each message's own. */
export const visitTokenLength = 48;

/** `number`: the link's among those of its campaign, from 1. */
export function countedLink(publicUrl: string, number: number): string {
  return `${publicUrl}/l/${`link-${number}-known-only-to-this-person`.padEnd(visitTokenLength, '-')}`;
}

const patterns = new Map<string, RegExp>();

/** Puts an address in the place of each that stands for one; undefined leaves it. */
export function replaceCountedLinks(
  text: string,
  publicUrl: string,
  change: (number: number) => string | undefined,
): string {
  if (!text.includes('-known-only-to-this-person')) return text;
  let pattern = patterns.get(publicUrl);
  if (!pattern) {
    const base = publicUrl.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    pattern = new RegExp(`${base}/l/link-(\\d{1,6})-known-only-to-this-person-*`, 'g');
    patterns.set(publicUrl, pattern);
  }
  return text.replace(pattern, (whole, number: string) => change(Number(number)) ?? whole);
}

/** Body values are the author's words; what a template's head and buttons hold was approved with it. */
const ownWords = /^(?:text$|parameters\.|named_parameters\.)/;

/** The same words with each address that `change` knows another for. */
export function mapLinks(
  channel: Channel,
  content: ChannelContent,
  change: (link: TextLink) => string | undefined,
): ChannelContent {
  if (content.kind === 'template')
    return mapTemplateTexts(content, (text, path) =>
      ownWords.test(path) ? replaceLinks(text, 'plain', change) : text,
    );
  const text = replaceLinks(content.text, syntaxOf(channel, content), change);
  return text === content.text ? content : { ...content, text };
}

export type WordsLink = TextLink & {
  /** Stands where WhatsApp approved the address. */
  approved: boolean;
};

/** Every link of these words, in order. */
export function linksOf(channel: Channel, content: ChannelContent): WordsLink[] {
  return textsIn(content).flatMap(({ path, text }) =>
    linksIn(text, syntaxOf(channel, content)).map((link) => ({ ...link, approved: !ownWords.test(path) })),
  );
}

function syntaxOf(channel: Channel, content: ChannelContent): LinkSyntax {
  if (content.kind === 'template') return 'plain';
  if (content.format === 'rich') return 'rich';
  return channel === 'telegram' ? 'html' : 'plain';
}
