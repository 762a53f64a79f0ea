// What a claim decides about a message, as what is to be written: skipped, held, put off, or sent with its intent. Pure.
import type { ChannelContent, ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import type { ComplianceFlag } from '@sampark/contracts/rules.ts';
import { storedFlags } from '../compliance/rules/rule-facts.ts';
import { sealWords } from '../messages/words.ts';
import type { Decision, Reason } from '../policy/decide.ts';
import type { PersonKeys } from '../security/person-keys/vault.ts';
import type { StatusChange } from './apply-status.ts';
import type { Candidate } from './claim-queries.ts';
import type { Intent } from './intent.ts';
import type { Lane } from './lanes.ts';
import { fallbackCodes } from './lose-contact.ts';
import type { Claim } from './move-messages.ts';
import type { Reached } from './portfolio-budget.ts';

export type PlannedSend = { lane: Lane; intent: Intent; claim: Claim; reached?: Reached };

export function skipChange(
  message: Candidate,
  code: PolicyReasonCode,
  reasons: readonly Reason[],
  now: Date,
): StatusChange {
  // A message that a platform refused for this person, with no other channel open, has failed rather than been skipped.
  // One that was only waiting for another try is skipped: what stopped it is the policy, not the earlier fault.
  const failed = message.attempt > 0 && fallbackCodes.has(message.failed_reason ?? '');
  return {
    message_id: message.id,
    created_at: message.created_at,
    to: failed ? 'failed' : 'skipped',
    from: ['pending', 'retrying'],
    occurred_at: now,
    code: failed ? (message.failed_reason ?? code) : code,
    set: { decision: { outcome: 'skip', reasons, at: now } },
  };
}

/** The text is kept with it: what two people release is this text and no other. */
export function holdChange(
  secrets: PersonKeys,
  message: Candidate,
  { channel, code, reasons, verdict }: Extract<Decision, { outcome: 'hold' }>,
  flags: readonly ComplianceFlag[],
  text: string,
  now: Date,
): StatusChange {
  const { version } = verdict;
  return {
    message_id: message.id,
    created_at: message.created_at,
    to: 'held',
    from: ['pending', 'retrying'],
    occurred_at: now,
    code,
    data: { rules: flags.map((flag) => `${flag.rule_id}@${flag.version}`) },
    set: {
      platform: channel,
      sealed: sealWords(secrets, message.prospect_id, { ...bodyOf(message), text }),
      compliance_flags: storedFlags(flags, text),
      decision: { outcome: 'hold', channel, reasons, flags, rules: version, at: now },
    },
  };
}

export function waitChange(
  message: Candidate,
  channel: Channel,
  until: Date,
  reasons: readonly Reason[],
  now: Date,
): StatusChange {
  const first = reasons.at(-1)?.code;
  const worthAnEvent = until.getTime() - now.getTime() > 60_000;
  return {
    message_id: message.id,
    created_at: message.created_at,
    to: message.delivery_status,
    from: [message.delivery_status],
    occurred_at: now,
    // Seconds behind a busy sender are not news; hours are.
    event: worthAnEvent ? 'message.rescheduled' : null,
    // Not the change's own code: on a retry that is the fault it recovers from.
    ...(first === undefined ? {} : { data: { code: first, until } }),
    set: {
      platform: channel,
      due_at: until,
      decision: { outcome: 'reschedule', channel, reasons, until, at: now },
    },
  };
}

const unusableKeyWaitMs = 15 * 60_000;

/** What would be sent could not be kept under the person's own key: it waits until the key is mended. */
export function keyUnusableChange(message: Candidate, now: Date): StatusChange {
  const until = new Date(now.getTime() + unusableKeyWaitMs);
  const reason: Reason = { code: 'key_unusable', channel: message.platform };
  return waitChange(message, message.platform, until, [reason], now);
}

/** What a single send is to say stays with it: another try may take another channel. */
function bodyOf(message: Candidate): { body?: ContentByChannel } {
  return message.campaign_id === null && message.body ? { body: message.body } : {};
}

export function plannedSend({
  secrets,
  message,
  decision,
  lane,
  why,
  content,
  text,
  order,
  now,
  known,
  flags,
  template_language,
}: {
  secrets: PersonKeys;
  message: Candidate;
  decision: Extract<Decision, { outcome: 'send' }>;
  lane: Lane;
  why: string;
  content: ChannelContent;
  text: string;
  order: readonly Channel[];
  now: Date;
  known: boolean;
  flags: readonly ComplianceFlag[];
  /** Where it was chosen for this person. */
  template_language: string | undefined;
}): PlannedSend {
  const attempt = message.attempt + 1;
  const recipient = decision.address;
  const capped = message.purpose !== 'service' && message.priority !== 0;
  return {
    lane,
    intent: {
      message_id: message.id,
      created_at: message.created_at,
      attempt,
      retry_count: message.retry_count,
      workspace_id: message.workspace_id,
      campaign_id: message.campaign_id,
      prospect_id: message.prospect_id,
      lane,
      tokens: lane.tokens,
      claim_token: lane.lease_token,
      recipient,
      channel: decision.channel,
      content,
      capped,
      fallback: order.indexOf(decision.channel) < order.length - 1,
      known,
      intent_at: now,
    },
    claim: {
      message_id: message.id,
      created_at: message.created_at,
      attempt,
      account_id: lane.account.id,
      device_id: lane.device_id,
      channel: decision.channel,
      recipient,
      claim_token: lane.lease_token,
      sealed: sealWords(secrets, message.prospect_id, { ...bodyOf(message), text, to: recipient }),
      decision: {
        outcome: 'send',
        channel: decision.channel,
        reasons: decision.reasons,
        at: now,
        sender: why,
        ...(template_language !== undefined && { template_language }),
        ...(decision.verdict && { rules: decision.verdict.version }),
        ...(flags.length > 0 && { flags }),
      },
      flags: flags.length > 0 ? JSON.stringify(storedFlags(flags, text)) : null,
      capped,
      pair_seconds: lane.row.pair_seconds,
    },
  };
}
