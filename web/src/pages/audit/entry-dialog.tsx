import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { RecordedDecision } from '../../reasons/recorded-decision.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Entry } from './entry.ts';
import { useRecorded } from './use-recorded.ts';
import { useSentence } from './use-sentence.ts';
import { useCallName } from '../../lib/call-name.ts';

/** One entry beside the list: in words first, as it was sealed last. */
export function EntryDialog(props: { id: number; known: Entry | undefined; onClose: () => void }) {
  const { t } = useLingui();
  const sentence = useSentence();
  const asked = useQuery({
    queryKey: ['GET /api/v1/audit', 'one', props.id],
    queryFn: ({ signal }) => api('GET /api/v1/audit', { query: { event_id: props.id, limit: 1 }, signal }),
    enabled: props.known === undefined,
  });
  const entry = props.known ?? asked.data?.items[0];
  return (
    <Dialog open side onClose={props.onClose} title={entry ? sentence(entry) : t`An entry of the trail`}>
      {entry ? (
        <Shown entry={entry} />
      ) : asked.isError ? (
        <ErrorState error={asked.error} retrying={asked.isFetching} onRetry={() => void asked.refetch()} />
      ) : asked.data ? (
        <p className="text-muted">
          <Trans>This entry is not in the database any more.</Trans>
        </p>
      ) : (
        <Skeleton className="h-64" />
      )}
    </Dialog>
  );
}

function Shown({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const callName = useCallName();
  const { withZone, exact } = useFormat();
  const recorded = useRecorded(entry);
  const fact = (name: string, value: ReactNode) => (value ? [{ name, value }] : []);
  const filter = (search: object, name: string | undefined) =>
    name && (
      <Link to="/audit" search={search} className="underline underline-offset-2">
        {name}
      </Link>
    );
  const number = entry.seq === null ? '' : exact(entry.seq);
  const sealedAt = entry.sealed_at ? withZone(new Date(entry.sealed_at)) : '';
  return (
    <div className="grid gap-5">
      <Facts
        items={[
          ...fact(t`When`, withZone(new Date(entry.occurred_at))),
          {
            name: t`Who`,
            value: entry.actor ? filter({ actor: entry.actor.id }, entry.actor.name) : t`Sampark itself`,
          },
          ...fact(t`With the API key`, entry.api_key?.name),
          ...fact(
            t`Person`,
            entry.person &&
              filter(
                { person: entry.person.id },
                entry.person.name ? callName(entry.person.name) : t`somebody`,
              ),
          ),
          ...fact(
            t`Campaign`,
            entry.campaign && filter({ campaign: entry.campaign.id }, entry.campaign.name),
          ),
          ...fact(t`Sender`, entry.sender?.name),
          ...fact(t`Channel`, entry.channel && channelNames[entry.channel]),
          ...recorded,
        ]}
      />
      {entry.decision && <RecordedDecision decision={entry.decision} />}
      {entry.seq === null ? (
        <Notice icon={LockKeyhole} tone="info" title={t`Sealed within a moment.`} />
      ) : (
        <Notice icon={LockKeyhole} tone="ok" title={t`Entry ${number} of the trail.`}>
          <Trans>Sealed {sealedAt}.</Trans>
        </Notice>
      )}
      <details className="rounded-md border border-line">
        <summary className="min-h-9 cursor-pointer px-3.5 py-2 font-medium pointer-coarse:min-h-11">
          <Trans>For an auditor: the record itself</Trans>
        </summary>
        <div className="grid gap-2 border-t border-line px-3.5 py-3">
          {entry.hash && <p className="font-mono text-xs break-all text-muted">SHA-256 {entry.hash}</p>}
          <pre
            tabIndex={0}
            aria-label={t`The record as data`}
            className="max-h-80 overflow-auto rounded-md bg-raised p-3 font-mono text-xs"
          >
            {JSON.stringify(entry, null, 2)}
          </pre>
        </div>
      </details>
    </div>
  );
}
