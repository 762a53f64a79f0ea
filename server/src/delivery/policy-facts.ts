// Rows to policy facts: one translation for sends and previews, so that they can never disagree. Pure.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { settingsOf } from '@sampark/contracts/settings.ts';
import type { ChannelFacts, PolicyFacts } from '../policy/decide.ts';
import { zonesOf } from '../policy/zones.ts';
import type { SenderState, WorkspaceFacts } from './campaign-cache.ts';
import type { PersonFacts } from './claim-queries.ts';

const inFlightWait = 1_000; // ms; an answer is usually there by then

export function policyFactsOf(input: {
  message: { workspace_id: string; purpose: Purpose; campaign_id: string | null; priority: number };
  person: PersonFacts | undefined;
  workspace: WorkspaceFacts | undefined;
  contents: ContentByChannel;
  order: readonly Channel[];
  senders: SendersOf;
  /** `campaign/channel` stopped until an administrator decides. */
  held?: ReadonlySet<string> | undefined;
  in_book: boolean;
  /** Of WhatsApp templates: `workspace/name/language` → MARKETING; in language `*` where any is. */
  categories?: ReadonlyMap<string, string> | undefined;
  now: Date;
}): PolicyFacts {
  const { message, person, workspace, contents } = input;
  const byChannel: Partial<Record<Channel, ChannelFacts>> = {};
  // Those that may be chosen and no others: this runs for every message of every claim.
  for (const channel of input.order) {
    const consent = person?.consents?.find(
      (one) => one.channel === channel && one.purpose === message.purpose,
    );
    const identity = identityOn(channel, person);
    const contact = person?.contact?.find((one) => one.channel === channel);
    const content = contents[channel];
    byChannel[channel] = {
      consent: consent?.granted,
      address: addressOf(channel, person, identity),
      identity: identity?.status,
      suppressed: stopOf(person?.suppressions, channel, message.purpose),
      last_inbound_at: contact?.last_inbound_at ?? null,
      next_allowed_at: person?.in_flight?.some((one) => one.channel === channel)
        ? new Date(input.now.getTime() + inFlightWait)
        : (contact?.next_allowed_at ?? null),
      sender: isHeld(input.held, message.campaign_id, channel) ? 'held' : (input.senders[channel] ?? 'none'),
      content: content === undefined ? undefined : content.kind === 'template' ? 'template' : 'text',
      marketing_template: isMarketing(input.categories, message.workspace_id, content),
    };
  }
  return {
    purpose: message.purpose,
    is_answer: message.campaign_id === null && message.priority === 0,
    prospect: {
      exists: person !== undefined,
      in_book: input.in_book,
      held_reason: person?.held_reason ?? null,
      country: person?.country?.toUpperCase() ?? null,
      zones: zonesOf(person, workspace?.time_zone),
    },
    channel_order: input.order,
    channels: byChannel,
    capped_sends: person ? cappedSends(person, message.purpose, input.now) : [],
    settings: workspace?.settings ?? settingsOf({}),
  };
}

/** A workspace's senders by channel; none where nothing is said. */
export type SendersOf = Readonly<Partial<Record<Channel, SenderState>>>;

export function sendersOf(all: ReadonlyMap<string, SenderState>, workspace_id: string): SendersOf {
  const own: Partial<Record<Channel, SenderState>> = {};
  for (const channel of channels) {
    const state = all.get(`${workspace_id}/${channel}`);
    if (state) own[channel] = state;
  }
  return own;
}

function isHeld(held: ReadonlySet<string> | undefined, campaign_id: string | null, channel: Channel) {
  return held !== undefined && held.size > 0 && held.has(`${campaign_id}/${channel}`);
}

function isMarketing(
  categories: ReadonlyMap<string, string> | undefined,
  workspace_id: string,
  content: ContentByChannel[Channel],
): boolean {
  if (categories === undefined || content?.kind !== 'template') return false;
  // Which of its languages a person gets is known when it is written: one that is marketing makes all of them so.
  const language = content.languages === undefined ? content.language : '*';
  return categories.get(`${workspace_id}/${content.name}/${language}`)?.toUpperCase() === 'MARKETING';
}

/** Those of the purpose; one whose purpose nobody looked up counts for every one. */
function cappedSends(person: PersonFacts, purpose: Purpose, now: Date): Date[] {
  const sends: Date[] = [];
  const other = person.other_sends?.get(purpose);
  for (const one of person.contact ?? [])
    for (const at of one.capped_sends) if (!other?.has(`${one.channel}/${at.getTime()}`)) sends.push(at);
  // On its way: it counts from now on, whatever comes of it.
  for (const one of person.in_flight ?? [])
    if (one.capped && !other?.has(`${one.channel}/in flight`)) sends.push(now);
  return sends;
}

/** The active one, else whichever is known. */
function identityOn(channel: Channel, person: PersonFacts | undefined) {
  let first: NonNullable<PersonFacts['identities']>[number] | undefined;
  for (const one of person?.identities ?? []) {
    if (one.channel !== channel) continue;
    if (one.status === 'active') return one;
    first ??= one;
  }
  return first;
}

// A stop of one purpose is a full stop for messages of that purpose; only marketing has a name of its own.
function stopOf(
  suppressions: PersonFacts['suppressions'] | undefined,
  channel: Channel,
  purpose: Purpose,
): ChannelFacts['suppressed'] {
  let ofPurpose = false;
  for (const one of suppressions ?? []) {
    if (one.channel !== null && one.channel !== channel) continue;
    if (one.purpose === null) return 'all';
    if (one.purpose === purpose) ofPurpose = true;
  }
  if (!ofPurpose) return undefined;
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
