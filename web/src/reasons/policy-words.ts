// Why the rules let a message go or not, for every reason a decision can have; with what would change it.
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { msg } from '@lingui/core/macro';
import type { Explained } from './send-code-words.ts';

const nothing = msg`Nothing to do.`;
const waits = msg`It goes on by itself.`;
const respect = msg`Respect it. Only the person can change their mind.`;

export const policyWords: Record<PolicyReasonCode, Explained> = {
  allowed: { what: msg`Allowed`, todo: nothing },
  consent_granted: { what: msg`Consent on record for this channel and purpose`, todo: nothing },
  conversation_open: { what: msg`Answering someone who wrote first`, todo: nothing },
  no_consent: {
    what: msg`No consent on record for this channel`,
    todo: msg`Record the consent they gave, with its proof, or leave them out.`,
  },
  opted_out: { what: msg`This person opted out`, todo: respect },
  suppressed: { what: msg`This address must never be messaged`, todo: respect },
  held_for_review: {
    what: msg`What this person last wrote reads like a refusal`,
    todo: msg`Read it on the person’s page and decide whether messages may go on.`,
  },
  no_identity: {
    what: msg`Not known on this channel yet`,
    todo: msg`On Telegram people have to open the bot first: send them a start link.`,
  },
  channel_lost: {
    what: msg`Not reachable on this channel any more`,
    todo: msg`Use another channel they agreed to.`,
  },
  no_phone_number: { what: msg`No phone number on record`, todo: msg`Add the number to the person.` },
  no_content: {
    what: msg`The campaign has no message for this channel`,
    todo: msg`Write one for this channel, or choose a WhatsApp template.`,
  },
  no_sender: {
    what: msg`No sender for this channel`,
    todo: msg`Ask an administrator to connect one.`,
  },
  window_closed: {
    what: msg`Outside WhatsApp’s 24-hour window only an approved template may be sent`,
    todo: msg`Choose an approved template.`,
  },
  weekly_cap: { what: msg`This person already had the most messages allowed in a week`, todo: waits },
  quiet_hours: { what: msg`Quiet hours where this person lives`, todo: waits },
  too_soon: { what: msg`Too soon after the last message to this person`, todo: waits },
  marketing_stopped: { what: msg`This person stopped marketing messages on the platform`, todo: respect },
  variable_missing: {
    what: msg`The message needs a value this person does not have`,
    todo: msg`Fill it in on the person’s page, or give the message a fallback.`,
  },
  content_too_long: { what: msg`The message is too long for this channel`, todo: msg`Shorten it.` },
  sender_busy: { what: msg`Waiting for the sender this person knows`, todo: waits },
  sender_held: {
    what: msg`The sender is stopped until an administrator decides`,
    todo: msg`Ask an administrator to look at this sender.`,
  },
  sender_exhausted: { what: msg`Every sender reached its limit for today`, todo: waits },
  prospect_gone: { what: msg`This person is no longer in the workspace`, todo: nothing },
  not_in_book: {
    what: msg`This person is not in the portfolio manager’s book`,
    todo: msg`Have a colleague share the person with you.`,
  },
};
