import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { authorised } from '../../api/calls.ts';
import { api, type Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { typedDecimal, typedNumber } from '../../lib/typed-number.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

type Supervision = Answer<'GET /api/v1/supervision'>;
type Row = Supervision['managers'][number];
const key = ['GET /api/v1/supervision'];

/** What supervisors look at, and whether sending needs the answers to come in. */
export function SupervisionCard() {
  const { t } = useLingui();
  const asked = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/supervision', { signal }),
  });
  return (
    <Card
      id="supervision"
      title={t`Supervision`}
      note={
        <Trans>
          Messages are drawn by lot after they were sent, and wait in the review queue. None is delayed.
        </Trans>
      }
    >
      {asked.data ? (
        <div className="grid gap-5">
          <Settings key={asked.data.version} now={asked.data} />
          <Managers now={asked.data} />
        </div>
      ) : asked.error ? (
        <ErrorState error={asked.error} onRetry={() => void asked.refetch()} />
      ) : (
        <Skeleton className="h-32" />
      )}
    </Card>
  );
}

function Settings({ now }: { now: Supervision }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [percent, setPercent] = useState(String(now.percent));
  const [first, setFirst] = useState(String(now.first_messages));
  const [capture, setCapture] = useState(now.require_capture);
  const share = typedDecimal(percent);
  const count = typedNumber(first);
  const percentWrong = share === undefined || share > 100;
  const firstWrong = count === undefined || count > 1000;
  const save = useMutation({
    mutationFn: () =>
      authorised<Supervision>('/api/v1/supervision', {
        method: 'PUT',
        headers: { 'if-match': `"${now.version}"` },
        body: { percent: share, first_messages: count, require_capture: capture },
      }),
    onSuccess: (answer) => {
      queries.setQueryData(key, answer);
      showToast(t`Saved.`);
    },
  });
  const same = share === now.percent && count === now.first_messages && capture === now.require_capture;
  return (
    <form
      className="grid max-w-[36rem] gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!percentWrong && !firstWrong && !same && !save.isPending) save.mutate();
      }}
    >
      {save.error && (
        <ErrorSummary key={save.failureCount} title={errorText(save.error).title}>
          {errorText(save.error).remedy}
        </ErrorSummary>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          id="supervision-percent"
          name="percent"
          inputMode="decimal"
          label={t`Of each portfolio manager’s messages, percent`}
          autoComplete="off"
          value={percent}
          onChange={setPercent}
          error={percentWrong ? t`A number from 0 to 100.` : undefined}
        />
        <TextField
          id="supervision-first"
          name="first"
          inputMode="numeric"
          label={t`The first messages of a new one, all of them`}
          autoComplete="off"
          value={first}
          onChange={setFirst}
          error={firstWrong ? t`A whole number from 0 to 1,000.` : undefined}
        />
      </div>
      <Checkbox
        label={<Trans>Send only where the answers reach us</Trans>}
        hint={
          <Trans>
            A channel whose incoming messages do not arrive sends nothing until they do, and says so.
          </Trans>
        }
        checked={capture}
        onChange={setCapture}
      />
      <div>
        <Button
          kind="primary"
          type="submit"
          busy={save.isPending}
          disabled={same || percentWrong || firstWrong}
        >
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

function Managers({ now }: { now: Supervision }) {
  const { t } = useLingui();
  const { exact, percent } = useFormat();
  if (now.managers.length === 0)
    return (
      <p className="text-sm text-muted">
        <Trans>Nothing was drawn in the last thirteen weeks.</Trans>
      </p>
    );
  const columns: Column<Row>[] = [
    { key: 'name', header: <Trans>Portfolio manager</Trans>, cell: (row) => row.name },
    { key: 'sent', header: <Trans>Sent</Trans>, numeric: true, cell: (row) => exact(row.sent) },
    {
      key: 'drawn',
      header: <Trans>Drawn</Trans>,
      numeric: true,
      cell: (row) => `${exact(row.sampled)} (${percent(row.sampled, row.sent)})`,
    },
    {
      key: 'looked',
      header: <Trans>Looked at</Trans>,
      numeric: true,
      cell: (row) => `${exact(row.looked_at)} (${percent(row.looked_at, Math.max(1, row.sampled))})`,
    },
    {
      key: 'violations',
      header: <Trans>Violations</Trans>,
      numeric: true,
      cell: (row) => exact(row.violations),
    },
  ];
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h3 className="font-semibold">
          <Trans>The last thirteen weeks</Trans>
        </h3>
        {now.rule_id && (
          <Link to="/compliance/review" search={{ rule: now.rule_id }} className="text-accent underline">
            <Trans>Look at what was drawn</Trans>
          </Link>
        )}
      </div>
      <DataTable
        label={t`What was looked at`}
        columns={columns}
        rows={now.managers}
        rowKey={(row) => row.id}
      />
    </div>
  );
}
