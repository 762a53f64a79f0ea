import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Ban, CircleCheck, CircleSlash } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AskingFailed } from './asking-failed.tsx';

/** Where each channel can reach this person, as far as it is known. */
export function IdentitiesCard({ personId }: { personId: string }) {
  const { t } = useLingui();
  const reason = useReasonText();
  const asked = useQuery({
    queryKey: ['person', personId, 'identities'],
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}/identities', { path: { id: personId }, signal }),
  });
  const identities = asked.data?.items;
  const states = {
    active: { icon: CircleCheck, tone: 'ok', word: t`Reachable` },
    unreachable: { icon: CircleSlash, tone: 'warn', word: t`Not reachable` },
    blocked: { icon: Ban, tone: 'danger', word: t`Blocked us` },
  } as const;
  return (
    <Card id="identities" title={t`Known on`}>
      {asked.isError && identities === undefined ? (
        <AskingFailed query={asked} />
      ) : identities === undefined ? (
        <Skeleton className="h-16" />
      ) : identities.length === 0 ? (
        <p className="text-sm text-muted">
          <Trans>No channel has answered for this person yet. Their phone number is tried first.</Trans>
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {identities.map((one) => {
            const state = states[one.status];
            return (
              <li key={one.id} className="flex items-start justify-between gap-3 py-2 first:pt-0 last:pb-0">
                <span className="grid min-w-0">
                  <span>{channelNames[one.channel]}</span>
                  <span className="tabular truncate py-px text-sm text-muted" dir="ltr">
                    {one.address}
                  </span>
                  {one.status_code && (
                    <span className="text-sm text-muted">{reason(one.status_code).what}</span>
                  )}
                </span>
                <Badge tone={state.tone} icon={state.icon}>
                  {state.word}
                </Badge>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
