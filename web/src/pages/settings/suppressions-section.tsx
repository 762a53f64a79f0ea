import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';

/** Addresses that must not be written to. Kept as hashes: the list shows a hint, never the number. */
export function SuppressionsSection({ mayWrite }: { mayWrite: boolean }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [adding, setAdding] = useState(false);
  const list = useList('GET /api/v1/suppressions');
  const lift = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/suppressions/{id}', { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] }),
  });
  const reasons: Record<string, string> = {
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
                  <Button
                    busy={lift.isPending && lift.variables === one.id}
                    onClick={() => lift.mutate(one.id)}
                  >
                    <Trans>Take off</Trans>
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
      {adding && <AddDialog onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const [phone, setPhone] = useState('');
  const [note, setNote] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/suppressions', {
        body: {
          phone: phone.trim(),
          reason: 'person_request',
          ...(note.trim() ? { note: note.trim() } : {}),
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['GET /api/v1/suppressions'] });
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Never contact this number`}
      footer={
        <Button kind="primary" type="submit" form="suppress" busy={add.isPending} disabled={!phone.trim()}>
          <Trans>Add to the list</Trans>
        </Button>
      }
    >
      <form
        id="suppress"
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (phone.trim() && !add.isPending) add.mutate();
        }}
      >
        {add.error && (
          <ErrorSummary key={add.failureCount} title={errorText(add.error).title}>
            {errorText(add.error).remedy}
          </ErrorSummary>
        )}
        <TextField
          id="suppress-phone"
          name="phone"
          inputMode="tel"
          label={t`Phone`}
          autoComplete="off"
          value={phone}
          onChange={setPhone}
        />
        <TextField
          id="suppress-note"
          name="note"
          label={t`Why`}
          autoComplete="off"
          value={note}
          onChange={setNote}
        />
      </form>
    </Dialog>
  );
}
