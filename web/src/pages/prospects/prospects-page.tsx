import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Plus, Shapes, Upload, Users } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useCurrentRow } from '../../lib/use-current-row.ts';
import { useList } from '../../lib/use-list.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chip.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { AddPersonDialog } from './add-person-dialog.tsx';
import { FilterButton } from './filters.tsx';
import { ProspectTable } from './prospect-table.tsx';
import { leaveListAs } from './last-list.ts';
import { mostRows } from './routes.ts';
import { segmentOfFilters } from './segment-of-filters.ts';
import { SavedViews } from './saved-views.tsx';
import { useFilterChips, type Filters } from './use-prospect-filters.ts';

const route = getRouteApi('/app/prospects');

export function ProspectsPage() {
  const { t } = useLingui();
  useTitle(t`Prospects`);
  const user = useUser();
  const navigate = useNavigate();
  const search = route.useSearch();
  const { q, sort, rows: shown, ...filters } = search;
  useEffect(() => leaveListAs(search), [search]);
  const [adding, setAdding] = useState(false);
  const mayWrite = user?.role !== 'compliance';
  // As many rows as the address says: after a reload the list is as long as it was.
  const [atFirst] = useState(shown);
  const list = useList('GET /api/v1/prospects', { query: { q, sort, ...filters } }, { limit: atFirst ?? 50 });
  const show = (next: Filters & { q?: string | undefined; sort?: typeof sort; rows?: number }) =>
    void navigate({ to: '/prospects', search: next, replace: true });
  const chips = useFilterChips(filters, (next) => show({ q, sort, ...next }));
  const asSegment = segmentOfFilters(filters);
  const showMore = () => {
    const next = Math.min(mostRows, (list.rows?.length ?? 0) + 50);
    show({ q, sort, ...filters, rows: next });
    return list.fetchNextPage();
  };
  const open = (id: string) => void navigate({ to: '/prospects/$id', params: { id } });
  const current = useCurrentRow(list.rows?.map((row) => row.id) ?? [], open);
  useShortcut('c', t`Add a person`, () => mayWrite && setAdding(true));
  return (
    <div className="grid gap-5">
      <PageHeader
        title={<Trans>Prospects</Trans>}
        note={<ListSize rows={list.rows?.length} more={list.hasNextPage} />}
        actions={
          mayWrite && (
            <>
              <Link to="/imports/new" className={buttonLooks('secondary')}>
                <Upload className="size-4" aria-hidden />
                <Trans>Import contacts</Trans>
              </Link>
              <Button
                kind="primary"
                icon={<Plus className="size-4" aria-hidden />}
                onClick={() => setAdding(true)}
              >
                <Trans>Add a person</Trans>
              </Button>
            </>
          )
        }
      />
      <SavedViews filters={{ q, sort, ...filters }} onShow={show} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchField
          label={t`Name, phone or e-mail`}
          value={q ?? ''}
          onSearch={(next) => show({ ...filters, sort, q: next || undefined })}
        />
        <FilterButton filters={filters} onApply={(next) => show({ q, sort, ...next })} />
        <FilterChips chips={chips} onClear={() => show({ q, sort })} />
        {mayWrite && q === undefined && asSegment && (
          <Link
            to="/segments/$id"
            params={{ id: 'new' }}
            search={{ from: JSON.stringify(asSegment) }}
            className={buttonLooks('quiet')}
          >
            <Shapes className="size-4" aria-hidden />
            <Trans>Save as a segment</Trans>
          </Link>
        )}
      </div>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={q !== undefined || chips.length > 0}
          onClear={() => show({})}
          empty={
            <EmptyState
              icon={Users}
              title={<Trans>Nobody is here yet</Trans>}
              action={
                mayWrite && (
                  <Link to="/imports/new" className={buttonLooks('primary')}>
                    <Trans>Import contacts</Trans>
                  </Link>
                )
              }
            >
              <Trans>Bring your contacts from a CSV file of any tool, or add one person by hand.</Trans>
            </EmptyState>
          }
        >
          <ProspectTable
            rows={list.rows}
            sort={sort ?? 'created'}
            onSort={(next) => show({ q, ...filters, sort: next })}
            current={current}
          />
          <MoreButton query={{ ...list, fetchNextPage: showMore }} />
        </ListStates>
      </Panel>
      {adding && (
        <AddPersonDialog
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false);
            open(id);
          }}
        />
      )}
    </div>
  );
}

function ListSize({ rows, more }: { rows: number | undefined; more: boolean }) {
  const { exact } = useFormat();
  if (rows === undefined) return null;
  const shown = exact(rows);
  return more ? (
    <Trans>The first {shown}; narrow them down or show more</Trans>
  ) : (
    <Plural value={rows} one={`${shown} person`} other={`${shown} people`} />
  );
}
