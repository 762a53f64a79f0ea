// The links a campaign counts visits of, and their places in what it says. Pure but for its cache.
import type { ChannelContent, RenderedContent } from '@sampark/contracts/channel-content.ts';
import { mapTemplateTexts } from '@sampark/contracts/content-texts.ts';
import { countedLink, linksOf, mapLinks, replaceCountedLinks } from '@sampark/contracts/counted-links.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { allWords, type Written } from '../choices/choices.ts';
import { escapeHtml } from '../messages/render.ts';

/** Where the links of a campaign lead, in the order of their numbers: the first is number 1. */
export type Targets = readonly string[];

/** Of all that somebody of this campaign may be sent, in the order of its words, each address once. */
export function targetsOf(campaign: Written): string[] {
  const targets = new Set<string>();
  for (const { channel, content } of contentsOf(campaign))
    for (const link of linksOf(channel, content))
      if (!link.varies && !link.approved) targets.add(link.address);
  return [...targets];
}

/** Every content of the campaign, a variant's and a profile's among them. */
export function contentsOf(campaign: Written): { channel: Channel; content: ChannelContent }[] {
  const all = campaign.choices ? allWords(campaign) : [campaign];
  const found = new Map<ChannelContent, Channel>();
  for (const { channel_content } of all)
    for (const channel of channels) {
      const content = channel_content[channel];
      if (content) found.set(content, channel);
    }
  return [...found].map(([content, channel]) => ({ channel, content }));
}

const kept = new WeakMap<ChannelContent, { targets: Targets; publicUrl: string; content: ChannelContent }>();

/** The content with what stands for a message's own address in the place of each counted one. */
export function withCountedLinks(
  channel: Channel,
  content: ChannelContent,
  targets: Targets,
  publicUrl: string,
): ChannelContent {
  const known = kept.get(content);
  if (known?.targets === targets && known.publicUrl === publicUrl) return known.content;
  const counted = mapLinks(channel, content, ({ address }) => {
    const at = targets.indexOf(address);
    return at < 0 ? undefined : countedLink(publicUrl, at + 1);
  });
  kept.set(content, { targets, publicUrl, content: counted });
  return counted;
}

/**
 * A written text for people to read here, for rules and for the record: where each link leads stands there again, as its author
 * wrote it.
 */
export function withTargets(
  channel: Channel,
  content: ChannelContent,
  text: string,
  targets: Targets,
  publicUrl: string,
): string {
  const html = channel === 'telegram' && content.kind !== 'template' && content.format !== 'rich';
  return replaceCountedLinks(text, publicUrl, (number) => {
    const target = targets[number - 1];
    return target !== undefined && html ? escapeHtml(target) : target;
  });
}

/** What goes to the platform: `make` gives the address of a link by its number. */
export function withVisitLinks(
  content: RenderedContent,
  publicUrl: string,
  make: (number: number) => string | undefined,
): RenderedContent {
  const change = (text: string) => replaceCountedLinks(text, publicUrl, make);
  if (content.kind === 'template') return mapTemplateTexts(content, change);
  return { ...content, text: change(content.text) };
}
