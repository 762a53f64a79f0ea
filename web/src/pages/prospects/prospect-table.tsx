import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Hand } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ConsentMarks } from './consent-marks.tsx';
import { usePersonName } from './person-name.ts';

type Person = Item<'GET /api/v1/prospects'>;
type Sort = 'created' | 'score' | 'last_engagement' | 'name';
type Props = {
  rows: Person[] | undefined;
  sort: Sort;
  onSort: (sort: Sort) => void;
  current: string | undefined;
};

export function ProspectTable({ rows, sort, onSort, current }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { region } = useRegionNames();
  const nameOf = usePersonName();
  const by = (value: Sort) => ({ ascending: `${value}-up`, descending: value });
  const columns: Column<Person>[] = [
    { key: 'name', header: t`Name`, cell: (row) => <PersonLink person={row} />, sort: by('name') },
    {
      key: 'phone',
      header: t`Phone or e-mail`,
      cell: (row) => <span className="tabular">{row.phone_number ?? row.email ?? '—'}</span>,
    },
    {
      key: 'place',
      header: t`Country`,
      cell: (row) => (row.country ? region(row.country) : <span className="text-subtle">—</span>),
      className: 'max-xl:hidden',
    },
    { key: 'consent', header: t`Consent`, cell: (row) => <ConsentMarks consents={row.consents} /> },
    {
      key: 'score',
      header: t`Score`,
      cell: (row) => exact(row.lead_score),
      numeric: true,
      sort: by('score'),
    },
    {
      key: 'last',
      header: t`Last engaged`,
      cell: (row) =>
        row.last_engagement ? <Ago at={row.last_engagement} /> : <span className="text-subtle">—</span>,
      sort: by('last_engagement'),
    },
  ];
  return (
    <DataTable
      label={t`Prospects`}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      current={current}
      // The API orders each column one way: newest, highest, latest first, names from A.
      sort={{ value: sort, onSort: (value) => onSort(value.replace(/-up$/, '') as Sort) }}
      card={(row) => (
        <div className="grid gap-1.5">
          <div className="flex items-start justify-between gap-3">
            <PersonLink person={row} />
            <span className="tabular shrink-0 text-sm text-muted">
              <Trans>Score {exact(row.lead_score)}</Trans>
            </span>
          </div>
          {nameOf(row) !== row.phone_number && (
            <span className="tabular text-sm text-muted">{row.phone_number ?? row.email}</span>
          )}
          <ConsentMarks consents={row.consents} />
        </div>
      )}
    />
  );
}

function PersonLink({ person }: { person: Person }) {
  const nameOf = usePersonName();
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Link
        to="/prospects/$id"
        params={{ id: person.id }}
        className="inline-flex min-h-6 items-center font-medium text-text underline-offset-2 hover:underline"
      >
        {nameOf(person)}
      </Link>
      {person.held_reason && (
        <Badge tone="warn" icon={Hand}>
          <Trans>Held</Trans>
        </Badge>
      )}
    </span>
  );
}
