import { Trans, useLingui } from '@lingui/react/macro';
import { FileSpreadsheet, LoaderCircle, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';

type Props = { file: File | undefined; busy: boolean; onChoose: (file: File | undefined) => void };

/** Takes a file by dropping or by choosing; both lead to the same place. */
export function DropZone({ file, busy, onChoose }: Props) {
  const { t } = useLingui();
  const { decimal } = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const kilobytes = decimal(Math.max(0.1, (file?.size ?? 0) / 1_000));
  const megabytes = decimal((file?.size ?? 0) / 1_000_000);
  const size = (file?.size ?? 0) < 100_000 ? t`${kilobytes} kB` : t`${megabytes} MB`;
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        onChoose(event.dataTransfer.files[0]);
      }}
      className={classNames(
        'grid justify-items-center gap-3 rounded-lg border border-dashed px-5 py-8 text-center',
        over ? 'border-accent bg-accent-tint' : 'border-control bg-surface',
      )}
    >
      {busy ? (
        <LoaderCircle className="size-6 text-muted motion-safe:animate-spin" aria-hidden />
      ) : file ? (
        <FileSpreadsheet className="size-6 text-accent" aria-hidden />
      ) : (
        <Upload className="size-6 text-muted" aria-hidden />
      )}
      <div className="grid gap-0.5">
        <p className="font-medium break-all" role="status">
          {file ? (busy ? t`Reading ${file.name}…` : `${file.name} · ${size}`) : t`Drop a CSV file here`}
        </p>
        <p className="text-sm text-muted">
          <Trans>
            Up to 1 GB, as HubSpot, Mailchimp, Salesforce, Google Contacts or a spreadsheet exports it.
          </Trans>
        </p>
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t`CSV file`}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onChoose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>
        {file ? <Trans>Choose another file</Trans> : <Trans>Choose a file</Trans>}
      </Button>
    </div>
  );
}
