import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useRef, useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { AttestationCard, consentOf, type Attestation } from './attestation-card.tsx';
import { ColumnsCard } from './columns-card.tsx';
import { DropZone } from './drop-zone.tsx';
import { ForecastCard } from './forecast-card.tsx';
import { useImportError } from './import-errors.ts';
import { previewFile, uploadFile, type Preview, type Settings } from './upload.ts';

/** A file, its columns, what will happen, and then the import: nothing is stored before the last button. */
export function NewImportPage() {
  const { t } = useLingui();
  useTitle(t`Import contacts`);
  const user = useUser();
  if (user?.role !== 'compliance') return <Wizard />;
  return (
    <EmptyState icon={Lock} title={<Trans>Your role does not import contacts</Trans>}>
      <Trans>Portfolio managers and administrators do. You see what they imported under Imports.</Trans>
    </EmptyState>
  );
}

function Wizard() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { percent } = useFormat();
  const errorText = useImportError();
  const [file, setFile] = useState<File>();
  const [settings, setSettings] = useState<Settings>({ mapping: {} });
  const [attestation, setAttestation] = useState<Attestation>();
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController>(undefined);
  // Stays while the file is looked at anew: the fields being changed must not vanish under the hand that changes them.
  const [preview, setPreview] = useState<Preview>();
  const look = useMutation({
    mutationFn: (given: { file: File; settings: Settings }) => previewFile(given.file, given.settings),
  });
  const consent = attestation && consentOf(attestation);
  const upload = useMutation({
    mutationFn: async (given: File) => {
      stop.current = new AbortController();
      return uploadFile(given, { ...settings, consent }, setSent, stop.current.signal);
    },
    onSuccess: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setSettings({ mapping: {} });
    setAttestation(undefined);
    look.reset();
    upload.reset();
    setPreview(undefined);
    if (chosen) look.mutate({ file: chosen, settings: { mapping: {} } }, { onSuccess: setPreview });
  };
  const change = (next: Settings) => {
    setSettings(next);
    upload.reset();
    if (file) look.mutate({ file, settings: { ...next, consent } }, { onSuccess: setPreview });
  };
  const attest = (next: Attestation | undefined) => {
    setAttestation(next);
    const given = next && consentOf(next);
    // The forecast counts whom nobody may write to.
    if (file && JSON.stringify(given) !== JSON.stringify(consent))
      look.mutate({ file, settings: { ...settings, consent: given } }, { onSuccess: setPreview });
  };
  const failed = look.error ?? upload.error;
  const noPhone = preview !== undefined && !preview.columns.some((one) => one.field === 'phone');
  const unattested = attestation !== undefined && consent === undefined;
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
          <ColumnsCard
            key={file.name + file.lastModified}
            preview={preview}
            settings={settings}
            onChange={change}
          />
          <ForecastCard preview={preview} />
          <AttestationCard value={attestation} onChange={attest} />
          <div className="grid gap-3">
            {upload.isPending && (
              <ProgressBar
                label={t`Upload`}
                text={percent(Math.floor(sent * 100), 100)}
                whole={1}
                parts={[{ key: 'sent', value: sent, className: 'bg-accent' }]}
              />
            )}
            {unattested && (
              <p className="text-end text-muted">
                <Trans>
                  For the attested consent, say where and when it was given, and attest it with the last box.
                </Trans>
              </p>
            )}
            {noPhone && (
              <p role="alert" className="text-danger">
                <Trans>No column is the phone number: choose one above. People are recognised by it.</Trans>
              </p>
            )}
            <div className="flex flex-wrap justify-end gap-2">
              {upload.isPending && (
                <Button
                  large
                  onClick={() => {
                    stop.current?.abort();
                    upload.reset();
                  }}
                >
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
