import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Stat } from '../../ui/stat.tsx';
import { AttentionCard } from './attention-card.tsx';
import { ComplianceTabs } from './compliance-tabs.tsx';
import { DailyChart } from './daily-chart.tsx';
import type { spans } from './routes.ts';
import { Precision } from './rules-table.tsx';
import { useLiveQueue, useQueueSummary } from './use-queue.ts';
import { decidedOf, isPoor, useRuleStatistics } from './use-rules.ts';

const route = getRouteApi('/app/compliance');
/** Older than this, a flag waits too long. */
const lateHours = 24;

export function HomePage() {
  const { t } = useLingui();
  useTitle(t`Compliance`);
  const { exact, duration } = useFormat();
  const now = useNow(60_000);
  const user = useUser();
  const { days = '30' } = route.useSearch();
  const navigate = route.useNavigate();
  const live = useLiveQueue();
  const summary = useQueueSummary();
  const statistics = useRuleStatistics().data;
  const reviewer = user?.role !== 'standard';
  const overview = useQuery({
    queryKey: ['compliance', 'overview', days],
    queryFn: ({ signal }) =>
      api('GET /api/v1/compliance/overview', { query: { days: Number(days) }, signal }),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
    enabled: reviewer,
  });
  if (!reviewer) return <Navigate to="/compliance/review" replace />;
  const failed = summary.error ?? overview.error;
  if (failed && (!summary.data || !overview.data))
    return (
      <ErrorState
        error={failed}
        onRetry={() => {
          void summary.refetch();
          void overview.refetch();
        }}
      />
    );
  const queue = summary.data;
  const seen = overview.data;
  const oldestSeconds = queue?.oldest ? (now - Date.parse(queue.oldest)) / 1000 : undefined;
  const late = oldestSeconds !== undefined && oldestSeconds > lateHours * 3600;
  const poor = [...(statistics?.values() ?? [])].filter((one) => one.enabled && isPoor(one));
  const judged = [...(statistics?.values() ?? [])]
    .filter((one) => decidedOf(one) > 0)
    .toSorted((a, b) => (a.precision ?? 1) - (b.precision ?? 1) || decidedOf(b) - decidedOf(a))
    .slice(0, 8);
  const held = queue?.held ?? 0;
  const decided = exact(seen?.decided ?? 0);
  const spanText = { 7: t`7 days`, 30: t`30 days`, 90: t`90 days` }[days];
  return (
    <div className="mx-auto grid w-full max-w-[1200px] grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={<Trans>Compliance</Trans>}
        note={<LiveAge phase={live.phase} freshAt={Math.max(summary.dataUpdatedAt, live.heardAt)} />}
        actions={
          <Link to="/compliance/review" className={buttonLooks('primary')}>
            <Trans>Review what waits</Trans>
          </Link>
        }
      />
      <ComplianceTabs value="home" />
      {!queue || !seen ? (
        <div role="status" aria-label={t`Loading`} className="grid gap-5">
          <Skeleton className="h-24" />
          <Skeleton className="h-72" />
        </div>
      ) : (
        <>
          <AttentionCard queue={queue} poor={poor} isLate={late} />
          <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line lg:grid-cols-4">
            <Stat name="waiting" label={t`In the queue`} value={exact(queue.waiting)} note={t`not decided`} />
            <Stat
              name="oldest"
              label={t`Oldest`}
              value={oldestSeconds === undefined ? '—' : duration(oldestSeconds)}
              note={late ? t`longer than a day` : t`since it was flagged`}
            />
            <Stat name="held" label={t`Held`} value={exact(held)} note={t`wait for two people`} />
            <Stat
              name="median"
              label={t`Time to a verdict`}
              value={seen.median_hours === null ? '—' : duration(seen.median_hours * 3600)}
              note={t`the middle of ${decided} in ${spanText}`}
            />
          </dl>
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h2 className="text-lg font-semibold">
              <Trans>Flags over time</Trans>
            </h2>
            <Select<(typeof spans)[number]>
              label={t`Time`}
              value={days}
              items={[
                { value: '7', label: t`7 days` },
                { value: '30', label: t`30 days` },
                { value: '90', label: t`90 days` },
              ]}
              onChange={(next) =>
                void navigate({
                  search: { days: next === '30' ? undefined : next },
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          </div>
          <div className="grid items-start gap-5 lg:grid-cols-2">
            <DailyChart
              id="by-rule"
              title={t`By rule`}
              days={seen.days}
              series={seen.rules}
              filter="rule"
              empty={t`No rule has found anything in this time.`}
            />
            <DailyChart
              id="by-manager"
              title={t`By portfolio manager`}
              days={seen.days}
              series={seen.managers}
              filter="pm"
              empty={t`Nobody’s messages were flagged in this time.`}
            />
          </div>
          <Card
            id="precision"
            title={t`How right the rules are`}
            note={<Trans>Share of the decided flags that were no false alarm, the lowest first.</Trans>}
          >
            {judged.length === 0 ? (
              <p className="text-muted">
                <Trans>Verdicts make this known: decide about some flags first.</Trans>
              </p>
            ) : (
              <ul className="grid gap-x-8 md:grid-cols-2">
                {judged.map((one) => (
                  <li key={one.rule_id} className="grid gap-1 border-b border-line py-2">
                    <span className="flex items-center justify-between gap-4">
                      <Link
                        to="/compliance/rules/$id"
                        params={{ id: one.rule_id }}
                        className="inline-flex min-h-6 min-w-0 items-center underline decoration-control underline-offset-2"
                      >
                        {one.name}
                      </Link>
                      <span className="shrink-0 text-sm">
                        <Precision one={one} />
                      </span>
                    </span>
                    <span className="flex h-1.5 overflow-hidden rounded-full bg-raised" aria-hidden>
                      <span
                        className={isPoor(one) ? 'bg-warn' : 'bg-accent'}
                        style={{ width: `${(one.precision ?? 0) * 100}%` }}
                      />
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </>
      )}
    </div>
  );
}
