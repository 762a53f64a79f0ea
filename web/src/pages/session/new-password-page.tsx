import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api/request.ts';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { SignInRefused } from './sign-in-refused.tsx';

const route = getRouteApi('/new-password');

/** Behind the link of a mail or of an administrator. */
export function NewPasswordPage() {
  const { t } = useLingui();
  useTitle(t`Choose a new password`);
  const { token } = route.useSearch();
  const [password, setPassword] = useState('');
  const choose = useMutation({
    mutationFn: () =>
      request<void>('/api/v1/auth/new-password', { method: 'POST', body: { token, password } }),
    retry: false,
  });
  const ready = Array.from(password).length >= 12;
  return (
    <OutsideShell>
      <div className="grid gap-6">
        <h1 className="text-2xl font-semibold">
          <Trans>Choose a new password</Trans>
        </h1>
        {choose.isSuccess ? (
          <p role="status">
            <Trans>Your new password counts from now on, and every session of yours has ended.</Trans>
          </p>
        ) : (
          <form
            noValidate
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              if (ready && !choose.isPending) choose.mutate();
            }}
          >
            {choose.error && <SignInRefused key={choose.failureCount} error={choose.error} secondsLeft={0} />}
            <TextField
              id="password"
              name="password"
              type="password"
              label={t`New password`}
              hint={t`At least 12 characters; a few unrelated words are good.`}
              autoComplete="new-password"
              value={password}
              onChange={setPassword}
              required
            />
            <Button type="submit" kind="primary" large busy={choose.isPending} disabled={!ready}>
              <Trans>Use this password</Trans>
            </Button>
          </form>
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
