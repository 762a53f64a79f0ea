// What a version says, seen as if it were the campaign: its own words over the campaign's, and back. Pure.
import type { Draft, DraftChange } from '../../campaigns/use-draft.ts';
import type { VariantChange } from './design.ts';

type ContentByChannel = Draft['channel_content'];

/** A text of the version's own is for every channel but WhatsApp, unless the version has own words there, too. */
export function seenAsDraft(draft: Draft, change: VariantChange): Draft {
  const order = change.channel_order ?? draft.channel_order;
  const content: ContentByChannel = { ...draft.channel_content };
  const text = change.message_content;
  if (text !== undefined)
    for (const channel of order) if (channel !== 'whatsapp') content[channel] = { kind: 'text', text };
  return {
    ...draft,
    message_content: text ?? draft.message_content,
    channel_content: { ...content, ...change.channel_content },
    channel_order: order,
  };
}

/** What a change of the draft so seen means for the version: only what differs from the campaign is the version's own. */
export function changedVersion(draft: Draft, change: VariantChange, edit: DraftChange): VariantChange {
  const next: VariantChange = { ...change };
  if (edit.message_content !== undefined) next.message_content = edit.message_content;
  if (edit.channel_content !== undefined) {
    const before = seenAsDraft(draft, { ...next, channel_content: {} });
    const own: ContentByChannel = {};
    for (const [channel, content] of Object.entries(edit.channel_content) as [
      keyof ContentByChannel,
      NonNullable<ContentByChannel[keyof ContentByChannel]>,
    ][])
      if (JSON.stringify(content) !== JSON.stringify(before.channel_content[channel]))
        Object.assign(own, { [channel]: content });
    if (Object.keys(own).length > 0) next.channel_content = own;
    else delete next.channel_content;
  }
  if (edit.channel_order !== undefined) next.channel_order = edit.channel_order;
  return next;
}
