import { Trans, useLingui } from '@lingui/react/macro';
import type { SenderState } from '@sampark/contracts/campaign-work.ts';
import { useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { stoppedStates, useSenderWords } from './sender-words.ts';

type Channel = Answer<'GET /api/v1/campaigns/{id}/senders'>['channels'][number];
type Stopped = { name: string; state: SenderState; reason: string | null; until: string | null };

/** The senders that carry this campaign, channel by channel: how many work now, and who cannot and why. */
export function SendersCard({ id, running }: { id: string; running: boolean }) {
  const { t } = useLingui();
  const senders = useQuery({
    queryKey: ['campaign', id, 'senders'],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/senders', { path: { id }, signal }),
    refetchInterval: running ? 5_000 : 10_000,
  });
  return (
    <Card id="senders" title={t`Senders at work`}>
      {senders.data ? (
        <ul className="divide-y divide-line">
          {senders.data.channels.map((one) => (
            <ChannelRow key={one.platform} channel={one} />
          ))}
        </ul>
      ) : senders.isError ? (
        <ErrorState
          error={senders.error}
          retrying={senders.isFetching}
          onRetry={() => void senders.refetch()}
        />
      ) : (
        <Skeleton className="h-24" />
      )}
    </Card>
  );
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { exact, decimal } = useFormat();
  const words = useSenderWords();
  const { senders, at_work, per_minute } = channel;
  const stopped = channel.stopped as Stopped[];
  return (
    <li className="grid gap-1.5 py-3 first:pt-0 last:pb-0" data-channel={channel.platform}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{channelNames[channel.platform]}</span>
        <span className="tabular">
          {senders === 0 ? (
            <span className="text-muted">
              <Trans>No sender</Trans>
            </span>
          ) : (
            <Trans>
              {exact(at_work)} of {exact(senders)} at work
            </Trans>
          )}
        </span>
      </div>
      {senders > 0 && (
        <p className="tabular text-sm text-muted">
          <Trans>{decimal(per_minute)} a minute, of this campaign</Trans>
        </p>
      )}
      {stopped.length > 0 && (
        <details className="group text-sm">
          <summary className="flex min-h-6 cursor-pointer flex-wrap items-center gap-1.5 rounded-sm">
            {stoppedStates.map(
              (state) =>
                channel[state] > 0 && (
                  <Badge key={state} tone={words[state].tone} icon={words[state].icon}>
                    {exact(channel[state])} {words[state].word}
                  </Badge>
                ),
            )}
            <span className="text-muted underline underline-offset-2">
              <Trans>Which, and why</Trans>
            </span>
          </summary>
          <ul className="mt-1.5 grid gap-1.5">
            {stopped.map((one) => (
              <StoppedSender key={`${one.name}${one.state}`} sender={one} />
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function StoppedSender({ sender }: { sender: Stopped }) {
  const reason = useReasonText();
  const words = useSenderWords();
  const why = sender.reason ? reason(sender.reason, '').what : '';
  return (
    <li className="grid min-w-0">
      <span className="break-words">{sender.name}</span>
      <span className="text-muted">
        {why || words[sender.state === 'ready' ? 'paused' : sender.state].meaning}
        {sender.until && (
          <>
            {' · '}
            <Trans>
              Goes on <Ago at={sender.until} />
            </Trans>
          </>
        )}
      </span>
    </li>
  );
}
