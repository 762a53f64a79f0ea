import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type FormEvent } from 'react';
import { readSignInOptions, signIn } from '../../api/calls.ts';
import { ApiProblem } from '../../api/problem.ts';
import { SignOnButton } from '../../lib/single-sign-on.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { DemoLogins } from './demo-logins.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SignInRefused } from './sign-in-refused.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

const SecondStepForm = lazy(async () => ({ default: (await import('./second-step.tsx')).SecondStepForm }));

export function SignInPage() {
  const { t } = useLingui();
  useTitle(t`Sign in`);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const submitButton = useRef<HTMLButtonElement>(null);
  const mutation = useMutation({ mutationFn: signIn, retry: false });
  const options = useQuery({ queryKey: ['sign-in-options'], queryFn: readSignInOptions });
  const provider = options.data?.single_sign_on ?? 'none';
  const throttle = mutation.error instanceof ApiProblem ? mutation.error.retryAfterSeconds : undefined;
  const secondsLeft = useSecondsLeft(throttle, attempt);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mutation.isPending || secondsLeft > 0) return;
    const items: SummaryItem[] = [];
    if (!email.trim()) items.push({ fieldId: 'email', text: t`Enter your e-mail address` });
    if (!password) items.push({ fieldId: 'password', text: t`Enter your password` });
    setMissing(items);
    setAttempt((n) => n + 1);
    if (items.length > 0) mutation.reset();
    else mutation.mutate({ email: email.trim(), password });
  };

  const fill = (login: { email: string; password: string }) => {
    setEmail(login.email);
    setPassword(login.password);
    setMissing([]);
    mutation.reset();
    submitButton.current?.focus();
  };
  const errorFor = (fieldId: string) => missing.find((item) => item.fieldId === fieldId)?.text;

  return (
    <OutsideShell>
      <div className="grid gap-6">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold">
            <Trans>Sign in</Trans>
          </h1>
          <p className="text-muted">
            <Trans>See what goes out, what arrives and what needs you.</Trans>
          </p>
        </div>
        {mutation.data ? (
          <Suspense fallback={<Skeleton className="h-32" />}>
            <SecondStepForm step={mutation.data} onAgain={() => mutation.reset()} />
          </Suspense>
        ) : (
          <form noValidate onSubmit={submit} className="grid gap-4">
            {missing.length > 0 && (
              <ErrorSummary key={attempt} title={t`Something is still missing`} items={missing} />
            )}
            {mutation.error && (
              <SignInRefused key={attempt} error={mutation.error} secondsLeft={secondsLeft} />
            )}
            <TextField
              id="email"
              name="email"
              type="email"
              label={t`E-mail address`}
              autoComplete="username"
              value={email}
              onChange={setEmail}
              error={errorFor('email')}
              required
            />
            <TextField
              id="password"
              name="password"
              type="password"
              label={t`Password`}
              autoComplete="current-password"
              value={password}
              onChange={setPassword}
              error={errorFor('password')}
              required
            />
            <Button
              ref={submitButton}
              type="submit"
              kind="primary"
              large
              busy={mutation.isPending}
              disabled={secondsLeft > 0}
              icon={<LogIn className="size-4" aria-hidden />}
            >
              <Trans>Sign in</Trans>
            </Button>
          </form>
        )}
        {!mutation.data && provider !== 'none' && (
          <Suspense fallback={<Skeleton className="h-11" />}>
            <SignOnButton email={email} needsEmail={provider === 'by_email'} />
          </Suspense>
        )}
        {!mutation.data && <DemoLogins onPick={fill} />}
        <p className="text-sm text-muted">
          <Trans>
            <Link to="/forgotten-password" className="font-medium text-accent underline underline-offset-2">
              Forgotten your password?
            </Link>{' '}
            No account? An administrator of your workspace can invite you.
          </Trans>
        </p>
      </div>
    </OutsideShell>
  );
}
