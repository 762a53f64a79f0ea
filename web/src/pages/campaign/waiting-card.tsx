import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CirclePause, MessageSquareX } from 'lucide-react';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { templateProblemWords } from '../../reasons/template-problem-words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

type Waiting = Answer<'GET /api/v1/campaigns/{id}/waiting'>;

/** Why what waits is waiting, and when it goes on. */
export function WaitingCard({ id, status }: { id: string; status: CampaignStatus }) {
  const { t } = useLingui();
  const moving = status === 'active' || status === 'paused';
  const waiting = useQuery({
    queryKey: ['campaign', id, 'waiting'],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/waiting', { path: { id }, signal }),
    refetchInterval: moving ? 5_000 : 10_000,
  });
  if (!moving && !waiting.data?.waiting) return null;
  return (
    <Card id="waiting" title={t`What waits, and for what`}>
      {waiting.data ? (
        <Shown waiting={waiting.data} paused={status === 'paused'} />
      ) : waiting.isError ? (
        <ErrorState
          error={waiting.error}
          retrying={waiting.isFetching}
          onRetry={() => void waiting.refetch()}
        />
      ) : (
        <Skeleton className="h-24" />
      )}
    </Card>
  );
}

function Shown({ waiting, paused }: { waiting: Waiting; paused: boolean }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const problem = waiting.problems?.[0];
  const words = problem && templateProblemWords[problem.code];
  if (waiting.waiting === 0)
    return (
      <p className="flex items-center gap-2 text-muted">
        <CircleCheck className="size-4 text-ok" aria-hidden />
        <Trans>Nothing waits.</Trans>
      </p>
    );
  return (
    <div className="grid gap-3">
      {problem && (
        <Notice icon={MessageSquareX} tone="danger" title={`${words ? i18n._(words.what) : problem.reason}.`}>
          {words ? i18n._(words.todo) : problem.remedy}
        </Notice>
      )}
      {paused && (
        <Notice icon={CirclePause} tone="warn" title={t`Paused.`}>
          <Plural
            value={waiting.waiting}
            one={`${exact(waiting.waiting)} message waits until somebody resumes it.`}
            other={`${exact(waiting.waiting)} messages wait until somebody resumes it.`}
          />
        </Notice>
      )}
      <ul className="grid gap-2.5">
        {waiting.groups.map((one) => (
          <Group
            key={`${one.platform}${one.code}${String(one.retrying)}`}
            group={one}
            estimated={waiting.estimated}
          />
        ))}
      </ul>
      {waiting.estimated && (
        <p className="text-sm text-muted">
          <Trans>The numbers by reason come from a sample; their sum is exact.</Trans>
        </p>
      )}
    </div>
  );
}

function Group({ group, estimated }: { group: Waiting['groups'][number]; estimated: boolean }) {
  const { exact } = useFormat();
  const reason = useReasonText();
  const { code, count } = group;
  // They are looked at again every quarter of an hour, which is not when they go on.
  const { next_at, last_at } = code === 'sender_held' ? { next_at: null, last_at: null } : group;
  const about = estimated && code !== 'turn';
  return (
    <li className="grid gap-0.5" data-reason={code}>
      <span className="flex justify-between gap-3">
        <span className="min-w-0">{code === 'turn' ? <Trans>For their turn</Trans> : reason(code).what}</span>
        <span className="tabular shrink-0 font-medium">
          {about ? <Trans>about {exact(count)}</Trans> : exact(count)}
        </span>
      </span>
      <span className="text-sm text-muted">
        {channelNames[group.platform]}
        {' · '}
        {group.retrying && (
          <>
            <Trans>a further try</Trans>
            {' · '}
          </>
        )}
        {next_at === null && code === 'sender_held' ? (
          <Trans>when an administrator has decided</Trans>
        ) : next_at === null ? (
          <Trans>as soon as a sender is free</Trans>
        ) : (
          <Trans>
            Goes on <Ago at={next_at} />
          </Trans>
        )}
        {last_at !== null && last_at !== next_at && count > 1 && (
          <>
            {', '}
            <Trans>
              the last <Ago at={last_at} />
            </Trans>
          </>
        )}
      </span>
    </li>
  );
}
