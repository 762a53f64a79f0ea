import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, ChevronLeft, ChevronUp, UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useUser } from '../../lib/use-session.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DecideBar } from './decide-bar.tsx';
import { DecidedBar, OwnMessageBar } from './decided-bar.tsx';
import { FlagFacts } from './flag-facts.tsx';
import { FlagMessage } from './flag-message.tsx';
import { HeldPanel } from './held-panel.tsx';
import { RefusedNotice } from './refused-notice.tsx';
import { actionWords, severityWords } from './rule-words.ts';
import type { Triage } from './use-triage.ts';

type Props = {
  id: string;
  place: { at: number; of: number; more: boolean } | undefined;
  nextId: string | undefined;
  triage: Triage;
  reviewers: readonly { id: string; name: string }[];
  onBack: () => void;
  onStep: (by: 1 | -1) => void;
  onDone: (ids: readonly string[]) => void;
};

const contextOf = (id: string) => ({
  queryKey: ['flag-context', id],
  queryFn: ({ signal }: { signal: AbortSignal }) =>
    api('GET /api/v1/compliance/flags/{id}/context', { path: { id }, signal }),
  staleTime: 5_000,
});

/** One flag with all that is needed to decide about it. The next one is fetched meanwhile. */
export function FlagDetail({ id, place, nextId, triage, reviewers, onBack, onStep, onDone }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const user = useUser();
  const queries = useQueryClient();
  const context = useQuery(contextOf(id));
  useEffect(() => {
    if (nextId) void queries.prefetchQuery(contextOf(nextId));
  }, [nextId, queries]);
  const reviewer = user?.role !== 'standard';
  const data = context.data;
  const mine = data?.flag.assigned_to === user?.id;
  const assign = (to: string | null) => void triage.assign([id], to).catch(() => undefined);
  useShortcut('a', t`Take it, or give it back`, () => {
    if (reviewer && data && data.flag.state !== 'decided') assign(mine ? null : (user?.id ?? null));
  });
  if (!data) {
    if (context.isError)
      return (
        <div className="flex-1">
          <ErrorState
            error={context.error}
            retrying={context.isFetching}
            onRetry={() => void context.refetch()}
          />
        </div>
      );
    return (
      <div role="status" aria-label={t`Loading`} className="grid flex-1 content-start gap-4 p-5">
        <Skeleton className="h-8" />
        <Skeleton className="h-48" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  const { flag } = data;
  const severity = severityWords[flag.severity];
  const held = flag.action === 'block' && flag.delivery_status === 'held';
  const [number, of] = [exact(place?.at ?? 0), exact(place?.of ?? 0)];
  return (
    <section
      aria-label={t`Flag: ${flag.rule_name}`}
      className="flex min-h-0 min-w-0 flex-1 flex-col pb-14 lg:pb-0"
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line bg-surface px-3 py-2 sm:px-5">
        <div className="flex min-w-0 flex-[1_1_14rem] items-center gap-2">
          <Button kind="quiet" className="px-2 lg:hidden" aria-label={t`Back to the list`} onClick={onBack}>
            <ChevronLeft className="size-4" aria-hidden />
          </Button>
          <div className="grid min-w-0 gap-1">
            <h2 className="truncate py-0.5 text-lg font-semibold">{flag.rule_name}</h2>
            <p className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
              <Badge tone={severity.tone} icon={severity.icon}>
                {i18n._(severity.word)}
              </Badge>
              <Badge tone={actionWords[flag.action].tone} icon={actionWords[flag.action].icon}>
                {held ? t`Held` : i18n._(actionWords[flag.action].word)}
              </Badge>
              <Ago at={flag.flagged_at} />
            </p>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-1">
          {place && (
            <span className="tabular px-1 text-sm text-muted">
              {place.more ? (
                <Trans>
                  {number} of more than {of}
                </Trans>
              ) : (
                <Trans>
                  {number} of {of}
                </Trans>
              )}
            </span>
          )}
          <Button kind="quiet" className="px-2" aria-label={t`Previous flag`} onClick={() => onStep(-1)}>
            <ChevronUp className="size-4" aria-hidden />
          </Button>
          <Button kind="quiet" className="px-2" aria-label={t`Next flag`} onClick={() => onStep(1)}>
            <ChevronDown className="size-4" aria-hidden />
          </Button>
          {reviewer && flag.state !== 'decided' && (
            <Select<string>
              label={t`Assigned to`}
              icon={<UserPlus className="size-4" aria-hidden />}
              value={flag.assigned_to ?? 'nobody'}
              items={[
                { value: 'nobody', label: t`Nobody` },
                ...reviewers.map((one) => ({
                  value: one.id,
                  label: one.id === user?.id ? t`Me` : one.name,
                })),
              ]}
              onChange={(to) => assign(to === 'nobody' ? null : to)}
            />
          )}
        </div>
      </header>
      <div
        className="relative min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
        tabIndex={0}
        role="region"
        aria-label={t`Message and its context`}
      >
        <div className="grid items-start gap-x-6 gap-y-5 px-3 py-4 sm:px-5 xl:grid-cols-[minmax(0,1fr)_280px]">
          <div className="grid min-w-0 gap-5">
            {data.release && reviewer && held && <HeldPanel context={data} triage={triage} />}
            {data.refused && <RefusedNotice refused={data.refused} />}
            <FlagMessage context={data} />
          </div>
          <FlagFacts context={data} />
        </div>
      </div>
      {flag.state === 'decided' ? (
        <DecidedBar context={data} triage={triage} />
      ) : (
        reviewer &&
        (data.own ? <OwnMessageBar /> : <DecideBar context={data} triage={triage} onDone={onDone} />)
      )}
    </section>
  );
}
