// An error in the person's language: what happened, what to do, and the request id to hand on.
import { useLingui } from '@lingui/react';
import { ApiProblem, Unreachable } from '../api/problem.ts';
import { detailed, firstErrorWords, ourFault, unreachable, type ErrorWords } from './error-words.ts';

let words: Partial<Record<string, ErrorWords>> = firstErrorWords;

/** For the loader of a page: from then on every code is known. */
export async function loadErrorWords(): Promise<void> {
  const { laterErrorWords } = await import('../reasons/later-error-words.ts');
  words = { ...firstErrorWords, ...laterErrorWords };
}

export type ErrorText = { title: string; remedy: string; requestId?: string | undefined };

export function useErrorText(): (error: unknown) => ErrorText {
  const { i18n } = useLingui();
  return (error) => {
    if (error instanceof Unreachable) return told(unreachable);
    if (!(error instanceof ApiProblem)) return told(ourFault);
    // A server newer than this page may have codes of its own; every error carries its own words, too.
    const known = words[error.code];
    if (!known)
      return { title: error.title, remedy: error.detail || error.remedy, requestId: error.requestId };
    const text = told(known);
    if (detailed.has(error.code) && error.detail && i18n.locale === 'en')
      text.remedy = `${error.detail} ${text.remedy}`;
    return { ...text, requestId: error.requestId };
  };

  function told(some: ErrorWords): ErrorText {
    return { title: i18n._(some.title), remedy: i18n._(some.remedy) };
  }
}
