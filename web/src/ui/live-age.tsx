import { Trans, useLingui } from '@lingui/react/macro';
import { LoaderCircle, Radio, TriangleAlert, Unplug } from 'lucide-react';
import type { StreamPhase } from '../api/follow-stream.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from '../lib/use-now.ts';
import { Instant } from './instant.tsx';
import { toneText, type Tone } from './status.tsx';

type LiveState = 'connecting' | 'live' | 'stale' | 'reconnecting';

const staleAfterSeconds = 10;

const looks: Record<LiveState, { icon: typeof Radio; tone: Tone }> = {
  connecting: { icon: LoaderCircle, tone: 'neutral' },
  live: { icon: Radio, tone: 'ok' },
  stale: { icon: TriangleAlert, tone: 'warn' },
  reconnecting: { icon: Unplug, tone: 'warn' },
};

/** Whether the numbers are live, and how old they are. Only a change of state is read out, not every second. */
export function LiveAge(props: { phase: StreamPhase; freshAt: number }) {
  const { t } = useLingui();
  const { relative } = useFormat();
  const now = useNow();
  const seconds = Math.max(0, Math.floor((now - props.freshAt) / 1000));
  const known = props.freshAt > 0;
  const state: LiveState =
    props.phase === 'live' && known && seconds > staleAfterSeconds ? 'stale' : props.phase;
  const { icon: Icon, tone } = looks[state];
  const words: Record<LiveState, string> = {
    connecting: t`Connecting`,
    live: t`Live`,
    stale: t`Out of date`,
    reconnecting: t`Reconnecting`,
  };
  const age = seconds === 0 ? t`now` : relative(-seconds);
  return (
    <div
      data-live={state}
      className="tabular inline-flex min-h-8 flex-wrap items-center gap-x-2 text-sm text-muted"
    >
      <span role="status" className={`inline-flex items-center gap-1.5 font-medium ${toneText[tone]}`}>
        <Icon className="size-4" aria-hidden />
        {words[state]}
      </span>
      {known && (
        <Instant at={new Date(props.freshAt)}>
          <Trans>updated {age}</Trans>
        </Instant>
      )}
    </div>
  );
}
