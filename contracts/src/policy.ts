// Reasons of a policy decision: the code is stored with the message, the text is what a portfolio manager reads.
import { Type, type Static } from 'typebox';

const table = {
  allowed: 'Allowed',
  consent_granted: 'Consent on record for this channel and purpose',
  conversation_open: 'Answering someone who wrote first',
  no_consent: 'No consent on record for this channel',
  opted_out: 'This person opted out',
  suppressed: 'This address must never be messaged',
  held_for_review: 'What this person last wrote reads like a refusal; somebody must look first',
  no_identity: 'Not known on this channel yet',
  channel_lost: 'This person is not reachable on this channel any more',
  no_phone_number: 'No phone number on record',
  no_content: 'The campaign has no message for this channel',
  no_sender: 'No sender for this channel',
  window_closed: 'Outside WhatsApp’s 24-hour window only an approved template may be sent',
  weekly_cap: 'This person already had the most messages allowed in a week',
  quiet_hours: 'Quiet hours where this person lives',
  too_soon: 'Too soon after the last message to this person',
  marketing_stopped: 'This person stopped marketing messages on the platform',
  variable_missing: 'The message needs a value this person does not have',
  content_too_long: 'The message is too long for this channel',
  sender_busy: 'Waiting for the sender this person knows',
  sender_held: 'The sender is stopped until an administrator decides',
  sender_exhausted: 'Every sender reached its limit for today',
  prospect_gone: 'This person is no longer in the workspace',
  not_in_book: 'This person is not in the portfolio manager’s book',
} as const;

export type PolicyReasonCode = keyof typeof table;
export const policyReasonCodes = Object.keys(table) as PolicyReasonCode[];
export const policyReasonText: Readonly<Record<PolicyReasonCode, string>> = table;

/** What was decided for one message, as stored in messages.decision. */
export const PolicyDecision = Type.Object({
  outcome: Type.Enum(['send', 'reschedule', 'skip']),
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
});
export type PolicyDecision = Static<typeof PolicyDecision>;
