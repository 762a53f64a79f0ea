// Reasons of a policy decision: the code is stored with the message, the text is what a portfolio manager reads.
import { Type, type Static } from 'typebox';
import { ComplianceFlag } from './rules.ts';

const table = {
  allowed: 'Allowed',
  consent_granted: 'Consent on record for this channel and purpose',
  conversation_open: 'Answering someone who wrote first',
  no_consent: 'No consent on record for this channel',
  opted_out: 'This person opted out',
  suppressed: 'This address must never be messaged',
  held_for_review: 'What this person last wrote reads like a refusal; somebody must look first',
  no_identity: 'Not known on this channel yet',
  sender_gone: 'Reachable on this channel only through a sender that stays stopped',
  channel_lost: 'This person is not reachable on this channel any more',
  no_phone_number: 'No phone number on record',
  no_content: 'The campaign has no message for this channel',
  no_sender: 'No sender for this channel',
  window_closed: 'Outside WhatsApp’s 24-hour window only an approved template may be sent',
  weekly_cap: 'This person already had the most messages allowed in a week',
  quiet_hours: 'Quiet hours where this person lives',
  country_hours: 'The country where this person lives allows no such message at this time',
  country_cap: 'This person already had the most such messages a week that apply to their country',
  too_soon: 'Too soon after the last message to this person',
  marketing_stopped: 'This person stopped marketing messages on the platform',
  category_mismatch: 'A marketing template cannot be sent as a service or coaching message',
  variable_missing: 'The message needs a value this person does not have',
  content_too_long: 'The message is too long for this channel',
  sender_busy: 'Waiting for the sender this person knows',
  sender_held: 'The sender is stopped until an administrator decides',
  capture_down: 'What people write on this channel does not reach us; nothing is sent until it does',
  sender_exhausted: 'Every sender reached its limit for today',
  tier_exhausted: 'The WhatsApp portfolio reached its number of different people for 24 hours',
  prospect_gone: 'This person is no longer in the workspace',
  not_in_book: 'This person is not in the portfolio manager’s book',
  rule_warned: 'A compliance rule flagged it for review; it is sent all the same',
  rule_blocked: 'A compliance rule stops it until two people release it',
  key_unusable: 'The key of this person cannot be opened; what is written to them waits until it can',
  words_unreadable: 'What was to be sent cannot be read any more',
  release_refused: 'Compliance decided that this message is not sent',
  held_out: 'Held out of the experiment: gets nothing, so that the others can be compared',
  waits_for_winner: 'Waits until the experiment of the campaign has a winner',
} as const;

export type PolicyReasonCode = keyof typeof table;
export const policyReasonCodes = Object.keys(table) as PolicyReasonCode[];
export const policyReasonText: Readonly<Record<PolicyReasonCode, string>> = table;

/** What was decided for one message, as stored in messages.decision. */
export const PolicyDecision = Type.Object({
  outcome: Type.Enum(['send', 'reschedule', 'skip', 'hold']),
  channel: Type.Optional(Type.String()),
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      channel: Type.Optional(Type.String()),
      detail: Type.Optional(Type.String()),
    }),
  ),
  until: Type.Optional(Type.String({ description: 'When it will be tried again' })),
  at: Type.String({ description: 'When it was decided' }),
  sender: Type.Optional(Type.String({ description: 'Why this sender' })),
  template_language: Type.Optional(
    Type.String({
      description: 'The language of the approved template, where it was chosen for this person',
    }),
  ),
  flags: Type.Optional(Type.Array(ComplianceFlag)),
  rules: Type.Optional(
    Type.Integer({ description: 'The version of the workspace’s rules as a whole that judged it' }),
  ),
});
export type PolicyDecision = Static<typeof PolicyDecision>;
