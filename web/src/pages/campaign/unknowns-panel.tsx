import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { channelNames } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { SettleDialog, type Settling } from './settle-dialog.tsx';
import { UnknownsTable } from './unknowns-table.tsx';
import { useUnknowns } from './use-unknowns.ts';

type Props = { campaign_id: string; status: CampaignStatus; counted: number };

/** Messages nobody answered for: how many, why, what settles them by itself, and what a person may decide. */
export function UnknownsPanel({ campaign_id, status, counted }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const reason = useReasonText();
  const user = useUser();
  const { list, groups } = useUnknowns(campaign_id);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [settling, setSettling] = useState<Settling>();
  const open = groups.reduce((sum, one) => sum + one.count, 0);
  const failed = list.isError && list.rows === undefined;
  if (failed && counted > 0)
    return (
      <Card id="unknowns" title={t`Not known: to be settled`}>
        <ErrorState error={list.error} retrying={list.isFetching} onRetry={() => void list.refetch()} />
      </Card>
    );
  if (open === 0 && !settling) return null;
  const rows = list.rows ?? [];
  const picked = rows.filter((row) => chosen.has(row.id));
  const ready = groups.reduce((sum, one) => sum + one.can_resend, 0);
  const some = picked.length > 0;
  const resendable = some ? picked.filter((row) => row.can_resend).length : ready;
  const decide = (decision: Settling['decision']) =>
    setSettling({
      ...{ decision, seenAt: list.dataUpdatedAt },
      count: decision === 'leave' ? (some ? picked.length : open) : resendable,
      early: decision === 'leave' ? 0 : (some ? picked.length : open) - resendable,
      ids: some ? picked.map((row) => row.id) : undefined,
    });
  const mayDecide = user?.role !== 'compliance';
  return (
    <Card
      id="unknowns"
      title={t`Not known: to be settled`}
      note={
        <Plural
          value={open}
          one={`${exact(open)} message was handed over and no answer came. It is never sent again by itself.`}
          other={`${exact(open)} messages were handed over and no answer came. They are never sent again by themselves.`}
        />
      }
      actions={
        mayDecide && (
          <>
            <Button onClick={() => decide('leave')}>
              {some ? <Trans>Leave {exact(picked.length)}</Trans> : <Trans>Leave all {exact(open)}</Trans>}
            </Button>
            <Button kind="danger" disabled={resendable === 0} onClick={() => decide('resend')}>
              {some ? (
                <Trans>Send {exact(resendable)} again</Trans>
              ) : (
                <Trans>Send all {exact(resendable)} again</Trans>
              )}
            </Button>
          </>
        )
      }
    >
      <ul className="mb-3 grid gap-1.5" aria-label={t`By channel and reason`}>
        {groups.map((one) => (
          <li
            key={`${one.platform}${one.code}`}
            className="flex flex-wrap items-baseline justify-between gap-x-4"
          >
            <span>
              <span className="font-medium">{channelNames[one.platform]}</span>{' '}
              <span className="text-muted">{reason(one.code).what}</span>
            </span>
            <span className="tabular text-sm text-muted">
              <span className="text-base font-medium text-text">{exact(one.count)}</span>{' '}
              {one.automatic_until ? (
                <Trans>
                  settling by itself; yours to decide <Ago at={one.automatic_until} />
                </Trans>
              ) : (
                <Trans>yours to decide</Trans>
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className="-mx-4 border-t border-line sm:-mx-5">
        <UnknownsTable rows={list.rows} selection={mayDecide ? { chosen, onChange: setChosen } : undefined} />
        <MoreButton query={list} />
      </div>
      {settling && (
        <SettleDialog
          campaign_id={campaign_id}
          completed={status === 'completed'}
          settling={settling}
          onClose={(settled) => {
            setSettling(undefined);
            if (settled) setChosen(new Set());
          }}
        />
      )}
    </Card>
  );
}
