import { useLingui } from '@lingui/react/macro';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Checkbox } from './checkbox.tsx';
import { classNames } from './class-names.ts';
import { Skeleton } from './skeleton.tsx';

export type Column<Row> = {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand right-aligned with equal digits. */
  numeric?: boolean;
  /** Left out below 640 px, where `card` shows what matters. */
  className?: string;
  /** The value of `sort` in the address that orders by this column. */
  sort?: { ascending: string; descending: string };
};

type TableProps<Row> = {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** The same row as a card, for narrow screens; without it the table scrolls sideways in its frame. */
  card?: (row: Row) => ReactNode;
  sort?: { value: string; onSort: (value: string) => void };
  selection?: {
    chosen: ReadonlySet<string>;
    onChange: (chosen: ReadonlySet<string>) => void;
    name: (row: Row) => string;
  };
  /** The row that `j` and `k` stand on. */
  current?: string | undefined;
};

/** Rows of one kind. Loading shows as many grey lines as a page has, so that nothing jumps. */
export function DataTable<Row>(props: TableProps<Row>) {
  const { rows, card } = props;
  return (
    <>
      {card && (
        <ul aria-label={props.label} className="divide-y divide-line sm:hidden">
          {rows?.map((row) => (
            <li key={props.rowKey(row)} className="px-4 py-3">
              {card(row)}
            </li>
          )) ?? <LoadingLines />}
        </ul>
      )}
      <div className={classNames('overflow-x-auto', card && 'max-sm:hidden')}>
        <table
          aria-label={props.label}
          aria-busy={rows === undefined}
          className="w-full border-collapse text-sm"
        >
          <Head {...props} />
          <tbody>
            {rows?.map((row) => <Row key={props.rowKey(row)} row={row} {...props} />) ?? (
              <tr>
                <td colSpan={props.columns.length + (props.selection ? 1 : 0)}>
                  <LoadingLines />
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Head<Row>({ columns, selection, rows, rowKey, sort }: TableProps<Row>) {
  const { t } = useLingui();
  const keys = rows?.map(rowKey) ?? [];
  const chosenHere = keys.filter((key) => selection?.chosen.has(key)).length;
  return (
    <thead>
      <tr className="border-b border-line text-start text-muted">
        {selection && (
          <th scope="col" className="w-10 ps-4 pe-1 text-start">
            <Checkbox
              bare
              label={t`Select all on this page`}
              checked={chosenHere > 0 && chosenHere === keys.length}
              some={chosenHere > 0 && chosenHere < keys.length}
              onChange={(all) => {
                const next = new Set(selection.chosen);
                for (const key of keys) {
                  if (all) next.add(key);
                  else next.delete(key);
                }
                selection.onChange(next);
              }}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort: TableProps<Row>['sort'] }) {
  const looks = classNames(
    'px-3 py-2 font-medium whitespace-nowrap first:ps-4 last:pe-4',
    column.numeric ? 'text-end' : 'text-start',
    column.className,
  );
  const own = column.sort;
  if (!own || !sort) {
    return (
      <th scope="col" className={looks}>
        {column.header}
      </th>
    );
  }
  const ascending = sort.value === own.ascending;
  const descending = sort.value === own.descending;
  const Icon = ascending ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      className={looks}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
    >
      <button
        type="button"
        onClick={() => sort.onSort(descending ? own.ascending : own.descending)}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm font-medium hover:text-text"
      >
        {column.header}
        <Icon className={classNames('size-3.5', !ascending && !descending && 'opacity-0')} aria-hidden />
      </button>
    </th>
  );
}

function Row<Row>({ row, columns, selection, rowKey, current }: TableProps<Row> & { row: Row }) {
  const key = rowKey(row);
  return (
    <tr
      data-row={key}
      aria-current={current === key ? true : undefined}
      className={classNames(
        'border-b border-line last:border-b-0 hover:bg-raised',
        current === key && 'bg-raised outline-2 -outline-offset-2 outline-accent',
      )}
    >
      {selection && (
        <td className="w-10 ps-4 pe-1">
          <Checkbox
            bare
            label={selection.name(row)}
            checked={selection.chosen.has(key)}
            onChange={(chosen) => {
              const next = new Set(selection.chosen);
              if (chosen) next.add(key);
              else next.delete(key);
              selection.onChange(next);
            }}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.key}
          className={classNames(
            'h-11 px-3 py-1.5 align-middle first:ps-4 last:pe-4',
            column.numeric && 'tabular text-end whitespace-nowrap',
            column.className,
          )}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function LoadingLines() {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className="grid gap-4 px-4 py-4">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-5" />
      ))}
    </div>
  );
}
