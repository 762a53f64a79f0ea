// An error in the person's language: what happened, what to do, and the request id to hand on.
import type { ErrorCode } from '@sampark/contracts/errors.ts';
import { useLingui } from '@lingui/react';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import { detailed, errorWords, ourFault, unreachable, type ErrorWords } from './error-words.ts';

export type ErrorText = { title: string; remedy: string; requestId?: string | undefined };

export function useErrorText(): (error: unknown) => ErrorText {
  const { i18n } = useLingui();
  return (error) => {
    if (error instanceof Unreachable) return told(unreachable);
    if (!(error instanceof ApiProblem)) return told(ourFault);
    // A server newer than this page may have codes of its own; every error carries its own words, too.
    const words: ErrorWords | undefined = errorWords[error.code as ErrorCode];
    if (!words)
      return { title: error.title, remedy: error.detail || error.remedy, requestId: error.requestId };
    const text = told(words);
    if (detailed.has(error.code) && error.detail && i18n.locale === 'en')
      text.remedy = `${error.detail} ${text.remedy}`;
    return { ...text, requestId: error.requestId };
  };

  function told(words: ErrorWords): ErrorText {
    return { title: i18n._(words.title), remedy: i18n._(words.remedy) };
  }
}
