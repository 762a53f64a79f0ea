import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LiveAge } from '../../ui/live-age.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { Ago } from '../../ui/ago.tsx';
import { ComplianceTabs } from './compliance-tabs.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { FlagDetail } from './flag-detail.tsx';
import { queryOf, ReviewFilters } from './review-filters.tsx';
import type { HeldMessage } from './release-many.tsx';
import { ReviewList, type Flag } from './review-list.tsx';
import { queueViews } from './routes.ts';
import { useLiveQueue, useQueueSummary } from './use-queue.ts';
import { useTriage } from './use-triage.ts';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/compliance/review');

/** The queue beside the flag that is open; on a phone one of the two, as the address says. */
export function ReviewPage() {
  const { t } = useLingui();
  const callName = useCallName();
  useTitle(t`Review`);
  const { exact } = useFormat();
  const user = useUser();
  const reviewer = user?.role !== 'standard';
  const search = route.useSearch();
  const { view = 'waiting', f } = search;
  const navigate = route.useNavigate();
  const summary = useQueueSummary().data;
  const live = useLiveQueue();
  const triage = useTriage();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const query = useMemo(() => queryOf({ ...search, f: undefined }, user?.id), [search, user?.id]);
  const list = useList('GET /api/v1/compliance/flags', { query });
  const rows = useMemo(
    () =>
      view === 'decided' || view === 'objected'
        ? list.rows
        : list.rows?.filter((one) => !triage.gone.has(one.id)),
    [list.rows, triage.gone, view],
  );
  const ids = rows?.map((row) => row.id) ?? [];

  const open = (id: string | undefined) => {
    // What went wrong with one says nothing about the next.
    triage.forget();
    void navigate({
      search: (now) => ({ ...now, f: id }),
      replace: f !== undefined && id !== undefined,
      resetScroll: false,
    });
  };
  const step = (by: 1 | -1) => {
    const at = f === undefined ? -1 : ids.indexOf(f);
    const next = ids[at === -1 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))];
    if (next === undefined) return;
    open(next);
    document.querySelector(`[data-row="${CSS.escape(next)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  /** What comes after these have gone, as the list stands now. */
  const openAfter = (done: readonly string[]) => {
    const at = f === undefined ? -1 : ids.indexOf(f);
    const left = (id: string) => !done.includes(id);
    open(ids.slice(at + 1).find(left) ?? ids.slice(0, Math.max(0, at)).findLast(left));
  };
  useShortcut('j', t`Next flag`, () => step(1));
  useShortcut('k', t`Previous flag`, () => step(-1));
  useShortcut('x', t`Choose for several at once`, () => {
    if (f && reviewer) toggle(f);
  });
  useShortcut('u', t`Take the last verdict back`, () => {
    if (triage.canUndo) void triage.undoLast().catch(() => undefined);
  });
  const toggle = (id: string) =>
    setChosen((now) => (now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id])));
  /** A message stands once, however many rules flagged it. */
  const heldAmong = (among: readonly Flag[] = [], picked: ReadonlySet<string>): HeldMessage[] => {
    const held = among.filter((row) => picked.has(row.id) && row.delivery_status === 'held');
    return [...new Map(held.map((row) => [row.message_id, row])).values()].map((row) => ({
      id: row.message_id,
      name: callName(row.prospect_name),
      first: !row.release_asked_by ? 'nobody' : row.release_asked_by === user?.id ? 'me' : 'somebody',
    }));
  };
  const at = f === undefined ? -1 : ids.indexOf(f);
  const count = (value: number | undefined) => (value === undefined ? undefined : exact(value));
  // On a phone a nought takes the room of the next tab.
  const some = (value: number | undefined) => count(value || undefined);

  return (
    <div
      className={classNames(
        '-mx-4 -mb-24 flex flex-col sm:-mx-6 lg:-mb-7',
        user?.workspace.is_demo
          ? 'h-[calc(100dvh-190px)] border-t border-line sm:h-[calc(100dvh-150px)]'
          : '-mt-5 h-[calc(100dvh-56px)] lg:-mt-7',
      )}
    >
      <h1 className="sr-only">
        <Trans>Review of flagged messages</Trans>
      </h1>
      <div className={classNames('bg-surface px-3 sm:px-4', f && 'max-lg:hidden')}>
        <ComplianceTabs value="review" />
      </div>
      <div className="flex min-h-0 flex-1">
        <section
          aria-label={t`Queue`}
          className={classNames(
            'flex min-h-0 w-full flex-col border-e border-line bg-surface pb-14 lg:w-[392px] lg:shrink-0 lg:pb-0',
            f && 'max-lg:hidden',
          )}
        >
          <div className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line px-3 pt-2 pb-2">
            <TabLinks
              label={t`Which flags`}
              items={[
                { value: 'waiting', label: t`Waiting`, count: count(summary?.waiting) },
                { value: 'held', label: t`Held`, count: some(summary?.held) },
                ...(reviewer ? [{ value: 'mine', label: t`Mine`, count: some(summary?.mine) }] : []),
                { value: 'decided', label: t`Decided` },
                // What a portfolio manager looks for here, and whoever else wrote to people.
                ...(!reviewer || view === 'objected' ? [{ value: 'objected', label: t`Objections` }] : []),
              ]}
              value={view}
              onChange={(next) => {
                setChosen(new Set());
                void navigate({
                  search: (now) => ({ ...now, view: queueViews.find((one) => one === next), f: undefined }),
                });
              }}
            />
            <ReviewFilters
              search={search}
              summary={summary}
              onChange={(change) => {
                setChosen(new Set());
                void navigate({ search: (now) => ({ ...now, ...change, f: undefined }), replace: true });
              }}
            />
            <div className="flex min-h-6 flex-wrap items-center justify-between gap-x-3 text-sm text-muted">
              {summary?.oldest ? (
                <span>
                  <Trans>Oldest</Trans> <Ago at={summary.oldest} />
                </span>
              ) : (
                <span />
              )}
              <LiveAge phase={live.phase} freshAt={Math.max(list.dataUpdatedAt, live.heardAt)} />
            </div>
          </div>
          <ReviewList
            list={list}
            rows={rows}
            view={view}
            open={f}
            chosen={reviewer && view !== 'decided' && view !== 'objected' ? chosen : undefined}
            filtered={Object.keys(search).some(
              (key) => key !== 'f' && key !== 'view' && search[key as keyof typeof search] !== undefined,
            )}
            onOpen={open}
            onToggle={toggle}
            onClear={() => void navigate({ search: { view: search.view }, replace: true })}
          />
          {chosen.size > 0 && (
            <BulkBar
              ids={[...chosen]}
              all={ids}
              held={heldAmong(rows, chosen)}
              triage={triage}
              reviewers={summary?.reviewers ?? []}
              onChoose={setChosen}
              onDone={(done) => {
                setChosen(new Set());
                if (f && done.includes(f)) openAfter(done);
              }}
            />
          )}
        </section>
        <div className={classNames('flex min-h-0 min-w-0 flex-1', !f && 'max-lg:hidden')}>
          {f ? (
            <FlagDetail
              key={f}
              id={f}
              place={at === -1 ? undefined : { at: at + 1, of: ids.length, more: list.hasNextPage }}
              nextId={ids[at + 1]}
              triage={triage}
              reviewers={summary?.reviewers ?? []}
              onBack={() => open(undefined)}
              onStep={step}
              onDone={openAfter}
            />
          ) : (
            <div className="grid flex-1 place-items-center">
              <EmptyState icon={ShieldCheck} title={<Trans>Choose a flagged message</Trans>}>
                <Trans>
                  j and k walk through the queue, 1, 2 and 3 decide. A verdict never holds a message up: what
                  only warns was sent at once.
                </Trans>
              </EmptyState>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
