import { useLingui } from '@lingui/react/macro';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useColumnWords } from './column-words.ts';
import { rejectWords, type Import } from './import-words.ts';

export type Row = Item<'GET /api/v1/imports/{id}/rejected-rows'>;
type Props = {
  row: Row;
  columns: Import['columns'];
  /** The corrected cells, once something was corrected. */
  value: readonly string[] | undefined;
  editable: boolean;
  onChange: (cells: readonly string[] | undefined) => void;
};

/** One row of the file that was refused: where it stands, why, and its cells. */
export function RejectedRow({ row, columns, value, editable, onChange }: Props) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const words = useColumnWords();
  const read = cellsOf(row.record, columns.length);
  const cells = value ?? read;
  const line = exact(row.line);
  const known = rejectWords[row.code];
  const misaligned = row.code === 'too_many_columns' || row.code === 'too_few_columns';
  // Cells that became a field, and the one at fault: the others would only be in the way. Where the cells stand in the
  // wrong columns, any of them can be the one to correct.
  const shown = columns.flatMap((one, index) =>
    misaligned || one.field !== null || one.column === row.column ? [{ ...one, index }] : [],
  );
  return (
    <li className="grid gap-3 rounded-md border border-line p-3" data-reject={row.row_number}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="tabular font-medium">{t`Line ${line}`}</span>
        {row.column && <span className="text-muted">{words.name(row.column)}</span>}
        <span className="text-danger">{known ? i18n._(known) : row.reason}</span>
      </p>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {shown.map(({ column, index }) => {
          const wrong = column === row.column && value === undefined;
          return (
            <label key={column} className="grid min-w-0 gap-1 text-sm">
              <span className="truncate py-px text-muted">{words.name(column)}</span>
              <input
                value={cells[index] ?? ''}
                readOnly={!editable}
                onChange={(event) => {
                  const next = [...cells];
                  next[index] = event.currentTarget.value;
                  onChange(next.every((cell, at) => cell === read[at]) ? undefined : next);
                }}
                aria-invalid={wrong ? true : undefined}
                className={`block min-h-9 w-full min-w-0 rounded-md border bg-surface px-2 text-base read-only:bg-raised focus-visible:outline-offset-0 ${wrong ? 'border-danger' : 'border-control'}`}
              />
            </label>
          );
        })}
      </div>
    </li>
  );
}

/** As many cells as there are columns; surplus ones join the last, so that nothing of a broken row is lost. */
function cellsOf(record: readonly string[], width: number): string[] {
  const cells = Array.from({ length: width }, (_, index) => record[index] ?? '');
  if (record.length > width && width > 0) cells[width - 1] = record.slice(width - 1).join(',');
  return cells;
}
