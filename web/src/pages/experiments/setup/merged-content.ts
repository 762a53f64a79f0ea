// What a version says, seen as if it were the campaign: its own words over the campaign's, and back. Pure.
import type { Draft, DraftChange } from '../../campaigns/use-draft.ts';
import type { VariantChange } from './design.ts';

type ContentByChannel = Draft['channel_content'];
type Channel = keyof ContentByChannel;
type Format = Draft['message_format'];

/** A text of the version's own is for every channel but WhatsApp, unless the version has own words there, too. */
export function seenAsDraft(draft: Draft, change: VariantChange): Draft {
  const order = change.channel_order ?? draft.channel_order;
  const text = change.message_content;
  const format = text === undefined ? draft.message_format : formatOf(change);
  return {
    ...draft,
    message_content: text ?? draft.message_content,
    message_format: format,
    channel_content: {
      ...draft.channel_content,
      ...(text === undefined ? {} : onEach(order, text, format)),
      ...change.channel_content,
    },
    channel_order: order,
  };
}

/** What a change of the draft so seen means for the version: only what differs from the campaign is the version's own. */
export function changedVersion(draft: Draft, change: VariantChange, edit: DraftChange): VariantChange {
  const { channel_content: before = {}, ...rest } = change;
  const next: VariantChange = { ...rest };
  if (edit.channel_order !== undefined) next.channel_order = edit.channel_order;
  const seen = seenAsDraft(draft, change);
  const text = edit.message_content ?? change.message_content;
  const format = edit.message_format === undefined ? seen.message_format : edit.message_format;
  if (text !== undefined) {
    next.message_content = text;
    // Said with every text: otherwise its marks are read if those of the campaign's text are.
    next.message_format = format;
  }
  const following = onEach(seen.channel_order, seen.message_content, seen.message_format);
  const given = edit.channel_content ? unlike(edit.channel_content, draft.channel_content) : before;
  const own = unlike(given, following);
  if (Object.keys(own).length > 0) next.channel_content = own;
  return next;
}

/** Of versions from before it was said: words with bold and the like stand on the channels themselves. */
function formatOf({ message_content, message_format, channel_content }: VariantChange): Format {
  if (message_format !== undefined) return message_format;
  const follows = Object.values(channel_content ?? {}).some(
    (one) => one?.kind === 'text' && one.text === message_content && one.format === 'rich',
  );
  return follows ? 'rich' : null;
}

function onEach(order: readonly Channel[], text: string, format: Format): ContentByChannel {
  const content: ContentByChannel = {};
  for (const channel of order)
    if (channel !== 'whatsapp') content[channel] = { kind: 'text', text, ...(format ? { format } : {}) };
  return content;
}

function unlike(content: ContentByChannel, other: ContentByChannel): ContentByChannel {
  return Object.fromEntries(
    Object.entries(content).filter(
      ([channel, one]) => JSON.stringify(one) !== JSON.stringify(other[channel as Channel]),
    ),
  );
}
