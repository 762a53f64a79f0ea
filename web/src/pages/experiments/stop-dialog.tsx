import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { controlOf, type Experiment } from './results.ts';

type Props = { experiment: Experiment; version: string; onClose: () => void };

/** Ends one version; whoever was to get it gets the control. */
export function StopDialog({ experiment, version, onClose }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const control = controlOf(experiment);
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t`Stop version ${version}`}
      danger
      consequences={[
        t`Nobody else gets ${version}. Who was to get it and has no message yet gets ${control}, the control.`,
        t`Those moved are left out of the comparison.`,
        t`It cannot be started again. The audit trail says who stopped it.`,
      ]}
      action={t`Stop version ${version}`}
      onConfirm={async () => {
        await api('POST /api/v1/experiments/{id}/stop-variant', {
          path: { id: experiment.id },
          body: { variant: version },
        });
        await queries.invalidateQueries({ queryKey: ['experiment', experiment.id] });
      }}
    />
  );
}
