// Enters: everything known about one message and its person. Leaves: send on a channel, wait until, or skip, with every
// reason. Pure: product.md §4.2 in one function. Guaranteed: without recorded consent, or against an opt-out,
// suppression or hold, the answer is never "send", except for answers inside a conversation the person opened.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { PolicyDecision, PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { quietUntil } from './quiet-hours.ts';

const day = 24 * 60 * 60 * 1000;
const replyWindow = day; // WhatsApp: any message of the person opens or refreshes 24 h
const conversationOpen = 7 * day; // product.md §7 leaves the length open; one week without a word closes it

export type ChannelFacts = {
  /** True: granted. False: withdrawn (opted out). Undefined: nothing on record. */
  consent: boolean | undefined;
  /** Where the platform knows the person; null when it must be learned first (Telegram) or there is no number. */
  address: string | null;
  identity: 'active' | 'unreachable' | 'blocked' | undefined;
  suppressed: 'all' | 'marketing' | undefined;
  last_inbound_at: Date | null;
  next_allowed_at: Date | null;
  /** The workspace has an account for this channel that is not held by a platform's signal. */
  sender: 'ready' | 'held' | 'none';
  content: 'text' | 'template' | undefined;
};

export type PolicyFacts = {
  purpose: Purpose;
  /** A person answering in a conversation, rather than a campaign or an API send. */
  is_answer: boolean;
  prospect: { exists: boolean; in_book: boolean; held_reason: string | null; time_zone: string };
  channel_order: readonly Channel[];
  channels: Readonly<Partial<Record<Channel, ChannelFacts>>>;
  /** Capped sends to this person over all channels, any order. */
  capped_sends: readonly Date[];
  settings: WorkspaceSettings;
};

export type Decision =
  | { outcome: 'send'; channel: Channel; address: string; reasons: Reason[] }
  | { outcome: 'reschedule'; until: Date; channel: Channel; reasons: Reason[] }
  | { outcome: 'skip'; code: PolicyReasonCode; reasons: Reason[] };
export type Reason = PolicyDecision['reasons'][number] & { code: PolicyReasonCode };

/** Decides one message at `now`. The order of checks is the order of severity: hard stops first. */
export function decide(facts: PolicyFacts, now: Date): Decision {
  const { prospect } = facts;
  if (!prospect.exists) return skip('prospect_gone');
  if (!prospect.in_book) return skip('not_in_book');
  if (prospect.held_reason !== null && !facts.is_answer) return skip('held_for_review');

  const refusals: Reason[] = [];
  let first: { channel: Channel; address: string; facts: ChannelFacts; reason: Reason } | undefined;
  for (const channel of facts.channel_order) {
    const verdict = judgeChannel(facts, channel, now);
    if ('refused' in verdict) refusals.push({ code: verdict.refused, channel });
    else {
      first = { channel, ...verdict };
      break;
    }
  }
  if (refusals.length === 0 && !first) return skip('no_content'); // no channel at all
  if (!first) return { outcome: 'skip', code: worst(refusals), reasons: refusals };

  // "Not now" is asked of the chosen channel only: falling back to the next one would write around the limit.
  const wait = notNow(facts, first.channel, first.facts, now);
  if (wait)
    return {
      outcome: 'reschedule',
      until: wait.until,
      channel: first.channel,
      reasons: [...refusals, wait.reason],
    };
  return {
    outcome: 'send',
    channel: first.channel,
    address: first.address,
    reasons: [...refusals, first.reason],
  };
}

function judgeChannel(
  facts: PolicyFacts,
  channel: Channel,
  now: Date,
): { refused: PolicyReasonCode } | { address: string; facts: ChannelFacts; reason: Reason } {
  const on = facts.channels[channel];
  if (!on?.content) return { refused: 'no_content' };
  if (on.suppressed === 'all') return { refused: 'suppressed' };
  // A hard stop for everything, answers included: only the person's own later act reverses it.
  if (on.consent === false) return { refused: 'opted_out' };
  if (on.suppressed === 'marketing' && facts.purpose === 'marketing') return { refused: 'marketing_stopped' };
  const answering =
    facts.is_answer && on.last_inbound_at !== null && within(on.last_inbound_at, now, conversationOpen);
  if (on.consent !== true && !answering) return { refused: 'no_consent' };
  if (on.identity === 'blocked' || on.identity === 'unreachable') return { refused: 'channel_lost' };
  if (on.address === null) return { refused: channel === 'telegram' ? 'no_identity' : 'no_phone_number' };
  if (on.sender === 'none') return { refused: 'no_sender' };
  if (channel === 'whatsapp' && on.content === 'text') {
    const windowOpen = on.last_inbound_at !== null && within(on.last_inbound_at, now, replyWindow);
    if (!windowOpen) return { refused: 'window_closed' };
  }
  const reason: Reason = {
    code: answering && on.consent !== true ? 'conversation_open' : 'consent_granted',
    channel,
  };
  return { address: on.address, facts: on, reason };
}

function notNow(
  facts: PolicyFacts,
  channel: Channel,
  on: ChannelFacts,
  now: Date,
): { until: Date; reason: Reason } | undefined {
  if (on.sender === 'held') {
    return { until: new Date(now.getTime() + 15 * 60_000), reason: { code: 'sender_held', channel } };
  }
  if (!facts.is_answer) {
    const capped = capUntil(facts, now);
    if (capped) return { until: capped, reason: { code: 'weekly_cap', channel } };
    if (facts.purpose !== 'service') {
      const quiet = quietUntil(now, facts.prospect.time_zone, facts.settings.quiet_hours);
      if (quiet)
        return { until: quiet, reason: { code: 'quiet_hours', channel, detail: facts.prospect.time_zone } };
    }
  }
  if (on.next_allowed_at && on.next_allowed_at > now) {
    return { until: on.next_allowed_at, reason: { code: 'too_soon', channel } };
  }
  return undefined;
}

/** When the rolling week has room again; undefined when it has room now. */
function capUntil(facts: PolicyFacts, now: Date): Date | undefined {
  if (facts.purpose === 'service') return undefined;
  const cap = facts.settings.weekly_caps[facts.purpose];
  const recent = facts.capped_sends
    .filter((at) => within(at, now, 7 * day))
    .sort((a, b) => b.getTime() - a.getTime());
  if (recent.length < cap) return undefined;
  if (cap === 0) return new Date(now.getTime() + 7 * day);
  const frees = recent[cap - 1];
  return frees && new Date(frees.getTime() + 7 * day);
}

function within(at: Date, now: Date, ms: number): boolean {
  return now.getTime() - at.getTime() < ms;
}

function skip(code: PolicyReasonCode): Decision {
  return { outcome: 'skip', code, reasons: [{ code }] };
}

// The reason a PM should see first when every channel said no: the gravest.
const gravity: readonly PolicyReasonCode[] = [
  'suppressed',
  'opted_out',
  'marketing_stopped',
  'no_consent',
  'window_closed',
  'channel_lost',
  'no_identity',
  'no_phone_number',
  'no_sender',
  'no_content',
];

function worst(refusals: readonly Reason[]): PolicyReasonCode {
  return gravity.find((code) => refusals.some((one) => one.code === code)) ?? 'no_content';
}
