// `{{ preferences_url }}`: whoever holds the link acts as the person, so nobody here may read it. Texts that are kept or
// previewed show a stand-in of the same length, and the link takes its place in what goes to the platform, nowhere else.
import type { RenderedContent } from '@sampark/contracts/channel-content.ts';
import { mapTemplateTexts, textsIn } from '@sampark/contracts/content-texts.ts';
import type { Keys } from '../security/seal.ts';
import { signLink, tokenLength } from './link.ts';

const standIn = 'link-known-only-to-this-person'.padEnd(tokenLength, '-');

export function privateLinkStandIn(publicUrl: string): string {
  return `${publicUrl}/p/${standIn}`;
}

/** The content with the person's own link, if it has one. */
export function withPrivateLink(
  content: RenderedContent,
  publicUrl: string,
  make: () => string,
): RenderedContent {
  const mark = privateLinkStandIn(publicUrl);
  if (!textsIn(content).some(({ text }) => text.includes(standIn))) return content;
  const link = `${publicUrl}/p/${make()}`;
  return content.kind === 'template'
    ? mapTemplateTexts(content, (text) => text.replaceAll(mark, link))
    : { ...content, text: content.text.replaceAll(mark, link) };
}

export function linkFor(keys: Keys, person: { id: string; preferences_version: number }, now: Date): string {
  return signLink(keys, person.id, person.preferences_version, now);
}
