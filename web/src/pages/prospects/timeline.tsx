import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { Fragment, useState } from 'react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { MessageSheet } from '../../reasons/message-sheet.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabLinks } from '../../ui/tab-links.tsx';
import { TimelineEntry } from './timeline-entry.tsx';

const route = getRouteApi('/app/prospects/$id');
type Entry = Item<'GET /api/v1/prospects/{id}/timeline'>;

/** What happened with a person, newest first, a day at a time: what was said, what changed, or both. */
export function Timeline({ personId }: { personId: string }) {
  const { t } = useLingui();
  const { tab = 'all' } = route.useSearch();
  const navigate = route.useNavigate();
  const [why, setWhy] = useState<string>();
  const list = useList(
    'GET /api/v1/prospects/{id}/timeline',
    { path: { id: personId }, query: { kind: tab === 'all' ? undefined : tab } },
    { limit: 30 },
  );
  const show = (next: string) =>
    void navigate({ search: next === 'activity' || next === 'history' ? { tab: next } : {}, replace: true });
  return (
    <section aria-label={t`What happened`} className="grid min-w-0 gap-3">
      <TabLinks
        label={t`What happened`}
        items={[
          { value: 'all', label: t`All` },
          { value: 'activity', label: t`Activity` },
          { value: 'history', label: t`History` },
        ]}
        value={tab}
        onChange={show}
      />
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={tab !== 'all'}
          onClear={() => show('all')}
          empty={
            <EmptyState icon={History} title={<Trans>Nothing has happened yet</Trans>}>
              <Trans>Messages, replies, consents and changes will stand here, newest first.</Trans>
            </EmptyState>
          }
        >
          {list.rows ? <Days rows={list.rows} onWhy={setWhy} /> : <Skeleton className="m-4 h-64" />}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
      {why && <MessageSheet id={why} person={personId} onClose={() => setWhy(undefined)} />}
    </section>
  );
}

function Days({ rows, onWhy }: { rows: readonly Entry[]; onWhy: (messageId: string) => void }) {
  const { longDate } = useFormat();
  const dayOf = (entry: Entry) => longDate(new Date(entry.timestamp));
  return (
    <ol>
      {rows.map((entry, index) => {
        const before = rows[index - 1];
        const day = dayOf(entry);
        return (
          <Fragment key={entry.id}>
            {(before === undefined || dayOf(before) !== day) && (
              <li className="border-b border-line bg-raised px-4 py-1.5 text-xs font-medium text-muted">
                {day}
              </li>
            )}
            <TimelineEntry entry={entry} onWhy={onWhy} />
          </Fragment>
        );
      })}
    </ol>
  );
}
