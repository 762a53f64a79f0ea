import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleCheck, KeyRound, Radio } from 'lucide-react';
import { api } from '../../api/client.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { fieldWords, stepWords } from './access-words.ts';
import { ActionProblem } from './action-problem.tsx';
import { CopyLine } from './copy-line.tsx';

/** How the platform is told where to call: by us where it lets us, else by hand, step by step. */
export function CallbackSteps({ accountId }: { accountId: string }) {
  const { t, i18n } = useLingui();
  const setup = useQuery({
    queryKey: ['account', accountId, 'webhook'],
    queryFn: ({ signal }) => api('GET /api/v1/accounts/{id}/webhook', { path: { id: accountId }, signal }),
  });
  const connect = useMutation({
    mutationFn: () => api('POST /api/v1/accounts/{id}/callbacks', { path: { id: accountId } }),
  });
  if (setup.isError)
    return (
      <ErrorState error={setup.error} retrying={setup.isFetching} onRetry={() => void setup.refetch()} />
    );
  if (!setup.data)
    return (
      <div role="status" aria-label={t`Loading`}>
        <Skeleton className="h-40" />
      </div>
    );
  const { automatic, needed, steps, channel } = setup.data;
  const name = channelNames[channel];
  // The platform's own names stay as its pages show them.
  const labelOf = (label: string) => ({ Field: t`Field`, Event: t`Event` })[label] ?? label;
  // One word for each of many of a kind says nothing.
  const several = (step: (typeof steps)[number]) =>
    step.values.length > 1 && step.values.every((one) => one.label === step.values[0]?.label);
  return (
    <div className="grid gap-4">
      {!needed && (
        <Notice icon={Radio} tone="ok" title={t`${name} needs no callbacks.`}>
          {null}
        </Notice>
      )}
      {automatic && (
        <div className="grid justify-items-start gap-2">
          <p>
            <Trans>Sampark can tell {name} where to call, with the credentials saved here.</Trans>
          </p>
          <Button kind="primary" busy={connect.isPending} onClick={() => connect.mutate()}>
            <Trans>Set them up for me</Trans>
          </Button>
          {connect.isSuccess && (
            <div role="status" className="w-full">
              <Notice icon={CircleCheck} tone="ok" title={t`${name} took the address.`}>
                <Trans>Receipts and answers arrive from now on.</Trans>
              </Notice>
            </div>
          )}
          {connect.error && <ActionProblem error={connect.error} />}
        </div>
      )}
      {automatic && (
        <h3 className="font-semibold">
          <Trans>Or by hand</Trans>
        </h3>
      )}
      <ol className="grid list-decimal gap-4 ps-5 marker:text-muted">
        {steps.map((step) => {
          const words = stepWords[step.code];
          return (
            <li key={step.code}>
              <div className="grid gap-2">
                <p>{words ? i18n._(words) : step.text}</p>
                {step.values.map(({ label, value, credential }) =>
                  value === null ? (
                    <p key={label} className="inline-flex items-center gap-1.5 text-sm text-muted">
                      <KeyRound className="size-3.5 shrink-0" aria-hidden />
                      <span data-copy lang="en">
                        {label}:
                      </span>
                      <Trans>
                        the one saved with this account as{' '}
                        {credential && fieldWords[credential] ? i18n._(fieldWords[credential].name) : label}
                      </Trans>
                    </p>
                  ) : (
                    <CopyLine
                      key={label + value}
                      label={several(step) ? value : labelOf(label)}
                      value={value}
                      shown={!several(step)}
                    />
                  ),
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
