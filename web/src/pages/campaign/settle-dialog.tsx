import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { SettleDecision } from '@sampark/contracts/settlement.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { unknownsKey } from './use-unknowns.ts';

export type Settling = {
  decision: SettleDecision;
  /** How many it is about. */
  count: number;
  /** Of those chosen, how many are still being settled by themselves and stay. */
  early: number;
  /** Undefined: all that are open in the campaign. */
  ids: readonly string[] | undefined;
  /** When the list was read: what became unknown since is not meant. */
  seenAt: number;
};

type Props = {
  campaign_id: string;
  completed: boolean;
  settling: Settling;
  onClose: (settled: boolean) => void;
};

const mostAtOnce = 1_000;

/** Says what a decision does before it is made: it cannot be taken back. */
export function SettleDialog({ campaign_id, completed, settling, onClose }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const again = settling.decision === 'resend';
  const { count, early } = settling;
  const confirm = async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      const settled = await settleAll(campaign_id, settling, note.trim());
      showToast(again ? t`${exact(settled)} in the queue again` : t`${exact(settled)} left as they are`);
      onClose(true);
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
      await Promise.all([
        queries.invalidateQueries({ queryKey: unknownsKey }),
        queries.invalidateQueries({ queryKey: ['campaign', campaign_id] }),
      ]);
    }
  };
  const text = failed === undefined ? undefined : errorText(failed);
  const many = exact(count);
  return (
    <Dialog
      open
      onClose={() => onClose(false)}
      title={again ? t`Send again: ${many}` : t`Leave as they are: ${many}`}
      footer={
        <>
          <Button onClick={() => onClose(false)} autoFocus>
            <Trans>Go back</Trans>
          </Button>
          <Button kind={again ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {again ? <Trans>Send again</Trans> : <Trans>Leave as they are</Trans>}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid list-disc gap-1.5 ps-5 text-muted">
          {again ? (
            <>
              <li className="font-medium text-text">
                <Trans>A person may get the message twice: nobody knows whether the first one arrived.</Trans>
              </li>
              <li>
                <Trans>
                  The rules are asked again first: consent, quiet hours and limits can hold a message back.
                </Trans>
              </li>
              {completed && (
                <li>
                  <Trans>The campaign is active again until these have gone out.</Trans>
                </li>
              )}
              {early > 0 && (
                <li>
                  <Plural
                    value={early}
                    one={`${exact(early)} of those chosen is still being settled by itself and stays.`}
                    other={`${exact(early)} of those chosen are still being settled by themselves and stay.`}
                  />
                </li>
              )}
            </>
          ) : (
            <>
              <li>
                <Trans>Nothing more is sent to these people in this campaign.</Trans>
              </li>
              <li>
                <Trans>They stay “Not known” in the numbers; a receipt that comes later still counts.</Trans>
              </li>
            </>
          )}
          <li>
            <Trans>This cannot be undone. Your name and the time are recorded.</Trans>
          </li>
        </ul>
        <TextArea
          id="settle-note"
          label={t`Why (optional)`}
          hint={<Trans>For whoever looks later, such as “Rang her: it arrived”.</Trans>}
          rows={2}
          value={note}
          onChange={(next) => setNote(next.slice(0, 500))}
        />
        {text && (
          <p role="alert" className="rounded-md bg-danger-tint px-3 py-2 text-danger">
            <strong className="font-semibold">{text.title}.</strong> {text.remedy}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** A call takes a thousand at most; what is asked twice is done once. */
async function settleAll(campaign_id: string, settling: Settling, note: string): Promise<number> {
  const { decision, ids, seenAt } = settling;
  const given = { decision, campaign_id, ...(note === '' ? {} : { note }) };
  const settle = (more: object) => api('POST /api/v1/messages/settle', { body: { ...given, ...more } });
  let settled = 0;
  if (ids) {
    for (let at = 0; at < ids.length; at += mostAtOnce) {
      const counts = await settle({ message_ids: ids.slice(at, at + mostAtOnce) });
      settled += counts.settled;
    }
    return settled;
  }
  for (;;) {
    const counts = await settle({ tried_before: new Date(seenAt).toISOString() });
    settled += counts.settled;
    if (!counts.more || counts.settled === 0) return settled;
  }
}
