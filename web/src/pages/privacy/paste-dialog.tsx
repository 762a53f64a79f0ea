import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { SuppressionReason, useSuppressionReason } from './suppression-reason.tsx';

/** Many numbers at once: pasted, or out of a file. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const { exact, tag } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [numbers, setNumbers] = useState('');
  const { given, ...fields } = useSuppressionReason();
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/suppressions/list', {
        body: { numbers, ...given },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] }),
  });
  const done = add.data;
  const already = exact(done?.already ?? 0);
  const lines = new Intl.ListFormat(tag).format(
    (done?.unreadable ?? []).slice(0, 20).map((one) => exact(one.line)),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Never contact these numbers`}
      footer={
        done ? (
          <Button kind="primary" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        ) : (
          <Button kind="primary" type="submit" form="paste" busy={add.isPending} disabled={!numbers.trim()}>
            <Trans>Add to the list</Trans>
          </Button>
        )
      }
    >
      {done ? (
        <div role="status" className="grid gap-2">
          <p className="font-medium">
            <Plural value={done.added} one="# number was added." other="# numbers were added." />
          </p>
          {done.already > 0 && (
            <p className="text-muted">
              <Trans>On the list before, or twice in yours: {already}</Trans>
            </p>
          )}
          {done.unreadable_count > 0 && (
            <p className="text-warn">
              <Plural
                value={done.unreadable_count}
                one={`# line is no phone number: line ${lines}`}
                other={`# lines are no phone numbers: lines ${lines}`}
              />
            </p>
          )}
        </div>
      ) : (
        <form
          id="paste"
          className="grid gap-4"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (numbers.trim() && !add.isPending) add.mutate();
          }}
        >
          {add.error && (
            <ErrorSummary key={add.failureCount} title={errorText(add.error).title}>
              {errorText(add.error).remedy}
            </ErrorSummary>
          )}
          <TextArea
            id="paste-numbers"
            label={t`Numbers`}
            hint={t`One a line, or a table whose first column is the number; at most 2,000. Numbers without a country code are read as the workspace’s.`}
            rows={6}
            value={numbers}
            onChange={setNumbers}
          />
          <label className="grid gap-1.5">
            <span className="font-medium">
              <Trans>Or from a file</Trans>
            </span>
            <input
              type="file"
              accept=".csv,.txt,text/csv,text/plain"
              className="min-h-11 text-sm text-muted file:me-3 file:min-h-9 file:rounded-md file:border file:border-solid file:border-control file:bg-surface file:px-3 file:font-medium file:text-text"
              onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setNumbers)}
            />
          </label>
          <SuppressionReason id="paste" {...fields} />
        </form>
      )}
    </Dialog>
  );
}
