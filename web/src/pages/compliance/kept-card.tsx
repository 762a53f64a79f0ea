import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleCheck, Info } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KeptDialog } from './kept-dialog.tsx';
import { classWords, regimeWords, type Report } from './records-words.ts';
import { useLength } from './use-length.ts';
import { useSource } from './use-source.ts';

type Row = Report['classes'][number];

/** A dry run of the daily removal, class by class. */
export function KeptCard({ report }: { report: Report }) {
  const { t, i18n } = useLingui();
  const { exact, date } = useFormat();
  const [choosing, setChoosing] = useState(false);
  const length = useLength();
  const sourceName = useSource();
  const day = (at: string | null) => (at === null ? '—' : date(new Date(at)));
  const held = (row: Row) =>
    row.held > 0 ? (
      <span className="font-medium text-warn">
        <Plural value={row.held} one="# is held" other="# are held" />
      </span>
    ) : row.holds.length > 0 ? (
      <Plural value={row.holds.length} one="# hold" other="# holds" />
    ) : (
      '—'
    );
  const columns: Column<Row>[] = [
    {
      key: 'class',
      header: <Trans>What</Trans>,
      cell: (row) => (
        <span className="grid">
          <span className="font-medium">{i18n._(classWords[row.data_class].name)}</span>
          <span className="text-muted">{i18n._(classWords[row.data_class].what)}</span>
        </span>
      ),
    },
    {
      key: 'length',
      header: <Trans>Kept for</Trans>,
      cell: (row) => (
        <span className="grid">
          <span className="whitespace-nowrap">{length(row.months)}</span>
          <span className="whitespace-nowrap text-muted">{sourceName(row.source)}</span>
        </span>
      ),
    },
    {
      key: 'due',
      header: <Trans>Goes with the next run</Trans>,
      numeric: true,
      cell: (row) => exact(row.due),
    },
    { key: 'held', header: <Trans>Legal holds</Trans>, cell: held },
    {
      key: 'oldest',
      header: <Trans>Oldest</Trans>,
      cell: (row) => <span className="whitespace-nowrap">{day(row.oldest)}</span>,
    },
    {
      key: 'next',
      header: <Trans>Next goes</Trans>,
      cell: (row) => <span className="whitespace-nowrap">{day(row.next_at)}</span>,
    },
  ];
  const due = report.classes.reduce((sum, row) => sum + row.due, 0);
  const names = report.regimes.map((one) => i18n._(regimeWords[one].name)).join(', ');
  return (
    <Card
      id="kept"
      title={t`How long things are kept`}
      note={
        <Trans>
          Every night what has run out is removed. Numbers in analytics stay: nobody is named in them.
        </Trans>
      }
      actions={
        <Button onClick={() => setChoosing(true)}>
          <Trans>Change rules and times</Trans>
        </Button>
      }
    >
      <div className="mb-3 grid gap-3">
        {report.chosen ? (
          <p>
            <Trans>Rules that apply: {names || t`none`}.</Trans>
          </p>
        ) : (
          <Notice icon={Info} tone="info" title={t`Nobody has chosen yet.`}>
            <Trans>Until then the longest of these counts: {names}.</Trans>
          </Notice>
        )}
        {due === 0 && (
          <p className="flex items-center gap-2 text-muted">
            <CircleCheck className="size-4 shrink-0 text-ok" aria-hidden />
            <Trans>Nothing has run out: the next run removes nothing.</Trans>
          </p>
        )}
      </div>
      <DataTable
        label={t`Classes of data`}
        columns={columns}
        rows={report.classes}
        rowKey={(row) => row.data_class}
        card={(row) => (
          <div className="grid gap-1 text-sm">
            <p className="flex justify-between gap-3">
              <strong className="font-medium">{i18n._(classWords[row.data_class].name)}</strong>
              <span>{length(row.months)}</span>
            </p>
            <p className="text-muted">{i18n._(classWords[row.data_class].what)}</p>
            <p>
              <Plural value={row.due} one="# goes with the next run" other="# go with the next run" />
              {row.held > 0 && <>, {held(row)}</>}
            </p>
            <p className="text-muted">
              {sourceName(row.source)}
              {row.next_at && (
                <>
                  {'. '}
                  <Trans>Next goes: {day(row.next_at)}</Trans>
                </>
              )}
            </p>
          </div>
        )}
      />
      {choosing && <KeptDialog report={report} onClose={() => setChoosing(false)} />}
    </Card>
  );
}
