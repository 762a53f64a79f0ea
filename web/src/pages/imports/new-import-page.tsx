import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useErrorText } from '../../lib/error-text.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { AttestationCard, type Attestation } from './attestation-card.tsx';
import { ColumnsCard } from './columns-card.tsx';
import { DropZone } from './drop-zone.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { previewFile, uploadFile, type Preview, type Settings } from './upload.ts';

/** A file, its columns, what will happen, and then the import: nothing is stored before the last button. */
export function NewImportPage() {
  const { t } = useLingui();
  useTitle(t`Import contacts`);
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [file, setFile] = useState<File>();
  const [settings, setSettings] = useState<Settings>({ mapping: {} });
  const [attestation, setAttestation] = useState<Attestation>();
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const look = useMutation({
    mutationFn: (given: { file: File; settings: Settings }) => previewFile(given.file, given.settings),
  });
  const upload = useMutation({
    mutationFn: async (given: File) => {
      stop.current = new AbortController();
      return uploadFile(given, { ...settings, attestation }, setSent, stop.current.signal);
    },
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setSettings({ mapping: {} });
    setAttestation(undefined);
    look.reset();
    upload.reset();
    if (chosen) look.mutate({ file: chosen, settings: { mapping: {} } });
  };
  const change = (next: Settings) => {
    setSettings(next);
    if (file) look.mutate({ file, settings: next });
  };
  const preview: Preview | undefined = look.data;
  const failed = look.error ?? upload.error;
  const noPhone = preview !== undefined && !preview.columns.some((one) => one.field === 'phone');
  const unattested = attestation !== undefined && (!attestation.sure || !attestation.source.trim());
  return (
    <div className="mx-auto grid w-full max-w-[960px] gap-5">
      <PageHeader
        title={<Trans>Import contacts</Trans>}
        note={<Trans>Nothing is stored until you have seen what will happen.</Trans>}
      />
      {failed && (
        <ErrorSummary key={`${look.failureCount}.${upload.failureCount}`} title={errorText(failed).title}>
          {errorText(failed).remedy}
        </ErrorSummary>
      )}
      <DropZone file={file} busy={look.isPending} onChoose={choose} />
      {preview && file && (
        <>
          <ColumnsCard preview={preview} settings={settings} onChange={change} />
          <ForecastCard preview={preview} />
          <AttestationCard value={attestation} onChange={setAttestation} />
          <div className="grid gap-3">
            {upload.isPending && (
              <ProgressBar
                label={t`Upload`}
                text={`${Math.floor(sent * 100)}%`}
                whole={1}
                parts={[{ key: 'sent', value: sent, className: 'bg-accent' }]}
              />
            )}
            {noPhone && (
              <p role="alert" className="text-danger">
                <Trans>No column is the phone number: choose one above. People are recognised by it.</Trans>
              </p>
            )}
            <div className="flex flex-wrap justify-end gap-2">
              {upload.isPending && (
                <Button large onClick={() => stop.current?.abort()}>
                  <Trans>Stop the upload</Trans>
                </Button>
              )}
              <Button
                kind="primary"
                large
                busy={upload.isPending}
                disabled={noPhone || unattested || look.isPending}
                onClick={() => {
                  setSent(0);
                  upload.mutate(file);
                }}
              >
                <Trans>Import this file</Trans>
              </Button>
            </div>
          </div>
        </>
      )}
    </div>
  );
}
