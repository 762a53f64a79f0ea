import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ban, Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { purposes } from '../../lib/purposes.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AskingFailed } from './asking-failed.tsx';
import { consentsKey, type Person } from './person.ts';
import { RecordConsentDialog } from './record-consent-dialog.tsx';
import { useSourceName } from '../../reasons/source-name.ts';

type Ledger = Answer<'GET /api/v1/prospects/{id}/consents'>;

/** What this person agreed to, channel by purpose, and the entries that prove it. */
export function ConsentCard({ person, mayWrite }: { person: Person; mayWrite: boolean }) {
  const { t } = useLingui();
  const [recording, setRecording] = useState(false);
  const asked = useQuery({
    queryKey: consentsKey(person.id),
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}/consents', { path: { id: person.id }, signal }),
  });
  const ledger = asked.data;
  return (
    <Card
      id="consent"
      title={t`Consent`}
      note={t`No recorded consent, no message.`}
      actions={
        <>
          <Link to="/why" search={{ prospect: person.id }} className={buttonLooks()}>
            <Trans>Why / why not</Trans>
          </Link>
          {mayWrite && (
            <Button onClick={() => setRecording(true)}>
              <Trans>Record</Trans>
            </Button>
          )}
        </>
      }
    >
      {person.suppressed && (
        <div className="mb-3">
          <Notice icon={Ban} tone="danger" title={t`On the do-not-contact list.`}>
            <Trans>Nothing is sent where a stop stands, whatever is recorded below.</Trans>
            <Stops stops={ledger?.stops ?? []} />
          </Notice>
        </div>
      )}
      {ledger ? (
        <>
          <Grid state={ledger.state} />
          <Entries items={ledger.items} />
        </>
      ) : asked.isError ? (
        <AskingFailed query={asked} />
      ) : (
        <Skeleton className="h-40" />
      )}
      {recording && <RecordConsentDialog person={person} onClose={() => setRecording(false)} />}
    </Card>
  );
}

function Grid({ state }: { state: Ledger['state'] }) {
  const { t, i18n } = useLingui();
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-start font-medium">
            <Trans>Channel</Trans>
          </th>
          {purposes.map((purpose) => (
            <th key={purpose} scope="col" className="py-1 text-center font-medium">
              {i18n._(purposeNames[purpose])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => (
          <tr key={channel} className="border-t border-line">
            <th scope="row" className="py-2 text-start font-normal">
              {channelNames[channel]}
            </th>
            {purposes.map((purpose) => {
              const known = state.find((one) => one.channel === channel && one.purpose === purpose);
              const Icon = known ? (known.granted ? Check : Ban) : Minus;
              const word = known ? (known.granted ? t`Yes` : t`No`) : t`Nothing on record`;
              const tone = known ? (known.granted ? 'text-ok' : 'text-danger') : 'text-subtle';
              return (
                <td key={purpose} className="py-2">
                  <span className={`flex items-center justify-center gap-1 ${tone}`}>
                    <Icon className="size-4" aria-hidden />
                    <span className={known ? undefined : 'sr-only'}>{word}</span>
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why nothing is sent: each stop with its reason, and where it came from. */
function Stops({ stops }: { stops: Ledger['stops'] }) {
  const { t, i18n } = useLingui();
  const sourceName = useSourceName();
  return (
    <ul className="mt-1 text-sm">
      {stops.map((stop) => (
        <li key={`${stop.channel} ${stop.purpose} ${stop.created_at}`}>
          {stop.channel ? channelNames[stop.channel] : t`Every channel`}
          {stop.purpose && ` (${i18n._(purposeNames[stop.purpose])})`}: {sourceName(stop.reason)} ·{' '}
          {sourceName(stop.source)} · <Ago at={stop.created_at} />
          {stop.note && <q dir="auto"> {stop.note}</q>}
        </li>
      ))}
    </ul>
  );
}

const shownAtFirst = 4;

function Entries({ items }: { items: Ledger['items'] }) {
  const { t, i18n } = useLingui();
  const sourceName = useSourceName();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, shownAtFirst);
  if (items.length === 0) {
    return (
      <p className="mt-3 text-sm text-muted">
        <Trans>Nothing was ever recorded: this person cannot be messaged.</Trans>
      </p>
    );
  }
  return (
    <div className="mt-4 border-t border-line pt-3">
      <h3 className="mb-1 text-sm font-medium text-muted">
        <Trans>Proof</Trans>
      </h3>
      <ul className="grid gap-2.5">
        {shown.map((entry) => {
          const channel = channelNames[entry.channel];
          const purpose = i18n._(purposeNames[entry.purpose]);
          return (
            <li key={entry.id} className="grid gap-0.5 text-sm">
              <span className={entry.void ? 'line-through' : undefined}>
                {entry.action === 'granted'
                  ? t`Agreed: ${channel}, ${purpose}`
                  : t`Withdrew: ${channel}, ${purpose}`}
              </span>
              <span className="text-muted">
                {sourceName(entry.source)} · <Ago at={entry.occurred_at} />
              </span>
              <Wording evidence={entry.evidence} />
            </li>
          );
        })}
      </ul>
      {items.length > shownAtFirst && (
        <Button kind="quiet" className="mt-2 -ms-3" onClick={() => setAll(!all)}>
          {all ? <Trans>Show fewer</Trans> : <Trans>Show all entries</Trans>}
        </Button>
      )}
    </div>
  );
}

/** The words the person saw or wrote, where they were kept. */
function Wording({ evidence }: { evidence: Record<string, unknown> }) {
  const words = evidence['wording'] ?? evidence['text'] ?? evidence['note'];
  if (typeof words !== 'string' || !words) return null;
  return (
    <q dir="auto" className="text-muted">
      {words}
    </q>
  );
}
