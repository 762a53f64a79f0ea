// Enters: everything known about one message and its person. Leaves: send on a channel, wait until, or skip, with every
// reason. Pure: product.md §4.2 in one function. Guaranteed: without recorded consent, or against an opt-out,
// suppression or hold, the answer is never "send", except for answers inside a conversation the person opened.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import type { PolicyDecision, PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import type { WorkspaceSettings } from '@sampark/contracts/settings.ts';
import { capUntil, quietUntilAll } from './limits.ts';

const day = 24 * 60 * 60 * 1000;
const replyWindow = day; // WhatsApp: any message of the person opens or refreshes 24 h
const conversationOpen = 7 * day; // product.md §7 leaves the length open; one week without a word closes it

export type ChannelFacts = {
  /** True: granted. False: withdrawn (opted out). Undefined: nothing on record. */
  consent: boolean | undefined;
  /** Where the platform knows the person; null when it must be learned first (Telegram) or there is no number. */
  address: string | null;
  /** `stopped`: known to one sender only, which an administrator decided to go on without. */
  identity: 'active' | 'unreachable' | 'blocked' | 'stopped' | undefined;
  suppressed: 'all' | 'marketing' | undefined;
  last_inbound_at: Date | null;
  next_allowed_at: Date | null;
  /** The workspace has an account for this channel that is not held by a platform's signal. */
  sender: 'ready' | 'deaf' | 'held' | 'none';
  content: 'text' | 'template' | undefined;
  /** An approved template of WhatsApp's marketing category. */
  marketing_template?: boolean;
};

export type PolicyFacts = {
  purpose: Purpose;
  /** A person answering in a conversation, rather than a campaign or an API send. */
  is_answer: boolean;
  prospect: {
    exists: boolean;
    in_book: boolean;
    held_reason: string | null;
    country: string | null;
    /** More than one: nobody knows in which of them the person is, and it has to be right in all. */
    zones: readonly string[];
  };
  channel_order: readonly Channel[];
  channels: Readonly<Partial<Record<Channel, ChannelFacts>>>;
  /** Sends that count against this purpose's caps, over all campaigns and channels, any order. */
  capped_sends: readonly Date[];
  settings: WorkspaceSettings;
  /**
   * What the compliance rules say of the text on a channel; a fact that is worked out for the channel that would be taken,
   * and for no other. None: the workspace has no rules, or the text cannot be written.
   */
  rules?: (channel: Channel) => RuleVerdict | undefined;
};

/** `version`: of the workspace's rules as a whole. */
export type RuleVerdict = { version: number; flags: readonly ComplianceFlag[] };

export type Decision =
  | { outcome: 'send'; channel: Channel; address: string; reasons: Reason[]; verdict?: RuleVerdict }
  | { outcome: 'hold'; channel: Channel; code: 'rule_blocked'; reasons: Reason[]; verdict: RuleVerdict }
  | { outcome: 'reschedule'; until: Date; channel: Channel; reasons: Reason[] }
  | { outcome: 'skip'; code: PolicyReasonCode; reasons: Reason[] };
export type Reason = PolicyDecision['reasons'][number] & { code: PolicyReasonCode };

/** Decides one message at `now`. The order of checks is the order of severity: hard stops first. */
export function decide(facts: PolicyFacts, now: Date): Decision {
  const { prospect } = facts;
  if (!prospect.exists) return skip('prospect_gone');
  if (!prospect.in_book) return skip('not_in_book');
  if (prospect.held_reason !== null && !facts.channel_order.some((one) => isAnswering(facts, one, now)))
    return skip('held_for_review');

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
  const { channel, address } = first;
  const allowed = [...refusals, first.reason];
  const verdict = facts.rules?.(channel);
  if (!verdict) return { outcome: 'send', channel, address, reasons: allowed };
  const named = (flags: readonly ComplianceFlag[], code: Reason['code']) =>
    flags.map((flag): Reason => ({ code, channel, detail: flag.name }));
  const blocks = verdict.flags.filter((flag) => flag.action === 'block' && !flag.released);
  if (blocks.length > 0)
    return {
      outcome: 'hold',
      channel,
      code: 'rule_blocked',
      reasons: named(blocks, 'rule_blocked'),
      verdict,
    };
  const reasons = [...allowed, ...named(verdict.flags, 'rule_warned')];
  return { outcome: 'send', channel, address, reasons, verdict };
}

function judgeChannel(
  facts: PolicyFacts,
  channel: Channel,
  now: Date,
): { refused: PolicyReasonCode } | { address: string; facts: ChannelFacts; reason: Reason } {
  const on = facts.channels[channel];
  const answering = isAnswering(facts, channel, now);
  if (facts.prospect.held_reason !== null && !answering) return { refused: 'held_for_review' };
  if (!on?.content) return { refused: 'no_content' };
  if (on.suppressed === 'all') return { refused: 'suppressed' };
  // A hard stop for everything, answers included: only the person's own later act reverses it.
  if (on.consent === false) return { refused: 'opted_out' };
  if (on.suppressed === 'marketing' && facts.purpose === 'marketing') return { refused: 'marketing_stopped' };
  if (on.consent !== true && !answering) return { refused: 'no_consent' };
  if (on.identity === 'blocked' || on.identity === 'unreachable') return { refused: 'channel_lost' };
  if (on.identity === 'stopped') return { refused: 'sender_gone' };
  if (on.address === null) return { refused: channel === 'telegram' ? 'no_identity' : 'no_phone_number' };
  if (on.sender === 'none') return { refused: 'no_sender' };
  if (on.marketing_template && facts.purpose !== 'marketing' && !answering)
    return { refused: 'category_mismatch' };
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
  // Records law: what could not be answered on the record is not sent, answers included.
  if (on.sender === 'deaf') {
    return { until: new Date(now.getTime() + 5 * 60_000), reason: { code: 'capture_down', channel } };
  }
  if (!isAnswering(facts, channel, now)) {
    const wait = capUntil(facts, now) ?? quietUntilAll(facts, now);
    if (wait) return { until: wait.until, reason: { ...wait.reason, channel } };
  }
  if (on.next_allowed_at && on.next_allowed_at > now) {
    return { until: on.next_allowed_at, reason: { code: 'too_soon', channel } };
  }
  return undefined;
}

/** Somebody who wrote there lately is answered; a week later the same words are a message like any other. */
function isAnswering(facts: PolicyFacts, channel: Channel, now: Date): boolean {
  const last = facts.channels[channel]?.last_inbound_at ?? null;
  return facts.is_answer && last !== null && within(last, now, conversationOpen);
}

function within(at: Date, now: Date, ms: number): boolean {
  return now.getTime() - at.getTime() < ms;
}

function skip(code: PolicyReasonCode): Decision {
  return { outcome: 'skip', code, reasons: [{ code }] };
}

// The reason a PM should see first when every channel said no: the gravest.
const gravity: readonly PolicyReasonCode[] = [
  'held_for_review',
  'suppressed',
  'opted_out',
  'marketing_stopped',
  'no_consent',
  'category_mismatch',
  'window_closed',
  'channel_lost',
  'sender_gone',
  'no_identity',
  'no_phone_number',
  'no_sender',
  'no_content',
];

function worst(refusals: readonly Reason[]): PolicyReasonCode {
  return gravity.find((code) => refusals.some((one) => one.code === code)) ?? 'no_content';
}
