import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useUser } from '../../lib/use-session.ts';
import { DaysLeft } from '../../reasons/days-left.tsx';
import { requestKindWords } from '../../reasons/request-words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { RecordRequestDialog } from './record-request-dialog.tsx';
import { requestsKey, type Person } from './person.ts';

/** What this person asks for about their own data and has no answer to yet. */
export function RequestsCard({ person }: { person: Person }) {
  const { t, i18n } = useLingui();
  const officer = useUser()?.role !== 'standard';
  const [recording, setRecording] = useState(false);
  const open = useQuery({
    queryKey: requestsKey(person.id),
    queryFn: ({ signal }) =>
      api('GET /api/v1/privacy-requests', { query: { prospect_id: person.id }, signal }),
  }).data?.items;
  return (
    <Card
      id="privacy-requests"
      title={t`Their requests about their data`}
      actions={
        <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setRecording(true)}>
          <Trans>Record a request</Trans>
        </Button>
      }
    >
      {open && open.length > 0 ? (
        <ul className="grid gap-2">
          {open.map((one) => {
            const name = i18n._(requestKindWords[one.kind].name);
            return (
              <li key={one.id} className="grid">
                {officer ? (
                  <Link
                    to="/compliance/requests/$id"
                    params={{ id: one.id }}
                    className="inline-flex min-h-6 w-fit items-center font-medium underline decoration-control underline-offset-2"
                  >
                    {name}
                  </Link>
                ) : (
                  <span className="font-medium">{name}</span>
                )}
                {one.days_left !== null && (
                  <span className="text-sm">
                    <DaysLeft dueOn={one.due_on} left={one.days_left} />
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <p className="text-sm text-muted">
          <Trans>None is open. They can also ask on their preference page.</Trans>
        </p>
      )}
      {recording && <RecordRequestDialog personId={person.id} onClose={() => setRecording(false)} />}
    </Card>
  );
}
