import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SuppressionReason, useSuppressionReason } from './suppression-reason.tsx';

/** Puts a number on the list; whose decision that was says who can take it back. */
export function SuppressDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [phone, setPhone] = useState('');
  const { given, ...fields } = useSuppressionReason();
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/suppressions', {
        body: { phone: phone.trim(), ...given },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Never contact this number`}
      footer={
        <Button kind="primary" type="submit" form="suppress" busy={add.isPending} disabled={!phone.trim()}>
          <Trans>Add to the list</Trans>
        </Button>
      }
    >
      <form
        id="suppress"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() && !add.isPending) add.mutate();
        }}
      >
        {add.error && (
          <ErrorSummary key={add.failureCount} title={errorText(add.error).title}>
            {errorText(add.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="suppress-phone"
          name="phone"
          inputMode="tel"
          label={t`Phone`}
          autoComplete="off"
          value={phone}
          onChange={setPhone}
        />
        <SuppressionReason id="suppress" {...fields} />
      </form>
    </Dialog>
  );
}
