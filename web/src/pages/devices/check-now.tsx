import { Trans } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Stethoscope } from 'lucide-react';
import { api } from '../../api/client.ts';
import { ActionProblem } from './action-problem.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckResult } from './check-result.tsx';
import type { Account } from './device-state.ts';

/** Asks the platform at this moment; the answer stays on the page. */
export function useCheckNow(account: Account) {
  const queries = useQueryClient();
  const check = useMutation({
    mutationFn: () => api('POST /api/v1/accounts/{id}/check', { path: { id: account.id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['device', account.device_id] }),
  });
  const found = check.data ?? account.check;
  return {
    button: (
      <Button
        busy={check.isPending}
        onClick={() => check.mutate()}
        icon={<Stethoscope className="size-4" aria-hidden />}
      >
        <Trans>Check now</Trans>
      </Button>
    ),
    result: check.error ? <ActionProblem error={check.error} /> : found && <CheckResult check={found} />,
  };
}
