import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { spanOf } from './span-of.ts';

const fileName = 'trail.jsonl';

/** The trail as a file that anybody can check without us. */
export function ExportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const wrong = from !== '' && to !== '' && to < from;
  const taking = useMutation({
    mutationFn: () =>
      download(
        'GET /api/v1/audit/export',
        { query: spanOf({ span: 'days', from, to }, new Date()) },
        fileName,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/audit'] }),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Export the audit trail`}
      description={
        <Trans>
          Every sealed entry with its seal, one line of JSON each. That you took it is an entry, too.
        </Trans>
      }
      footer={
        <>
          <Button onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button
            kind="primary"
            icon={<Download className="size-4" aria-hidden />}
            busy={taking.isPending}
            disabled={wrong}
            onClick={() => taking.mutate()}
          >
            <Trans>Download</Trans>
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            id="export-from"
            name="from"
            type="date"
            autoComplete="off"
            label={t`From`}
            value={from}
            onChange={setFrom}
          />
          <TextField
            id="export-to"
            name="to"
            type="date"
            autoComplete="off"
            label={t`To`}
            value={to}
            onChange={setTo}
            error={wrong ? t`The last day is before the first.` : undefined}
          />
        </div>
        <p className="text-sm text-muted">
          <Trans>
            Leave both empty for the whole trail. A stretch begins and ends with a whole seal, so it may hold
            some entries more than you asked for.
          </Trans>
        </p>
        {taking.isSuccess && (
          <p role="status" className="text-ok">
            <Trans>The file is in your downloads.</Trans>
          </p>
        )}
        {taking.error && (
          <p role="alert" className="text-danger">
            {errorText(taking.error).title} {errorText(taking.error).remedy}
          </p>
        )}
        <section className="grid gap-2 rounded-md bg-raised px-3.5 py-3">
          <h3 className="font-semibold">
            <Trans>Check it without us</Trans>
          </h3>
          <p className="text-sm">
            <Trans>
              On any machine with Sampark’s code, without its database. It names the first entry that does not
              hold. With the checkpoints and the public key it also shows that nothing is missing at the end.
            </Trans>
          </p>
          <pre
            tabIndex={0}
            aria-label={t`Command`}
            className="overflow-x-auto rounded-md border border-line bg-surface p-2.5 font-mono text-xs"
          >
            {`sampark audit verify --file ${fileName} \\\n  --checkpoints notes.txt --key public-key.pem`}
          </pre>
          <p className="text-sm text-muted">
            <Trans>Or with twenty lines of any language: docs/audit.md has them in Python.</Trans>
          </p>
        </section>
      </div>
    </Dialog>
  );
}
