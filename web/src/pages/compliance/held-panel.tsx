import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, CircleDashed, RotateCcw, SendHorizontal, UserX } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useUser } from '../../lib/use-session.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { FlagContext } from './flag-message.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import type { Triage } from './use-triage.ts';

/** A held message and the two people it takes. The first word can be taken back; the second sends. */
export function HeldPanel({ context, triage }: { context: FlagContext; triage: Triage }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const user = useUser();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'release' | 'refuse'>();
  const { flag, release, own } = context;
  const path = { id: flag.message_id };
  const first = release?.first ?? null;
  const mine = first?.user_id === user?.id;
  const refresh = async () => {
    await triage.refresh();
    await queries.invalidateQueries({ queryKey: ['flag-context', flag.id] });
  };
  const release1 = useMutation({
    mutationFn: () => api('POST /api/v1/compliance/messages/{id}/release', { path, body: {} }),
    onSettled: refresh,
  });
  const withdraw = useMutation({
    mutationFn: () => api('DELETE /api/v1/compliance/messages/{id}/release', { path }),
    onSettled: refresh,
  });
  const failed = release1.error ?? withdraw.error;
  const firstName = first?.name ?? '';
  useShortcut('r', t`Let the held message go`, () => {
    if (!mine && !own && !release1.isPending) {
      if (first) setAsking('release');
      else release1.mutate();
    }
  });
  return (
    <section
      aria-label={t`Held message`}
      data-held
      className="grid gap-3 rounded-lg border border-warn bg-warn-tint p-4"
    >
      <div className="grid gap-1">
        <h3 className="font-semibold text-warn">
          <Trans>Held: two people have to let it go</Trans>
        </h3>
        <p className="text-sm">
          <Trans>
            Neither of them sent or wrote it. Then consent, stops, caps and hours are asked anew before it
            leaves.
          </Trans>
        </p>
      </div>
      <ol className="grid gap-1.5 sm:grid-cols-2">
        <li className="flex items-center gap-2">
          {first ? (
            <CircleCheck className="size-5 shrink-0 text-ok" aria-hidden />
          ) : (
            <CircleDashed className="size-5 shrink-0 text-muted" aria-hidden />
          )}
          <span>
            {first ? (
              <>
                <Trans>First: {firstName}</Trans> <Ago at={first.at} />
              </>
            ) : (
              <Trans>First: nobody yet</Trans>
            )}
          </span>
        </li>
        <li className="flex items-center gap-2">
          <CircleDashed className="size-5 shrink-0 text-muted" aria-hidden />
          {mine ? <Trans>Second: somebody other than you</Trans> : <Trans>Second: nobody yet</Trans>}
        </li>
      </ol>
      <div className="flex flex-wrap gap-2">
        {mine ? (
          <Button
            busy={withdraw.isPending}
            icon={<RotateCcw className="size-4" aria-hidden />}
            onClick={() => withdraw.mutate()}
          >
            <Trans>Take my word back</Trans>
          </Button>
        ) : (
          <Button
            kind="primary"
            busy={release1.isPending}
            disabled={own}
            icon={<SendHorizontal className="size-4" aria-hidden />}
            onClick={() => (first ? setAsking('release') : release1.mutate())}
          >
            {first ? <Trans>Let it go as the second</Trans> : <Trans>Let it go as the first</Trans>}
          </Button>
        )}
        <Button
          kind="danger"
          icon={<Ban className="size-4" aria-hidden />}
          onClick={() => setAsking('refuse')}
        >
          <Trans>Do not send it</Trans>
        </Button>
      </div>
      {own && (
        <p className="flex items-center gap-2 text-sm">
          <UserX className="size-4 shrink-0" aria-hidden />
          <Trans>You sent or wrote it yourself: two others let it go.</Trans>
        </p>
      )}
      {failed && (
        <p role="alert" className="text-danger">
          {errorText(failed).title}. {errorText(failed).remedy}
        </p>
      )}
      <ConfirmDialog
        open={asking === 'release'}
        onClose={() => setAsking(undefined)}
        title={t`Let this message go?`}
        consequences={[
          t`You are the second: it goes back into the queue at once and cannot be called back.`,
          t`Consent, stops, caps and quiet hours are asked anew; they may still stop it.`,
          t`Both names stand in the log.`,
        ]}
        action={t`Let it go`}
        onConfirm={async () => {
          await api('POST /api/v1/compliance/messages/{id}/release', { path, body: {} });
          await refresh();
          showToast(t`The message is on its way`);
        }}
      />
      <RefuseDialog
        open={asking === 'refuse'}
        onClose={() => setAsking(undefined)}
        onRefuse={async (note) => {
          await api('POST /api/v1/compliance/messages/{id}/refuse', { path, body: { note } });
          await refresh();
        }}
      />
    </section>
  );
}
