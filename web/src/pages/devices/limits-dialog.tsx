import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ActionProblem } from './action-problem.tsx';
import type { Account } from './device-state.ts';
import { LimitFields, readLimits, typedFrom } from './limit-fields.tsx';

/** An account's own limits; a change counts from the next message on. */
export function LimitsDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(() => typedFrom(account));
  const limits = readLimits(typed, account.highest_limits);
  const save = useMutation({
    mutationFn: (body: NonNullable<typeof limits>) =>
      api('PATCH /api/v1/accounts/{id}', { path: { id: account.id }, body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['device', account.device_id] });
      showToast(t`Limits saved`);
      onClose();
    },
  });
  const refused = fieldProblems(save.error);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Limits of ${account.display_name}`}
      description={
        <Trans>They protect people and the account. A change counts from the next message on.</Trans>
      }
      footer={
        <>
          <Button kind="quiet" onClick={() => setTyped(typedFrom(account.default_limits))}>
            <Trans>Use the platform’s defaults</Trans>
          </Button>
          <Button kind="primary" type="submit" form={id} busy={save.isPending} disabled={!limits}>
            <Trans>Save limits</Trans>
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (limits && !save.isPending) save.mutate(limits);
        }}
      >
        {save.error && Object.keys(refused).length === 0 && <ActionProblem error={save.error} />}
        <LimitFields
          id={id}
          typed={typed}
          defaults={account.default_limits}
          highest={account.highest_limits}
          onChange={setTyped}
          refused={refused}
        />
      </form>
    </Dialog>
  );
}
