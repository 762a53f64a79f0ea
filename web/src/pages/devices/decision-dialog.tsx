import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import type { Answer } from '../../api/client.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { ActionProblem } from './action-problem.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { waitingFacts } from './waiting-facts.tsx';

const leastWords = 10;
type Decision = 'release' | 'continue_without';
export type Waiting = Answer<'GET /api/v1/accounts/{id}/waiting'>;

/** One decision about senders a platform stopped: one, or all of a business. */
export function DecisionDialog(props: {
  title: string;
  channel: Channel;
  count: number;
  /** Gone on without already: only the release is left to decide. */
  decided: boolean;
  happened: { name: ReactNode; value: ReactNode }[];
  waiting: Waiting | undefined;
  decide: (body: { decision: Decision; reason: string }) => Promise<unknown>;
  /** What to read anew afterwards, besides the fleet. */
  stale?: readonly string[];
  onClose: () => void;
}) {
  const { t } = useLingui();
  const id = useId();
  const queries = useQueryClient();
  const { count, decided, waiting } = props;
  const [choice, setChoice] = useState<Decision | undefined>(decided ? 'release' : undefined);
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (decision: Decision) => props.decide({ decision, reason: reason.trim() }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['devices'] });
      if (props.stale) await queries.invalidateQueries({ queryKey: [...props.stale] });
      props.onClose();
    },
  });
  const channel = channelNames[props.channel];
  const refused = fieldProblems(decide.error);
  const one = count === 1;
  const release = {
    value: 'release' as const,
    label: one ? t`Let it go on` : t`Let all of them go on`,
    hint: one
      ? t`The account and the campaigns stopped with it send again at once. Choose this when the platform has lifted its limit: sending before that can end the account for good.`
      : t`The numbers and the campaigns stopped with them send again at once. Choose this when the platform has lifted its limit: sending before that can end the business’s access for good.`,
  };
  const without = {
    value: 'continue_without' as const,
    label: one ? t`Go on without this sender` : t`Go on without these senders`,
    hint: one
      ? t`It stays stopped. Its people may hear from other ${channel} numbers of yours, and the campaigns go on with those.`
      : t`They stay stopped. Their people may hear from other ${channel} numbers of yours, and the campaigns go on with those.`,
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      wide
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>
            <Trans>Go back</Trans>
          </Button>
          <Button
            kind="primary"
            busy={decide.isPending}
            disabled={choice === undefined || reason.trim().length < leastWords}
            onClick={() => choice && decide.mutate(choice)}
          >
            {choice === 'continue_without' ? (
              one ? (
                <Trans>Go on without it</Trans>
              ) : (
                <Trans>Go on without them</Trans>
              )
            ) : (
              release.label
            )}
          </Button>
        </>
      }
    >
      <div className="grid gap-5">
        <Facts items={[...props.happened, ...waitingFacts(waiting, count)]} />
        <ChoiceCards<Decision>
          id={`${id}-choice`}
          label={t`Your decision`}
          items={decided ? [release] : [release, without]}
          value={choice}
          onChange={setChoice}
        />
        {choice === 'continue_without' && waiting !== undefined && waiting.unreachable > 0 && (
          <Notice icon={TriangleAlert} tone="warn" title={t`Not everybody can be reached otherwise.`}>
            <Plural
              value={waiting.unreachable}
              one={`# person can be reached on ${channel} through nothing else. Their message goes to the next channel of its campaign, or is skipped with this reason.`}
              other={`# people can be reached on ${channel} through nothing else. Their messages go to the next channel of their campaign, or are skipped with this reason.`}
            />
          </Notice>
        )}
        <TextArea
          id={`${id}-reason`}
          label={t`Why`}
          rows={3}
          hint={t`For example: the platform lifted the restriction after our appeal. At least ten letters; it is kept with your name.`}
          value={reason}
          onChange={setReason}
          error={refused.reason}
        />
        {decide.error && !refused.reason && <ActionProblem error={decide.error} />}
      </div>
    </Dialog>
  );
}
