import { Trans } from '@lingui/react/macro';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { WaitNote } from './wait-note.tsx';

/** Why a sign-in was refused, and how long to wait where that is the reason. */
export function SignInRefused(props: { error: Error; secondsLeft: number }) {
  const text = useErrorText()(props.error);
  const throttled = props.error instanceof ApiProblem && props.error.code === 'login_throttled';
  const requestId = text.requestId;
  const ours = props.error instanceof ApiProblem && props.error.status >= 500;
  return (
    <ErrorSummary title={text.title}>
      <p>{text.remedy}</p>
      {throttled && <WaitNote secondsLeft={props.secondsLeft} />}
      {ours && requestId && (
        <p className="text-sm">
          <Trans>
            Request id: <code className="font-mono select-all">{requestId}</code>
          </Trans>
        </p>
      )}
    </ErrorSummary>
  );
}
