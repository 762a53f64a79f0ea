import { useLingui } from '@lingui/react';
import { healthWords } from './health-words.ts';
import { policyWords } from './policy-words.ts';
import { sendCodeWords, type Explained } from './send-code-words.ts';

export type ReasonText = { what: string; todo?: string | undefined };

/** What a reason's code means in the language on screen; `fallback` is what the server says about one not known here. */
export function useReasonText(): (code: string | null | undefined, fallback?: string | null) => ReasonText {
  const { i18n } = useLingui();
  return (code, fallback) => {
    const known: Record<string, Explained> = { ...policyWords, ...healthWords, ...sendCodeWords };
    const entry = code ? known[code] : undefined;
    if (!entry) return { what: fallback ?? code ?? '' };
    return { what: i18n._(entry.what), todo: i18n._(entry.todo) };
  };
}
