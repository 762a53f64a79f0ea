import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { remainingOf, type Experiment, type Results } from './results.ts';

type Props = { experiment: Experiment; results: Results; open: boolean; onClose: () => void };

/** Sends the winner to everybody who has no message yet. */
export function RollOutDialog({ experiment, results, open, onClose }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const queries = useQueryClient();
  const winner = experiment.winner ?? '';
  const count = remainingOf(results);
  const people = exact(count);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Roll out ${winner}`}
      consequences={[
        plural(count, {
          one: `${people} person who has no message yet gets version ${winner}.`,
          other: `${people} people who have no message yet get version ${winner}.`,
        }),
        t`Whoever has a message keeps it and gets no other. The holdout gets nothing.`,
        t`Their answers are not counted in the experiment.`,
      ]}
      action={plural(count, {
        one: `Send ${winner} to ${people} person`,
        other: `Send ${winner} to ${people} people`,
      })}
      onConfirm={async () => {
        await api('POST /api/v1/experiments/{id}/declare', {
          path: { id: experiment.id },
          body: { winner, roll_out: true },
        });
        showToast(t`Version ${winner} is on its way to the rest.`);
        await queries.invalidateQueries({ queryKey: ['experiment', experiment.id] });
      }}
    />
  );
}
