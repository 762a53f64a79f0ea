// The API's error codes in the person's language: what happened, what to do. A code without an entry here shows the
// server's own words, which every error carries.
import type { ErrorCode } from '@sampark/contracts/errors.ts';
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { ApiProblem, Unreachable } from '../api/problem.ts';

export type ErrorText = { title: string; remedy: string; requestId?: string | undefined };

type Entry = { title: MessageDescriptor; remedy: MessageDescriptor };

const ourFault: Entry = {
  title: msg`Something went wrong on our side`,
  remedy: msg`Try again. If it stays, give your administrator the request id.`,
};

const entries: Partial<Record<ErrorCode, Entry>> = {
  invalid_credentials: {
    title: msg`E-mail or password is wrong`,
    remedy: msg`Check both and try again, or ask your administrator for a new invitation.`,
  },
  login_throttled: {
    title: msg`Too many attempts to sign in`,
    remedy: msg`Your account is not locked. Wait a little, then try again.`,
  },
  demo_disabled: {
    title: msg`Demo logins are switched off here`,
    remedy: msg`Sign in with the account of your own workspace.`,
  },
  session_ended: { title: msg`Your session has ended`, remedy: msg`Sign in again to go on.` },
  invitation_invalid: {
    title: msg`This invitation has expired, was withdrawn or was used`,
    remedy: msg`Ask an administrator for a new one.`,
  },
  email_taken: {
    title: msg`This e-mail address already has an account`,
    remedy: msg`Sign in with it instead.`,
  },
  weak_password: {
    title: msg`This password is too easy to guess`,
    remedy: msg`Use at least 12 characters; a few unrelated words are good.`,
  },
  forbidden: {
    title: msg`Your role does not allow this`,
    remedy: msg`Ask an administrator of your workspace.`,
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
  internal: ourFault,
};

const unreachable: Entry = {
  title: msg`Sampark does not answer`,
  remedy: msg`Check your connection. If others cannot reach it either, tell your administrator.`,
};

export function useErrorText(): (error: unknown) => ErrorText {
  const { i18n } = useLingui();
  return (error) => {
    if (error instanceof Unreachable) return told(unreachable);
    if (!(error instanceof ApiProblem)) return told(ourFault);
    const entry = entries[error.code as ErrorCode];
    const own = entry && told(entry);
    // Only a password's refusal has more to say than its code: which rule it broke, in the server's English.
    if (own && error.code === 'weak_password' && error.detail && i18n.locale === 'en')
      own.remedy = `${error.detail} ${own.remedy}`;
    return {
      title: own?.title ?? error.title,
      remedy: own?.remedy ?? (error.detail || error.remedy),
      requestId: error.requestId,
    };
  };

  function told(entry: Entry): ErrorText {
    return { title: i18n._(entry.title), remedy: i18n._(entry.remedy) };
  }
}
