import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { join } from '../../api/calls.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary, type SummaryItem } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';

const route = getRouteApi('/join');
const SecondStepForm = lazy(async () => ({ default: (await import('./second-step.tsx')).SecondStepForm }));
const shortestPassword = 12;

export function JoinPage() {
  const { t } = useLingui();
  useTitle(t`Join a workspace`);
  const { token } = route.useSearch();
  return (
    <OutsideShell>
      <div className="grid gap-6">
        <div className="grid gap-1">
          <h1 className="text-2xl font-semibold">
            <Trans>Join your workspace</Trans>
          </h1>
          <p className="text-muted">
            {token ? (
              <Trans>You were invited to Sampark. Choose the name others see and a password.</Trans>
            ) : (
              <Trans>
                This link has no invitation in it. Open the link from your invitation once more, or ask an
                administrator for a new one.
              </Trans>
            )}
          </p>
        </div>
        {token && <JoinForm token={token} />}
        <p className="text-sm text-muted">
          <Trans>
            Already have an account?{' '}
            <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
              Sign in
            </Link>
          </Trans>
        </p>
      </div>
    </OutsideShell>
  );
}

function JoinForm({ token }: { token: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<SummaryItem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const mutation = useMutation({
    mutationFn: join,
    onSuccess: (step) => (step ? undefined : navigate({ to: '/' })),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mutation.isPending) return;
    const items: SummaryItem[] = [];
    if (!name.trim()) items.push({ fieldId: 'name', text: t`Enter your name` });
    if (Array.from(password).length < shortestPassword)
      items.push({ fieldId: 'password', text: t`Use at least 12 characters` });
    setFaults(items);
    setAttempt((n) => n + 1);
    if (items.length > 0) mutation.reset();
    else mutation.mutate({ token, name: name.trim(), password });
  };
  const refused = mutation.error && errorText(mutation.error);
  const weak = mutation.error instanceof ApiProblem && mutation.error.code === 'weak_password';
  if (mutation.data)
    return (
      <Suspense fallback={null}>
        <SecondStepForm step={mutation.data} onAgain={() => void navigate({ to: '/sign-in' })} />
      </Suspense>
    );
  const errorFor = (fieldId: string) => faults.find((item) => item.fieldId === fieldId)?.text;

  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {faults.length > 0 && (
        <ErrorSummary key={attempt} title={t`Something is still missing`} items={faults} />
      )}
      {refused && (
        <ErrorSummary
          key={attempt}
          title={refused.title}
          items={weak ? [{ fieldId: 'password', text: refused.remedy }] : []}
        >
          {!weak && <p>{refused.remedy}</p>}
        </ErrorSummary>
      )}
      <TextField
        id="name"
        name="name"
        label={t`Your name`}
        autoComplete="name"
        value={name}
        onChange={setName}
        error={errorFor('name')}
        required
      />
      <TextField
        id="password"
        name="password"
        type="password"
        label={t`Password`}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        hint={t`At least 12 characters; a few unrelated words are good.`}
        error={errorFor('password') ?? (weak ? refused?.remedy : undefined)}
        required
      />
      <Button
        type="submit"
        kind="primary"
        large
        busy={mutation.isPending}
        icon={<UserPlus className="size-4" aria-hidden />}
      >
        <Trans>Join the workspace</Trans>
      </Button>
    </form>
  );
}
