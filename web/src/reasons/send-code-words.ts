// Why a message did not arrive: what happened and what to do, for every code the platforms' answers are sorted into.
import type { SendCode } from '@sampark/contracts/send-codes.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export type Explained = { what: MessageDescriptor; todo: MessageDescriptor };

const waits = msg`Nothing to do: it is tried again by itself.`;
const checkPerson = msg`Check the number, or reach the person on another channel.`;
const askAdmin = msg`Ask an administrator to look at this sender.`;
const editContent = msg`Change the message, then send it again to those it did not reach.`;
const unknowable = msg`It is never sent again by itself. A receipt may still settle it; else you decide.`;
const respect = msg`Respect it: nothing more goes to them on this channel.`;

export const sendCodeWords: Record<SendCode, Explained> = {
  network: { what: msg`The platform could not be reached`, todo: waits },
  server_fault: { what: msg`The platform had a fault of its own`, todo: waits },
  maintenance: { what: msg`The platform is under maintenance`, todo: waits },
  account_rate: { what: msg`The sender reached the platform’s rate limit`, todo: waits },
  app_rate: { what: msg`The business account reached the platform’s call limit`, todo: waits },
  pair_rate: { what: msg`Too soon after the last message to the same person`, todo: waits },
  marketing_cap: { what: msg`The platform limits marketing messages to this person for now`, todo: waits },
  not_on_channel: { what: msg`The person is not on this channel`, todo: checkPerson },
  unreachable: { what: msg`The channel does not know this address`, todo: checkPerson },
  blocked_by_contact: { what: msg`The person blocked the sender`, todo: respect },
  marketing_stopped: { what: msg`The person stopped marketing messages on the platform`, todo: respect },
  not_started: {
    what: msg`The person has not opened the bot yet`,
    todo: msg`Send them a start link another way.`,
  },
  identity_changed: {
    what: msg`The person’s safety number changed`,
    todo: msg`Confirm with the person that the number is still theirs.`,
  },
  holdout: {
    what: msg`The platform withholds this message for an experiment of its own`,
    todo: msg`Nothing to do: the platform decides this.`,
  },
  country_restricted: {
    what: msg`The platform does not deliver to this country`,
    todo: msg`Use another channel for this country.`,
  },
  window_closed: {
    what: msg`The 24-hour reply window is closed`,
    todo: msg`Use an approved template instead.`,
  },
  template_missing: {
    what: msg`The template does not exist in this language or is not approved`,
    todo: msg`Choose an approved template, or have this one approved.`,
  },
  template_parameters: { what: msg`The template’s parameters do not fit`, todo: editContent },
  template_paused: {
    what: msg`The platform paused this template`,
    todo: msg`Choose another template; this one got too much bad feedback.`,
  },
  content_invalid: { what: msg`The platform refused the content`, todo: editContent },
  content_too_long: { what: msg`The message is longer than the platform takes`, todo: editContent },
  account_credentials: { what: msg`The sender’s access is no longer valid`, todo: askAdmin },
  account_configuration: { what: msg`The sender is not set up correctly on the platform`, todo: askAdmin },
  account_billing: { what: msg`The business account has a billing problem`, todo: askAdmin },
  account_banned: { what: msg`The platform restricted this sender`, todo: askAdmin },
  account_spam: { what: msg`The platform limits this sender after complaints`, todo: askAdmin },
  captcha_required: { what: msg`The platform asks for a human check of this sender`, todo: askAdmin },
  timeout: { what: msg`No answer in time; it may have gone out`, todo: unknowable },
  crashed: { what: msg`We stopped between sending and the answer; it may have gone out`, todo: unknowable },
  connection_lost: {
    what: msg`The connection broke before the answer; it may have gone out`,
    todo: unknowable,
  },
  asked_again: {
    what: msg`Somebody asked for it to be sent again`,
    todo: msg`Nothing to do: it goes out at its next turn, if the rules allow it.`,
  },
  never_sent: {
    what: msg`The platform has no trace of it: it did not go out`,
    todo: msg`Write to the person again, if it still matters.`,
  },
  retries_exhausted: {
    what: msg`Three further tries failed`,
    todo: msg`Check the sender and the platform, then send again to those it did not reach.`,
  },
  undelivered: {
    what: msg`The platform accepted it and then reported a failure`,
    todo: checkPerson,
  },
  unclassified: {
    what: msg`The platform answered with something we do not know yet`,
    todo: msg`Open one of these messages: its attempts show the platform’s own words.`,
  },
};
