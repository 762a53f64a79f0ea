import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { readSignInOptions } from '../../api/calls.ts';
import { request } from '../../api/request.ts';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SignInRefused } from './sign-in-refused.tsx';

export function ForgottenPasswordPage() {
  const { t } = useLingui();
  useTitle(t`Forgotten password`);
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: readSignInOptions });
  return (
    <OutsideShell>
      <div className="grid gap-6">
        <h1 className="text-2xl font-semibold">
          <Trans>Choose a new password</Trans>
        </h1>
        {options.isError ? (
          <ErrorState error={options.error} onRetry={() => void options.refetch()} />
        ) : options.data === undefined ? (
          <Skeleton className="h-24" />
        ) : options.data.password_by_mail ? (
          <AskForm />
        ) : (
          <p>
            <Trans>
              Ask an administrator of your workspace: under Settings, Users they make a link for you with
              which you choose a new password.
            </Trans>
          </p>
        )}
        <p className="text-sm">
          <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
            <Trans>Back to sign-in</Trans>
          </Link>
        </p>
      </div>
    </OutsideShell>
  );
}

function AskForm() {
  const { t } = useLingui();
  const [email, setEmail] = useState('');
  const ask = useMutation({
    mutationFn: () =>
      request<void>('/api/v1/auth/forgotten-password', { method: 'POST', body: { email: email.trim() } }),
    retry: false,
  });
  if (ask.isSuccess)
    return (
      <p role="status">
        <Trans>
          If this address has an account here, an e-mail is on its way. Its link works once, for 30 minutes.
        </Trans>
      </p>
    );
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim().length > 2 && !ask.isPending) ask.mutate();
      }}
    >
      {ask.error && <SignInRefused key={ask.failureCount} error={ask.error} secondsLeft={0} />}
      <TextField
        id="email"
        name="email"
        type="email"
        label={t`E-mail address`}
        autoComplete="username"
        value={email}
        onChange={setEmail}
        required
      />
      <Button type="submit" kind="primary" large busy={ask.isPending} disabled={email.trim().length < 3}>
        <Trans>Send me a link</Trans>
      </Button>
    </form>
  );
}
