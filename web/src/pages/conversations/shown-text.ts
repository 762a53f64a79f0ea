import { useLingui } from '@lingui/react/macro';

/** A command that only opens a bot carries a token of ours: people are shown what it means. */
export function useShownText(): (text: string | null) => string | null {
  const { t } = useLingui();
  return (text) => (text && /^\/start\b/.test(text) ? t`Opened the chat` : text);
}
