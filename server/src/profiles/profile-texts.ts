// A profile's templates as campaigns have them, and every text in them. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type { MessagingTemplates } from '@sampark/contracts/profiles.ts';

/** Words alone become a text. */
export function contentsOf(templates: MessagingTemplates): ContentByChannel {
  return Object.fromEntries(
    Object.entries(templates).map(([channel, one]) => [
      channel,
      typeof one === 'string' ? { kind: 'text', text: one } : one,
    ]),
  );
}

export function missingChannels(templates: MessagingTemplates): Channel[] {
  return channels.filter((channel) => templates[channel] === undefined);
}

export type ProfileText = {
  channel: Channel;
  /** Where it stands, from the request's body on. */
  field: string;
  text: string;
  /** A value for a place in a WhatsApp template, whose other words the platform keeps. */
  parameter: boolean;
};

export function textsOf(templates: MessagingTemplates): ProfileText[] {
  return channels.flatMap((channel) => {
    const content = templates[channel];
    if (content === undefined) return [];
    const field = `body.messaging_templates.${channel}`;
    if (typeof content === 'string') return [{ channel, field, text: content, parameter: false }];
    return textsIn(content).map(({ path, text }) => ({
      channel,
      field: `${field}.${path}`,
      text,
      parameter: content.kind === 'template',
    }));
  });
}
