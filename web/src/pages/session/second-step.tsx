import { Trans, useLingui } from '@lingui/react/macro';
import type { EnrolledAndSignedIn, NewFactor, SecondStep } from '@sampark/contracts/sign-in.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { signedInOr } from '../../api/calls.ts';
import { ApiProblem } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { adopt } from '../../api/session.ts';
import type { SignedIn } from '../../api/auth-types.ts';
import { Button } from '../../ui/button.tsx';
import { CodeForm } from '../../ui/factor/code-form.tsx';
import { FactorPicture } from '../../ui/factor/factor-picture.tsx';
import { RecoveryCodeList } from '../../ui/factor/recovery-code-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SignInRefused } from './sign-in-refused.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

const post = <T,>(path: string, body: object) => request<T>(`/api/v1/auth/${path}`, { method: 'POST', body });

/** After the password: a code, or the set-up of what makes codes where the workspace requires it. */
export function SecondStepForm(props: { step: SecondStep; onAgain: () => void }) {
  const { step, onAgain } = props;
  return (
    <div className="grid gap-4">
      {step.second_step === 'code' ? <EnterCode ticket={step.ticket} /> : <SetUp ticket={step.ticket} />}
      <Button kind="quiet" onClick={onAgain}>
        <Trans>Start again</Trans>
      </Button>
    </div>
  );
}

function EnterCode({ ticket }: { ticket: string }) {
  const [attempt, setAttempt] = useState(0);
  const enter = useMutation({
    mutationFn: async (code: string) => {
      signedInOr(await post<SignedIn>('second-step', { ticket, code }));
    },
    retry: false,
  });
  const throttle = enter.error instanceof ApiProblem ? enter.error.retryAfterSeconds : undefined;
  const secondsLeft = useSecondsLeft(throttle, attempt);
  return (
    <>
      <p className="text-muted">
        <Trans>
          Enter the six digits your authenticator shows. Without it, one of your recovery codes will do.
        </Trans>
      </p>
      {enter.error && <SignInRefused key={attempt} error={enter.error} secondsLeft={secondsLeft} />}
      <CodeForm
        action={<Trans>Sign in</Trans>}
        busy={enter.isPending}
        disabled={secondsLeft > 0}
        onCode={(code) => {
          setAttempt((n) => n + 1);
          enter.mutate(code);
        }}
      />
    </>
  );
}

function SetUp({ ticket }: { ticket: string }) {
  const { t } = useLingui();
  const [attempt, setAttempt] = useState(0);
  const begun = useQuery({
    queryKey: ['enrol', ticket],
    queryFn: () => post<NewFactor>('enrol', { ticket }),
    // Asked again, it would be another secret than the one on the telephone.
    ...{ staleTime: Infinity, retry: false, refetchOnWindowFocus: false },
  });
  const confirm = useMutation({
    mutationFn: (code: string) => post<EnrolledAndSignedIn>('enrol/confirm', { ticket, code }),
    retry: false,
  });
  const error = begun.error ?? confirm.error;
  const throttle = error instanceof ApiProblem ? error.retryAfterSeconds : undefined;
  const secondsLeft = useSecondsLeft(throttle, attempt);
  const done = confirm.data;
  if (done)
    return (
      <div className="grid gap-4">
        <RecoveryCodeList codes={done.recovery_codes} />
        <Button
          kind="primary"
          large
          icon={<ShieldCheck className="size-4" aria-hidden />}
          onClick={() => adopt(done)}
        >
          <Trans>I have kept them: go on</Trans>
        </Button>
      </div>
    );
  return (
    <>
      <p className="text-muted">
        {t`Your workspace asks for a second step at sign-in. Set it up once; it takes a minute.`}
      </p>
      {error && <SignInRefused key={attempt} error={error} secondsLeft={secondsLeft} />}
      {begun.data ? <FactorPicture factor={begun.data} /> : begun.isPending && <Skeleton className="h-64" />}
      {begun.data && (
        <CodeForm
          action={<Trans>Confirm and sign in</Trans>}
          busy={confirm.isPending}
          disabled={secondsLeft > 0}
          onCode={(code) => {
            setAttempt((n) => n + 1);
            confirm.mutate(code);
          }}
        />
      )}
    </>
  );
}
