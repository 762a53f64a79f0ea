import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { api, type Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { classWords } from './records-words.ts';
import { useCallName } from '../../lib/call-name.ts';

export type Hold = Item<'GET /api/v1/legal-holds'>;

/** What must not go, whatever the clocks say. */
export function HoldsCard() {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const { date } = useFormat();
  const me = useUser();
  const [making, setMaking] = useState(false);
  const [lifting, setLifting] = useState<Hold>();
  const holds = useQuery({
    queryKey: ['GET /api/v1/legal-holds'],
    queryFn: ({ signal }) => api('GET /api/v1/legal-holds', { query: { limit: 100 }, signal }),
  });
  const kind = { person: t`Person`, campaign: t`Campaign`, manager: t`Portfolio manager`, class: t`All` };
  const nameOf = (hold: Hold) =>
    hold.data_class
      ? i18n._(classWords[hold.data_class].name)
      : hold.name
        ? callName(hold.name)
        : t`Somebody who is gone`;
  const items = (holds.data?.items ?? []).toSorted(
    (a, b) => Number(a.lifted_at !== null) - Number(b.lifted_at !== null),
  );
  return (
    <Card
      id="holds"
      title={t`Legal holds`}
      note={<Trans>While one stands, nothing about its subject is removed or erased.</Trans>}
      actions={
        <Button onClick={() => setMaking(true)}>
          <Trans>Make a legal hold</Trans>
        </Button>
      }
    >
      {holds.error && !holds.data ? (
        <ErrorState error={holds.error} onRetry={() => void holds.refetch()} />
      ) : !holds.data ? (
        <Skeleton className="h-20" />
      ) : items.length === 0 ? (
        <EmptyState icon={LockKeyhole} title={<Trans>No legal hold</Trans>}>
          <Trans>When a court, an authority or a complaint asks for records, hold them here first.</Trans>
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {items.map((hold) => (
            <li key={hold.id} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3">
              <div className="grid min-w-0 gap-0.5">
                <p className="font-medium [overflow-wrap:anywhere]">
                  {kind[hold.kind]}: {nameOf(hold)}
                </p>
                <p className="[overflow-wrap:anywhere]">{hold.reason}</p>
                <p className="text-sm text-muted">
                  <Trans>
                    By {hold.made_by_name} on {date(new Date(hold.made_at))}
                  </Trans>
                </p>
                {hold.lifted_at ? (
                  <p className="text-sm text-muted">
                    <Trans>
                      Lifted by {hold.lifted_by_name} on {date(new Date(hold.lifted_at))}: {hold.lift_reason}
                    </Trans>
                  </p>
                ) : (
                  hold.lift_asked_by_name && (
                    <p className="text-sm text-warn">
                      <Trans>{hold.lift_asked_by_name} wants to lift it; a second person has to agree.</Trans>
                    </p>
                  )
                )}
              </div>
              {hold.lifted_at === null && (
                <Button
                  disabled={me?.role === 'admin' && hold.lift_asked_by === me.id}
                  onClick={() => setLifting(hold)}
                >
                  <Trans>Lift</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {making && <HoldDialog onClose={() => setMaking(false)} />}
      {lifting && <LiftDialog hold={lifting} name={nameOf(lifting)} onClose={() => setLifting(undefined)} />}
    </Card>
  );
}
