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
  sender_gone: {
    what: msg`Reachable on this channel only through a sender that stays stopped`,
    todo: msg`Use another channel they agreed to, or send them a start link of another bot.`,
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
  country_hours: {
    what: msg`The country where this person lives allows no such message at this time`,
    todo: waits,
  },
  country_cap: {
    what: msg`This person already had the most such messages a week that apply to their country`,
    todo: waits,
  },
  category_mismatch: {
    what: msg`A marketing template cannot be sent as a service or coaching message`,
    todo: msg`Choose a utility template, or send it as marketing.`,
  },
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
  capture_down: {
    what: msg`What people write on this channel does not reach us; nothing is sent until it does`,
    todo: msg`Ask an administrator to look at its senders. It goes on by itself.`,
  },
  key_unusable: {
    what: msg`The key of this person cannot be opened; what is written to them waits until it can`,
    todo: msg`Ask an administrator: the row of the key has to come from a backup. It goes on by itself.`,
  },
  words_unreadable: {
    what: msg`What was to be sent cannot be read any more`,
    todo: msg`Write it once more.`,
  },
  sender_exhausted: { what: msg`Every sender reached its limit for today`, todo: waits },
  tier_exhausted: {
    what: msg`The WhatsApp portfolio reached its number of different people for 24 hours`,
    todo: waits,
  },
  prospect_gone: { what: msg`This person is no longer in the workspace`, todo: nothing },
  not_in_book: {
    what: msg`This person is not in the portfolio manager’s book`,
    todo: msg`Have a colleague share the person with you.`,
  },
  rule_warned: {
    what: msg`A compliance rule flagged it for review; it is sent all the same`,
    todo: msg`Read what the rule says before the next message.`,
  },
  rule_blocked: {
    what: msg`A compliance rule stops it until two people release it`,
    todo: msg`Change the text, or ask compliance to look at it.`,
  },
  release_refused: {
    what: msg`Compliance decided that this message is not sent`,
    todo: msg`Write another one without what the rule names.`,
  },
  held_out: {
    what: msg`Held out of the experiment: gets nothing, so that the others can be compared`,
    todo: nothing,
  },
  waits_for_winner: { what: msg`Waits until the experiment of the campaign has a winner`, todo: waits },
};
