import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Ban, Plus } from 'lucide-react';
import { useState } from 'react';
import { api, type Item } from '../../api/client.ts';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { SuppressDialog } from './suppress-dialog.tsx';

type Entry = Item<'GET /api/v1/suppressions'>;

/** Addresses that must not be written to. Kept as hashes: the list shows a hint, never the number. */
export function SuppressionsSection({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const list = useList('GET /api/v1/suppressions');
  const [takingOff, setTakingOff] = useState<Entry>();
  const takeOff = async (id: string) => {
    await api('DELETE /api/v1/suppressions/{id}', { path: { id } });
    await queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] });
  };
  const reasons = useReasons();
  return (
    <Card
      id="suppressions"
      title={t`Do not contact`}
      note={t`Nothing is ever sent to these, whatever else is recorded. Numbers are kept unreadable.`}
      actions={
        mayWrite && (
          <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setAdding(true)}>
            <Trans>Add a number</Trans>
          </Button>
        )
      }
    >
      <ListStates
        query={list}
        count={list.rows?.length}
        filtered={false}
        onClear={() => {}}
        empty={
          <EmptyState icon={Ban} title={<Trans>The list is empty</Trans>}>
            <Trans>People who block us or are erased come here by themselves.</Trans>
          </EmptyState>
        }
      >
        {list.rows ? (
          <ul className="divide-y divide-line">
            {list.rows.map((one) => (
              <li
                key={one.id}
                className="flex flex-wrap items-center justify-between gap-3 py-2.5 first:pt-0"
              >
                <span className="grid min-w-0">
                  <span className="tabular font-medium">{one.hint ?? '…'}</span>
                  <span className="text-sm text-muted">
                    {reasons[one.reason] ?? one.reason} ·{' '}
                    {one.channel ? channelNames[one.channel] : t`every channel`} · <Ago at={one.created_at} />
                  </span>
                </span>
                {mayWrite && one.liftable && (
                  <Button onClick={() => setTakingOff(one)}>
                    <Trans>Take off</Trans>
                    <span className="sr-only"> {one.hint}</span>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        ) : (
          <Skeleton className="h-40" />
        )}
        <MoreButton query={list} />
      </ListStates>
      {adding && <SuppressDialog onClose={() => setAdding(false)} />}
      {takingOff && (
        <ConfirmDialog
          open
          onClose={() => setTakingOff(undefined)}
          danger
          title={t`Take this number off the list?`}
          action={t`Take off`}
          consequences={[
            t`Messages may go to it again, as far as its owner agreed to them.`,
            t`Only the end of the number is known here: to put it back you need the whole number.`,
          ]}
          onConfirm={() => takeOff(takingOff.id)}
        />
      )}
    </Card>
  );
}

/** Why an address is on the list, as people read it. */
function useReasons(): Record<string, string> {
  const { t } = useLingui();
  return {
    opted_out: t`Opted out`,
    person_request: t`Asked for it`,
    complaint: t`Complained`,
    blocked_by_person: t`Blocked us`,
    erased: t`Erased`,
    wrong_number: t`Wrong number`,
    not_on_channel: t`Not on this channel`,
    duplicate: t`Twice in the list`,
    admin_decision: t`Decided by an administrator`,
  };
}
