import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Hold } from './holds-card.tsx';

/** A compliance officer lifts a hold alone, an administrator with a second person. */
export function LiftDialog({ hold, name, onClose }: { hold: Hold; name: string; onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const alone = useUser()?.role === 'compliance' || hold.lift_asked_by !== null;
  const [reason, setReason] = useState('');
  const lift = useMutation({
    mutationFn: () =>
      api('POST /api/v1/legal-holds/{id}/lift', { path: { id: hold.id }, body: { reason: reason.trim() } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/legal-holds'] });
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/retention'] });
      onClose();
    },
  });
  const ready = reason.trim().length >= 3;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Lift the hold on ${name}`}
      footer={
        <Button kind="primary" type="submit" form="lift" busy={lift.isPending} disabled={!ready}>
          {alone ? <Trans>Lift the hold</Trans> : <Trans>Ask a second person</Trans>}
        </Button>
      }
    >
      <form
        id="lift"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !lift.isPending) lift.mutate();
        }}
      >
        {lift.error && (
          <ErrorSummary key={lift.failureCount} title={errorText(lift.error).title}>
            {errorText(lift.error).remedy}
          </ErrorSummary>
        )}
        <p className="text-sm text-muted">
          {alone ? (
            <Trans>What has run out goes with the next run.</Trans>
          ) : (
            <Trans>It stands until another administrator or a compliance officer agrees.</Trans>
          )}
        </p>
        <TextField
          id="lift-reason"
          name="reason"
          label={t`Why`}
          autoComplete="off"
          value={reason}
          onChange={setReason}
        />
      </form>
    </Dialog>
  );
}
