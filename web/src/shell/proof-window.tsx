import { Trans, useLingui } from '@lingui/react/macro';
import type { MySecurity } from '@sampark/contracts/sign-in.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { authorised, prove } from '../api/calls.ts';
import { answerProof } from '../api/proof.ts';
import { useErrorText } from '../lib/error-text.ts';
import { WindowButton } from '../lib/single-sign-on.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorSummary } from '../ui/error-summary.tsx';
import { TextField } from '../ui/text-field.tsx';

const proved = () => answerProof(true);

/** Asks for the password once more, or leads to the provider; what was being done goes on by itself. */
export function ProofWindow() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const proof = useMutation({ mutationFn: prove, retry: false, onSuccess: () => answerProof(true) });
  // Until it is known, and if it cannot be, the password is asked for as of old.
  const { data: ways } = useQuery({
    queryKey: ['GET /api/v1/me/security'],
    queryFn: () => authorised<MySecurity>('/api/v1/me/security'),
  });
  const byPassword = ways?.password ?? true;
  const text = proof.error && errorText(proof.error);
  return (
    <Dialog
      open
      onClose={() => answerProof(false)}
      title={t`Is it still you?`}
      description={t`You signed in a while ago. Show once more who you are; then this goes on.`}
      footer={
        <>
          <Button onClick={() => answerProof(false)}>
            <Trans>Go back</Trans>
          </Button>
          {byPassword && (
            <Button kind="primary" type="submit" form="proof" busy={proof.isPending} disabled={!password}>
              <Trans>Go on</Trans>
            </Button>
          )}
        </>
      }
    >
      {byPassword && (
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
      )}
      {ways?.single_sign_on && (
        <Suspense fallback={null}>
          <WindowButton onProved={proved} />
        </Suspense>
      )}
    </Dialog>
  );
}
