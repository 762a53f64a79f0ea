import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../lib/use-now.ts';
import { Instant } from './instant.tsx';

/** How long ago, or in how long; the exact moment and zone on hover and focus. */
export function Ago({ at }: { at: string }) {
  const { relative } = useFormat();
  const now = useNow(30_000);
  const { t } = useLingui();
  const date = new Date(at);
  const seconds = (date.getTime() - now) / 1000;
  return <Instant at={date}>{Math.abs(seconds) < 5 ? t`now` : relative(seconds)}</Instant>;
}
