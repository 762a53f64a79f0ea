import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, Shapes } from 'lucide-react';
import { useState } from 'react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { SegmentRow } from './segment-row.tsx';
import { useFields, useSpeech } from './use-fields.ts';
import type { Segment } from './use-save-segment.ts';

const route = getRouteApi('/app/segments');
const pageSize = 25;

/** Every segment one may use: who belongs to it in words, how many that are now, and who uses it. */
export function SegmentsPage() {
  const { t } = useLingui();
  useTitle(t`Segments`);
  const user = useUser();
  const navigate = route.useNavigate();
  const { q } = route.useSearch();
  const mayWrite = user?.role !== 'compliance';
  const list = useList('GET /api/v1/segments', { query: { q } }, { limit: pageSize });
  const speech = useSpeech(useFields().known);
  const [deleting, setDeleting] = useState<Segment>();
  const show = (next: string | undefined) => void navigate({ search: { q: next }, replace: true });
  const current = useCurrentRow(
    list.rows?.map((row) => row.id) ?? [],
    (id) => void navigate({ to: '/segments/$id', params: { id } }),
  );
  useShortcut('c', t`New segment`, () => {
    if (mayWrite) void navigate({ to: '/segments/$id', params: { id: 'new' } });
  });
  const make = (
    <Link to="/segments/$id" params={{ id: 'new' }} className={buttonLooks('primary')}>
      <Plus className="size-4" aria-hidden />
      <Trans>New segment</Trans>
    </Link>
  );
  const name = deleting?.name ?? '';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <PageHeader
        title={<Trans>Segments</Trans>}
        note={<Trans>Who fits a condition now. Campaigns are aimed at them.</Trans>}
        actions={mayWrite && make}
      />
      <SearchField label={t`Segment’s name`} value={q ?? ''} onSearch={(next) => show(next || undefined)} />
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={q !== undefined}
          onClear={() => show(undefined)}
          empty={
            <EmptyState icon={Shapes} title={<Trans>No segment yet</Trans>} action={mayWrite && make}>
              <Trans>
                Say who belongs together, such as everybody who replied in the last 30 days. They are counted
                while you write.
              </Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul aria-label={t`Segments`} className="divide-y divide-line">
              {list.rows.map((segment) => (
                <SegmentRow
                  key={segment.id}
                  segment={segment}
                  speech={speech}
                  current={current === segment.id}
                  mayWrite={mayWrite}
                  onDelete={
                    user?.role === 'admin' || segment.owner_id === user?.id
                      ? () => setDeleting(segment)
                      : undefined
                  }
                />
              ))}
            </ul>
          ) : (
            <div role="status" aria-label={t`Loading`} className="grid gap-5 p-5">
              {['a', 'b', 'c', 'd'].map((key) => (
                <Skeleton key={key} className="h-14" />
              ))}
            </div>
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
      {deleting && (
        <DeleteDialog
          segment={deleting}
          title={t`Delete “${name}”?`}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => setDeleting(undefined)}
        />
      )}
    </div>
  );
}
