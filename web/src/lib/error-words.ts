// The errors anybody can meet, in words for people: what happened, what to do. Those of single pages are in src/reasons.
import type { ErrorCode } from '@sampark/contracts/errors.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export type ErrorWords = { title: MessageDescriptor; remedy: MessageDescriptor };

export const ourFault: ErrorWords = {
  title: msg`Something went wrong on our side`,
  remedy: msg`Try again. If it stays, give your administrator the request id.`,
};
const signInAgain: ErrorWords = {
  title: msg`Your session has ended`,
  remedy: msg`Sign in again to go on.`,
};

export const unreachable: ErrorWords = {
  title: msg`Sampark does not answer`,
  remedy: msg`Check your connection. If others cannot reach it either, tell your administrator.`,
};

export const firstErrorWords = {
  internal: ourFault,
  authentication_required: signInAgain,
  token_expired: signInAgain,
  token_invalid: signInAgain,
  session_ended: signInAgain,
  invalid_request: {
    title: msg`Something in the form is missing or has the wrong form`,
    remedy: msg`Correct what is marked, then try again.`,
  },
  not_found: {
    title: msg`There is nothing here`,
    remedy: msg`It may have been removed, or it belongs to someone else.`,
  },
  rate_limited: { title: msg`Too many requests`, remedy: msg`Wait a few seconds, then try again.` },
  unavailable: {
    title: msg`Sampark is starting or stopping`,
    remedy: msg`Try again in a few seconds.`,
  },
  invalid_credentials: {
    title: msg`E-mail or password is wrong`,
    remedy: msg`Check both and try again, or ask your administrator for a new invitation.`,
  },
  login_throttled: {
    title: msg`Too many attempts to sign in`,
    remedy: msg`Your account is not locked. Wait a little, then try again.`,
  },
  wrong_code: {
    title: msg`The code is not right`,
    remedy: msg`Enter the code your authenticator shows now. Each works once: wait for the next if you have used it.`,
  },
  ticket_invalid: {
    title: msg`This has run out or was used`,
    remedy: msg`Sign in again from the start, or ask for a new link.`,
  },
  forbidden: {
    title: msg`Your role does not allow this`,
    remedy: msg`Ask an administrator of your workspace.`,
  },
  demo_disabled: {
    title: msg`Demo logins are switched off here`,
    remedy: msg`Sign in with the account of your own workspace.`,
  },
  email_taken: {
    title: msg`This e-mail address already has an account`,
    remedy: msg`Sign in with it instead.`,
  },
  invitation_invalid: {
    title: msg`This invitation has expired, was withdrawn or was used`,
    remedy: msg`Ask an administrator for a new one.`,
  },
  weak_password: {
    title: msg`This password is too easy to guess`,
    remedy: msg`Use at least 12 characters; a few unrelated words are good.`,
  },
} satisfies Partial<Record<ErrorCode, ErrorWords>>;

/** Codes whose detail says more than their remedy can; it is in the server's English. */
export const detailed: ReadonlySet<string> = new Set<ErrorCode>([
  'weak_password',
  'template_invalid',
  'campaign_state',
  'platform_refused',
  'recipient_unreachable',
  'import_mapping_invalid',
  'invalid_request',
]);
