import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Download, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { download, type Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useList } from '../../lib/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { csvOf } from './csv-of.ts';
import { rejectWords, type Import } from './import-words.ts';
import { uploadFile } from './upload.ts';

type Row = Item<'GET /api/v1/imports/{id}/rejected-rows'>;
type Corrections = ReadonlyMap<number, readonly string[]>;

/** Each rejected row with its line, what is wrong, and its cells to correct; the corrected ones are imported again. */
export function Rejects({ item, mayWrite }: { item: Import; mayWrite: boolean }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const [corrected, setCorrected] = useState<Corrections>(new Map());
  const list = useList('GET /api/v1/imports/{id}/rejected-rows', { path: { id: item.id } });
  const header = item.columns.map((one) => one.column);
  const retry = useMutation({
    mutationFn: () => {
      const mapping = Object.fromEntries(
        item.columns.flatMap((one) => (one.field ? [[one.field, one.column]] : [])),
      );
      const file = new File(
        [csvOf([header, ...corrected.values()])],
        `${t`Corrected`} ${item.file_name ?? 'contacts.csv'}`,
        {
          type: 'text/csv',
        },
      );
      return uploadFile(file, { mapping, ...wayOf(item.options) }, () => {});
    },
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const count = corrected.size;
  return (
    <Card
      id="rejects"
      title={t`Rejected rows`}
      note={t`Correct them here, or download them, correct the file and import it again.`}
      actions={
        <Button
          icon={<Download className="size-4" aria-hidden />}
          onClick={() =>
            void download(
              'GET /api/v1/imports/{id}/rejects',
              { path: { id: item.id } },
              `${t`Rejected`} ${item.file_name ?? ''}.csv`,
            )
          }
        >
          <Trans>Download all as CSV</Trans>
        </Button>
      }
    >
      {retry.error && (
        <ErrorSummary key={retry.failureCount} title={errorText(retry.error).title}>
          {errorText(retry.error).remedy}
        </ErrorSummary>
      )}
      {list.rows === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <ul className="grid gap-3">
          {list.rows.map((row) => (
            <RejectedRow
              key={row.row_number}
              row={row}
              header={header}
              shown={item.columns}
              value={corrected.get(row.row_number)}
              editable={mayWrite}
              onChange={(cells) => {
                const next = new Map(corrected);
                if (cells) next.set(row.row_number, cells);
                else next.delete(row.row_number);
                setCorrected(next);
              }}
            />
          ))}
        </ul>
      )}
      <MoreButton query={list} />
      {mayWrite && (
        <div className="sticky bottom-16 mt-4 flex justify-end lg:bottom-4">
          <Button
            kind="primary"
            large
            busy={retry.isPending}
            disabled={count === 0}
            icon={<RotateCw className="size-4" aria-hidden />}
            onClick={() => retry.mutate()}
          >
            <Plural
              value={count}
              one={`Import ${exact(count)} corrected row`}
              other={`Import ${exact(count)} corrected rows`}
            />
          </Button>
        </div>
      )}
    </Card>
  );
}

type RowProps = {
  row: Row;
  header: readonly string[];
  shown: Import['columns'];
  value: readonly string[] | undefined;
  editable: boolean;
  onChange: (cells: readonly string[] | undefined) => void;
};

function RejectedRow({ row, header, shown, value, editable, onChange }: RowProps) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const cells = value ?? header.map((_, index) => row.record[index] ?? '');
  const line = exact(row.line);
  const known = rejectWords[row.code];
  // Cells that became a field, and the one at fault: the others would only be in the way.
  const columns = shown.flatMap((one, index) =>
    one.field !== null || one.column === row.column ? [{ ...one, index }] : [],
  );
  return (
    <li className="grid gap-3 rounded-md border border-line p-3" data-reject={row.row_number}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="tabular font-medium">{t`Line ${line}`}</span>
        {row.column && <span className="text-muted">{row.column}</span>}
        <span className="text-danger">{known ? i18n._(known) : row.reason}</span>
      </p>
      <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
        {columns.map(({ column, index }) => (
          <label key={index} className="grid min-w-0 gap-1 text-sm">
            <span className="truncate py-px text-muted">{column}</span>
            <input
              value={cells[index] ?? ''}
              disabled={!editable}
              onChange={(event) => {
                const next = [...cells];
                next[index] = event.currentTarget.value;
                const same = next.every((cell, at) => cell === (row.record[at] ?? ''));
                onChange(same ? undefined : next);
              }}
              aria-invalid={column === row.column && value === undefined ? true : undefined}
              className={`block min-h-9 w-full min-w-0 rounded-md border bg-surface px-2 text-base focus-visible:outline-offset-0 ${column === row.column && value === undefined ? 'border-danger' : 'border-control'}`}
            />
          </label>
        ))}
      </div>
    </li>
  );
}

/** The corrected rows are read the same way as the file they come from. */
function wayOf(options: Import['options']): { default_country?: string } {
  const country = options['default_country'];
  return typeof country === 'string' ? { default_country: country } : {};
}
