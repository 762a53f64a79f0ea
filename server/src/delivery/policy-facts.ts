// Rows to policy facts: one translation for sends and previews, so that they can never disagree. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import type { ChannelFacts, PolicyFacts } from '../policy/decide.ts';
import type { WorkspaceFacts } from './campaign-cache.ts';
import type { PersonFacts } from './claim-queries.ts';

export function policyFactsOf(input: {
  message: { workspace_id: string; purpose: Purpose; campaign_id: string | null; priority: number };
  person: PersonFacts | undefined;
  workspace: WorkspaceFacts | undefined;
  contents: ContentByChannel;
  order: readonly Channel[];
  senders: ReadonlyMap<string, 'ready' | 'held'>;
  in_book: boolean;
}): PolicyFacts {
  const { message, person, workspace, contents } = input;
  const byChannel: Partial<Record<Channel, ChannelFacts>> = {};
  for (const channel of channels) {
    const consent = person?.consents?.find(
      (one) => one.channel === channel && one.purpose === message.purpose,
    );
    const identities = person?.identities?.filter((one) => one.channel === channel) ?? [];
    const identity = identities.find((one) => one.status === 'active') ?? identities[0];
    const contact = person?.contact?.find((one) => one.channel === channel);
    const suppressed =
      person?.suppressions?.filter((one) => one.channel === null || one.channel === channel) ?? [];
    const content = contents[channel];
    byChannel[channel] = {
      consent: consent?.granted,
      address: addressOf(channel, person, identity),
      identity: identity?.status,
      suppressed: stopOf(suppressed, message.purpose),
      last_inbound_at: instant(contact?.last_inbound_at),
      next_allowed_at: instant(contact?.next_allowed_at),
      sender: input.senders.get(`${message.workspace_id}/${channel}`) ?? 'none',
      content: content === undefined ? undefined : content.kind === 'template' ? 'template' : 'text',
    };
  }
  return {
    purpose: message.purpose,
    is_answer: message.campaign_id === null && message.priority === 0,
    prospect: {
      exists: person !== undefined,
      in_book: input.in_book,
      held_reason: person?.held_reason ?? null,
      time_zone: person?.time_zone ?? workspace?.time_zone ?? 'UTC',
    },
    channel_order: input.order,
    channels: byChannel,
    capped_sends: (person?.contact ?? []).flatMap((one) => one.capped_sends.map((at) => new Date(at))),
    settings: workspace?.settings ?? settingsOf({}),
  };
}

// A stop of one purpose is a full stop for messages of that purpose; only marketing has a name of its own.
function stopOf(
  suppressions: readonly { purpose: Purpose | null }[],
  purpose: Purpose,
): ChannelFacts['suppressed'] {
  if (suppressions.some((one) => one.purpose === null)) return 'all';
  if (!suppressions.some((one) => one.purpose === purpose)) return undefined;
  return purpose === 'marketing' ? 'marketing' : 'all';
}

// Telegram needs a chat the person opened; the others take the phone number until traffic taught us a better address.
function addressOf(
  channel: Channel,
  person: PersonFacts | undefined,
  identity: { address: string } | undefined,
): string | null {
  if (channel === 'telegram') return identity?.address ?? null;
  if (channel === 'whatsapp') return person?.phone_number ?? identity?.address ?? null;
  return identity?.address ?? person?.phone_number ?? null;
}

function instant(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
