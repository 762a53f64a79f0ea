import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Download, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { csvOf } from './csv-of.ts';
import { useImportError } from './import-errors.ts';
import type { Import } from './import-words.ts';
import { mappingOf } from './mapping.ts';
import { RejectedRow } from './rejected-row.tsx';
import { uploadFile, type Settings } from './upload.ts';

type Corrections = ReadonlyMap<number, readonly string[]>;

/** Each rejected row with its line, what is wrong, and its cells to correct; the corrected ones are imported again. */
export function Rejects({ item, mayWrite }: { item: Import; mayWrite: boolean }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useImportError();
  const navigate = useNavigate();
  const [corrected, setCorrected] = useState<Corrections>(new Map());
  const list = useList('GET /api/v1/imports/{id}/rejected-rows', { path: { id: item.id } });
  const header = item.columns.map((one) => one.column);
  const settings = settingsOf(item);
  const name = item.file_name ?? 'contacts.csv';
  const retry = useMutation({
    mutationFn: () => {
      const file = new File([csvOf([header, ...corrected.values()])], `${t`Corrected`} ${name}`, {
        type: 'text/csv',
      });
      return uploadFile(file, settings, () => {});
    },
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const save = useMutation({
    mutationFn: () =>
      download('GET /api/v1/imports/{id}/rejects', { path: { id: item.id } }, `${t`Rejected`} ${name}`),
  });
  const failed = retry.error ?? save.error;
  const source = settings.consent?.source;
  const count = corrected.size;
  return (
    <Card
      id="rejects"
      title={t`Rejected rows`}
      note={
        mayWrite ? t`Correct them here, or download them, correct the file and import it again.` : undefined
      }
      actions={
        <Button
          icon={<Download className="size-4" aria-hidden />}
          busy={save.isPending}
          onClick={() => save.mutate()}
        >
          <Trans>Download all as CSV</Trans>
        </Button>
      }
    >
      {failed && (
        <div className="mb-3">
          <ErrorSummary key={retry.failureCount + save.failureCount} title={errorText(failed).title}>
            {errorText(failed).remedy}
          </ErrorSummary>
        </div>
      )}
      <ListStates query={list} count={list.rows?.length} filtered={false} onClear={() => {}} empty={null}>
        {list.rows ? (
          <ul className="grid gap-3">
            {list.rows.map((row) => (
              <RejectedRow
                key={row.row_number}
                row={row}
                columns={item.columns}
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
        ) : (
          <div role="status" aria-label={t`Loading`}>
            <Skeleton className="h-40" />
          </div>
        )}
      </ListStates>
      <MoreButton query={list} />
      {mayWrite && source && (
        <p className="mt-4 text-sm text-muted">
          <Trans>
            The consent attested for the file (“{source}”) is recorded for the corrected rows too.
          </Trans>
        </p>
      )}
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

/** The corrected rows are read the same way as the file they come from. */
function settingsOf(item: Import): Settings {
  const { default_country, date_order, consent } = item.options as Omit<Settings, 'mapping'>;
  return { mapping: mappingOf(item.columns), has_header: true, default_country, date_order, consent };
}
