// Why a send or a receipt did not end in a delivered message, in words of ours that hold on every channel. A platform's
// own code stays in the attempt's `detail`. Texts are what a portfolio manager reads.

const table = {
  // transient
  network: 'The platform could not be reached',
  server_fault: 'The platform had a fault of its own',
  maintenance: 'The platform is under maintenance',
  account_rate: 'This sender reached the platform’s rate limit',
  app_rate: 'The business account reached the platform’s call limit',
  pair_rate: 'Too soon after the last message to the same person',
  marketing_cap: 'The platform limits marketing messages to this person for now',
  // the person
  not_on_channel: 'This person is not on this channel',
  unreachable: 'The channel does not know this address',
  blocked_by_contact: 'This person blocked the sender',
  marketing_stopped: 'This person stopped marketing messages on the platform',
  not_started: 'This person has not opened the bot yet',
  identity_changed: 'This person’s safety number changed and needs a check',
  holdout: 'The platform withholds this message for an experiment of its own',
  country_restricted: 'The platform does not deliver to this country',
  // the content
  window_closed: 'The 24-hour reply window is closed',
  template_missing: 'The template does not exist in this language or is not approved',
  template_parameters: 'The template’s parameters do not fit',
  template_paused: 'The platform paused this template',
  content_invalid: 'The platform refused the content',
  content_too_long: 'The message is longer than the platform takes',
  // the sender
  account_credentials: 'The sender’s access is no longer valid',
  account_configuration: 'The sender is not set up correctly on the platform',
  account_billing: 'The business account has a billing problem',
  account_banned: 'The platform restricted this sender',
  account_spam: 'The platform limits this sender after complaints',
  captcha_required: 'The platform asks for a human check of this sender',
  // not known
  timeout: 'No answer in time; it may have gone out',
  crashed: 'We stopped between sending and the answer; it may have gone out',
  connection_lost: 'The connection broke before the answer; it may have gone out',
  // ours
  asked_again: 'Somebody asked for it to be sent again',
  never_sent: 'The platform has no trace of it: it did not go out',
  retries_exhausted: 'Three further tries failed',
  undelivered: 'The platform accepted it and then reported a failure',
  unclassified: 'The platform answered with something we do not know yet',
} as const;

export type SendCode = keyof typeof table;
export const sendCodes = Object.keys(table) as SendCode[];
export const sendCodeText: Readonly<Record<SendCode, string>> = table;
