import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { ScrollText } from 'lucide-react';
import { useMemo } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Entry } from './entry.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { EntryRow } from './entry-row.tsx';
import { Filters } from './filters.tsx';
import { mergeEntries, type Line } from './merge-entries.ts';
import { spanOf } from './span-of.ts';

const route = getRouteApi('/app/audit');

/** Entries, newest first, a day at a time. */
export function EntryList() {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const search = route.useSearch();
  const { q, kind, by, span, from, to, actor, person, campaign } = search;
  // Whole days: the same question for as long as the page is open.
  const within = useMemo(() => spanOf({ span, from, to }, new Date()), [span, from, to]);
  const list = useList('GET /api/v1/audit', {
    query: { q, kind, by, actor_id: actor, prospect_id: person, campaign_id: campaign, ...within },
  });
  const nameOf = (id: string) =>
    list.rows?.flatMap((row) => [row.actor, row.person, row.campaign]).find((one) => one?.id === id)?.name;
  const open = (entry: number | undefined) => void navigate({ search: (shown) => ({ ...shown, entry }) });
  const lines = mergeEntries(list.rows ?? []);
  const current = useCurrentRow(
    lines.map((one) => String(one.key)),
    (key) => open(Number(key)),
  );
  const filtered = [q, kind, by, span, actor, person, campaign].some((one) => one !== undefined);
  return (
    <div className="grid gap-3">
      <Filters nameOf={nameOf} />
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={filtered}
          onClear={() => void navigate({ search: {}, replace: true })}
          empty={
            <EmptyState icon={ScrollText} title={<Trans>Nothing has happened yet</Trans>}>
              <Trans>
                Sign-ins, changes, messages and what decided about them come here by themselves, a moment
                after they happen.
              </Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <Days lines={lines} current={current} onOpen={open} />
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-4 p-4">
              {Array.from({ length: 8 }, (_, index) => (
                <Skeleton key={index} className="h-9" />
              ))}
            </div>
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
      {search.entry !== undefined && (
        <EntryDialog
          id={search.entry}
          known={list.rows?.find((one: Entry) => one.id === search.entry)}
          onClose={() => open(undefined)}
        />
      )}
    </div>
  );
}

function Days(props: {
  lines: readonly Line[];
  current: string | undefined;
  onOpen: (entry: number) => void;
}) {
  const { longDate } = useFormat();
  const days: { day: string; lines: Line[] }[] = [];
  for (const line of props.lines) {
    const day = longDate(new Date(line.entries[0].recorded_at));
    if (days.at(-1)?.day === day) days.at(-1)?.lines.push(line);
    else days.push({ day, lines: [line] });
  }
  return days.map(({ day, lines }) => (
    <section key={day} aria-label={day}>
      <h2 className="border-b border-line bg-raised px-4 py-1.5 text-sm font-medium text-muted sm:px-5">
        {day}
      </h2>
      <ol className="divide-y divide-line border-b border-line">
        {lines.map((line) => (
          <EntryRow
            key={line.key}
            line={line}
            current={props.current === String(line.key)}
            onOpen={props.onOpen}
          />
        ))}
      </ol>
    </section>
  ));
}
