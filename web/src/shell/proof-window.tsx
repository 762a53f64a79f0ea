import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { prove } from '../api/calls.ts';
import { answerProof } from '../api/proof.ts';
import { useErrorText } from '../lib/error-text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';

/** Asks for the password once more; what was being done goes on by itself. */
export function ProofWindow() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const proof = useMutation({ mutationFn: prove, retry: false, onSuccess: () => answerProof(true) });
  const text = proof.error && errorText(proof.error);
  return (
    <Dialog
      open
      onClose={() => answerProof(false)}
      title={t`Is it still you?`}
      description={t`You signed in a while ago. Enter your password once more; then this goes on.`}
      footer={
        <>
          <Button onClick={() => answerProof(false)}>
            <Trans>Go back</Trans>
          </Button>
          <Button kind="primary" type="submit" form="proof" busy={proof.isPending} disabled={!password}>
            <Trans>Go on</Trans>
          </Button>
        </>
      }
    >
      <form
        id="proof"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password && !proof.isPending) proof.mutate(password);
        }}
      >
        {text && (
          <ErrorSummary key={proof.failureCount} title={text.title}>
            {text.remedy}
          </ErrorSummary>
        )}
        <TextField
          id="proof-password"
          name="password"
          type="password"
          label={t`Password`}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
      </form>
    </Dialog>
  );
}
