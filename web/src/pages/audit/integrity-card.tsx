import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LockKeyhole, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useVerification } from './use-verification.ts';
import { Verdict } from './verdict.tsx';

/** How far the trail is sealed, and the check of every link of it. */
export function IntegrityCard() {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const state = useQuery({
    queryKey: ['GET /api/v1/audit/state'],
    queryFn: ({ signal }) => api('GET /api/v1/audit/state', { signal }),
    refetchInterval: 10_000,
  });
  const { verification, verify } = useVerification();
  const running = verification.state === 'running';
  const done = verification.state === 'done';
  // The check is an entry itself.
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ['GET /api/v1/audit'] });
  }, [done, queries]);
  const entries = state.data?.entries;
  const { entries: checked, of } = running ? verification : { entries: 0, of: 0 };
  const [soFar, whole] = [exact(checked), exact(of)];
  return (
    <Panel>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 sm:px-5">
        <span className="grid size-10 shrink-0 place-items-center rounded-full bg-accent-tint text-accent">
          <LockKeyhole className="size-5" aria-hidden />
        </span>
        <div className="grid min-w-0 flex-1 basis-52 gap-0.5">
          <p className="tabular text-lg font-semibold">
            {entries === undefined ? (
              <Trans>Sealed entries</Trans>
            ) : entries === 0 ? (
              <Trans>Nothing is sealed yet</Trans>
            ) : (
              <Plural value={entries} one="# sealed entry" other="# sealed entries" />
            )}
          </p>
          <p className="text-sm text-muted">
            <Trans>Each seal covers the entry and all before it: a change shows, wherever it is.</Trans>
            {state.data?.sealed_at && (
              <>
                {' '}
                <Trans>
                  Last sealed <Ago at={state.data.sealed_at} />.
                </Trans>
              </>
            )}
          </p>
        </div>
        <Button
          kind="primary"
          busy={running}
          icon={<ShieldCheck className="size-4" aria-hidden />}
          onClick={verify}
        >
          {running ? <Trans>Verifying…</Trans> : <Trans>Verify</Trans>}
        </Button>
      </div>
      {running && (
        <div className="grid gap-2 border-t border-line px-4 py-3 sm:px-5">
          <ProgressBar
            label={t`Verification`}
            text={t`${soFar} of ${whole} entries`}
            whole={of}
            parts={[{ key: 'done', value: checked, className: 'bg-accent' }]}
          />
          <p className="tabular text-sm text-muted">
            {of === 0 ? (
              <Trans>Reading the trail…</Trans>
            ) : (
              <Trans>
                {soFar} of {whole} entries
              </Trans>
            )}
          </p>
        </div>
      )}
      <div role="status">{done && <Verdict found={verification.found} at={verification.at} />}</div>
      {verification.state === 'failed' && (
        <p role="alert" className="border-t border-line px-4 py-3 text-sm text-danger sm:px-5">
          {errorText(verification.error).title} {errorText(verification.error).remedy}
        </p>
      )}
    </Panel>
  );
}
