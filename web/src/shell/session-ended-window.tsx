import { Dialog } from '@base-ui/react/dialog';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import type { Me } from '../api/auth-types.ts';
import { readSignInOptions, signIn } from '../api/calls.ts';
import { ApiProblem } from '../api/problem.ts';
import { forget } from '../api/session.ts';
import { WindowButton } from '../lib/single-sign-on.tsx';
import { SignInRefused } from '../pages/session/sign-in-refused.tsx';
import { useSecondsLeft } from '../pages/session/use-seconds-left.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';

const SecondStepForm = lazy(async () => ({
  default: (await import('../pages/session/second-step.tsx')).SecondStepForm,
}));

/** Covers the page completely (others may see the screen) until its person has signed in again. */
export function SessionEndedWindow({ user }: { user: Me }) {
  const { t } = useLingui();
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const mutation = useMutation({ mutationFn: signIn, retry: false });
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: readSignInOptions });
  const throttle = mutation.error instanceof ApiProblem ? mutation.error.retryAfterSeconds : undefined;
  const secondsLeft = useSecondsLeft(throttle, attempt);
  const { email } = user;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mutation.isPending || secondsLeft > 0) return;
    setAttempt((n) => n + 1);
    setMissing(!password);
    if (password) mutation.mutate({ email, password });
    else mutation.reset();
  };
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-[60] bg-canvas" />
        <Dialog.Popup className="fixed inset-x-3 top-[12dvh] z-[61] mx-auto grid max-h-[84dvh] max-w-[400px] gap-4 overflow-y-auto rounded-lg border border-line bg-surface p-5 outline-none">
          <div className="grid gap-1">
            <Dialog.Title className="text-lg font-semibold">
              <Trans>Your session has ended.</Trans>
            </Dialog.Title>
            <Dialog.Description className="text-muted">
              <Trans>Sign in again and you are back where you were: nothing you typed is lost.</Trans>
            </Dialog.Description>
          </div>
          {mutation.data ? (
            <Suspense fallback={null}>
              <SecondStepForm step={mutation.data} onAgain={() => mutation.reset()} />
            </Suspense>
          ) : (
            <form noValidate onSubmit={submit} className="grid gap-4">
              {mutation.error && (
                <SignInRefused key={attempt} error={mutation.error} secondsLeft={secondsLeft} />
              )}
              <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
              <p className="truncate font-medium">{email}</p>
              <TextField
                id="password-again"
                name="password"
                type="password"
                label={t`Password`}
                autoComplete="current-password"
                value={password}
                onChange={setPassword}
                error={missing && !password ? t`Enter your password` : undefined}
                required
              />
              <Button
                type="submit"
                kind="primary"
                large
                busy={mutation.isPending}
                disabled={secondsLeft > 0}
                icon={<LogIn className="size-4" aria-hidden />}
              >
                <Trans>Sign in</Trans>
              </Button>
              {(options.data?.single_sign_on ?? 'none') !== 'none' && (
                <Suspense fallback={null}>
                  {/* The session it brings is told to every window of this browser. */}
                  <WindowButton email={email} />
                </Suspense>
              )}
              <Button kind="quiet" onClick={() => forget('signed-out')}>
                <Trans>I am somebody else</Trans>
              </Button>
            </form>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
