import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../lib/use-now.ts';
import { Instant } from './instant.tsx';

/** How long ago, or in how long; the exact moment and zone on hover and focus. */
export function Ago({ at }: { at: string }) {
  const { relative } = useFormat();
  const now = useNow(30_000);
  const date = new Date(at);
  return <Instant at={date}>{relative((date.getTime() - now) / 1000)}</Instant>;
}
