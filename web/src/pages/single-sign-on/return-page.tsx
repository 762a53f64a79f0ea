import { Trans, useLingui } from '@lingui/react/macro';
import type { FinishedSingleSignOn } from '@sampark/contracts/single-sign-on.ts';
import type { SecondStep } from '@sampark/contracts/sign-in.ts';
import { getRouteApi, Link } from '@tanstack/react-router';
import { CircleCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { signedInOr } from '../../api/calls.ts';
import { request } from '../../api/request.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useSession } from '../../lib/use-session.ts';
import { useTitle } from '../../lib/use-title.ts';
import { OutsideShell } from '../../shell/outside-shell.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SecondStepForm } from '../session/second-step.tsx';
import { takeNextPath, tellProviderIsDone } from './way-back.ts';

const route = getRouteApi('/sign-in/return/$workspace');

type Finished = Pick<FinishedSingleSignOn, 'popup' | 'purpose'> & { step: SecondStep | undefined };
type Outcome = Finished | { error: unknown };

let finished: Promise<Outcome> | undefined;

/** Whatever comes of it, an answer counts once: not kept as a query, which a new session throws away. */
function finishOnce(workspace: string, query: string): Promise<Outcome> {
  return (finished ??= request<FinishedSingleSignOn>('/api/v1/auth/single-sign-on/finish', {
    ...{ method: 'POST', body: { workspace, query } },
  }).then(
    ({ popup, purpose, answer }) => ({ popup, purpose, step: answer ? signedInOr(answer) : undefined }),
    (error: unknown) => ({ error }),
  ));
}

/** Back from the provider: its answer becomes a session, a second step, or the proof another window waits for. */
export function ReturnPage() {
  const { t } = useLingui();
  useTitle(t`Single sign-on`);
  const { workspace } = route.useParams();
  const query = route.useLoaderData();
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => {
    let shown = true;
    // Used up in a moment; the history of this browser need not keep it.
    window.history.replaceState(window.history.state, '', window.location.pathname);
    const show = async () => {
      const next = await finishOnce(workspace, query);
      if (shown) setOutcome(next);
    };
    void show();
    return () => {
      shown = false;
    };
  }, [workspace, query]);
  return (
    <OutsideShell>
      <div className="grid gap-6">
        <h1 className="text-2xl font-semibold">
          <Trans>Single sign-on</Trans>
        </h1>
        {outcome === undefined ? (
          <div className="grid gap-3" role="status">
            <p className="text-muted">
              <Trans>One moment: checking what your provider says.</Trans>
            </p>
            <Skeleton className="h-10" />
          </div>
        ) : 'error' in outcome ? (
          <Refused error={outcome.error} />
        ) : (
          <Done {...outcome} />
        )}
      </div>
    </OutsideShell>
  );
}

function Done({ popup, purpose, step }: Finished) {
  const signedIn = useSession().kind === 'signed-in';
  const whole = purpose === 'prove' || signedIn;
  useEffect(() => {
    if (!whole) return;
    if (popup) {
      tellProviderIsDone(purpose);
      window.close();
    } else window.location.replace(takeNextPath());
  }, [whole, popup, purpose]);
  if (step && !signedIn)
    return <SecondStepForm step={step} onAgain={() => window.location.assign('/sign-in')} />;
  return (
    <p className="flex items-center gap-2" role="status">
      <CircleCheck className="size-4 shrink-0 text-ok" aria-hidden />
      {popup ? <Trans>Done. You can close this window.</Trans> : <Trans>You are signed in.</Trans>}
    </p>
  );
}

function Refused({ error }: { error: unknown }) {
  const text = useErrorText()(error);
  const { requestId } = text;
  return (
    <>
      <ErrorSummary title={text.title}>
        <p>{text.remedy}</p>
        {requestId && (
          <p className="text-sm">
            <Trans>
              Request id: <code className="font-mono select-all">{requestId}</code>
            </Trans>
          </p>
        )}
      </ErrorSummary>
      <Link to="/sign-in" className="contents">
        <Button kind="primary" large>
          <Trans>Back to the sign-in page</Trans>
        </Button>
      </Link>
    </>
  );
}
