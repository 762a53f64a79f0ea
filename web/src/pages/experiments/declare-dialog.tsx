import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { remainingOf, type Experiment, type Results } from './results.ts';
import type { VerdictText } from './use-verdict-text.ts';
import { usePoints } from './use-points.ts';

type Props = {
  experiment: Experiment;
  results: Results;
  said: VerdictText;
  open: boolean;
  onClose: () => void;
};
const leastReason = 10;

/** Names a winner. Before the verdict allows it, only with a reason that stays on record. */
export function DeclareDialog({ experiment, results, said, open, onClose }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const points = usePoints();
  const queries = useQueryClient();
  const { verdict } = results;
  const [winner, setWinner] = useState(verdict.winner ?? undefined);
  const [reason, setReason] = useState('');
  const early = !verdict.may_stop;
  const other = !early && verdict.winner !== null && winner !== undefined && winner !== verdict.winner;
  const wantsReason = early || other;
  const remaining = remainingOf(results);
  const rest = exact(remaining);
  const [rollOut, setRollOut] = useState(false);
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t`Declare a winner`}
      consequences={[
        t`The experiment ends: nobody is counted any more.`,
        remaining === 0
          ? t`Everybody has their message already: nobody gets another one.`
          : rollOut
            ? t`${rest} people who have no message yet get the winner.`
            : t`${rest} people have no message yet. They get the winner when you roll it out.`,
        t`It cannot be taken back.`,
      ]}
      action={winner ? t`Declare ${winner} the winner` : t`Declare the winner`}
      disabled={!winner || (wantsReason && reason.trim().length < leastReason)}
      onConfirm={async () => {
        if (!winner) return;
        await api('POST /api/v1/experiments/{id}/declare', {
          path: { id: experiment.id },
          body: {
            ...{ winner, roll_out: rollOut && remaining > 0 },
            ...(wantsReason ? { reason: reason.trim() } : {}),
          },
        });
        await queries.invalidateQueries({ queryKey: ['experiment', experiment.id] });
        await queries.invalidateQueries({ queryKey: ['GET /api/v1/experiments'] });
      }}
    >
      <div className="grid gap-4">
        {early && (
          <Notice icon={TriangleAlert} tone="warn" title={`${said.title}.`}>
            {said.sentence}{' '}
            <Trans>
              A winner named now may well be none. Wait, or say why you decide all the same: it is kept with
              the experiment.
            </Trans>
          </Notice>
        )}
        <ChoiceCards
          id="winner"
          label={t`Winner`}
          value={winner}
          items={results.variants
            .filter((one) => !one.stopped_at)
            .map((one) => {
              const [did, of] = [exact(one.successes), exact(one.settled)];
              return {
                value: one.key,
                label: `${one.key} · ${one.name}`,
                hint: one.settled === 0 ? undefined : t`${points.rate(one.rate ?? 0)} (${did} of ${of})`,
              };
            })}
          onChange={setWinner}
        />
        {remaining > 0 && (
          <Checkbox
            label={t`Send it to the ${rest} people who have no message yet`}
            hint={t`Otherwise it can be done later.`}
            checked={rollOut}
            onChange={setRollOut}
          />
        )}
        {wantsReason && (
          <TextArea
            id="declare-reason"
            label={
              early ? t`Why decide before the numbers do` : t`Why another version than the verdict names`
            }
            hint={t`At least ten letters. The audit trail keeps it.`}
            rows={2}
            value={reason}
            onChange={setReason}
          />
        )}
      </div>
    </ConfirmDialog>
  );
}
