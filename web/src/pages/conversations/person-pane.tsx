import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Ban, Check } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { useUser } from '../../lib/use-session.ts';
import { channelNames } from '../../lib/words.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Conversation } from './conversation-list.tsx';
import { useCallName } from '../../lib/call-name.ts';

/** Who it is, and whether they may be written to. Beside the thread where there is room for three panes. */
export function PersonPane({ conversation }: { conversation: Conversation }) {
  const { t } = useLingui();
  const callName = useCallName();
  const { exact } = useFormat();
  const { region, language } = useRegionNames();
  const user = useUser();
  const id = conversation.prospect_id;
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => api('GET /api/v1/prospects/{id}', { path: { id }, signal }),
  }).data;
  return (
    <aside
      aria-label={t`The person`}
      className="hidden w-[300px] shrink-0 overflow-y-auto border-s border-line bg-surface p-4 xl:block"
    >
      {person ? (
        <div className="grid gap-5">
          <div className="grid gap-0.5">
            <h2 className="text-lg font-semibold">{callName(person.name ?? person.phone_number)}</h2>
            <p className="tabular text-muted">{person.phone_number}</p>
          </div>
          <Facts
            items={[
              { name: <Trans>Score</Trans>, value: exact(person.lead_score) },
              { name: <Trans>Country</Trans>, value: person.country ? region(person.country) : '—' },
              { name: <Trans>Language</Trans>, value: person.language ? language(person.language) : '—' },
            ]}
          />
          <section className="grid gap-2">
            <h3 className="font-semibold">
              <Trans>Consent</Trans>
            </h3>
            <ul className="grid gap-1">
              {channels.map((channel) => {
                const own = person.consents.filter((one) => one.channel === channel);
                if (own.length === 0) return null;
                const granted = own.some((one) => one.granted);
                const Icon = granted ? Check : Ban;
                return (
                  <li key={channel} className="flex items-center justify-between gap-2">
                    <span>{channelNames[channel]}</span>
                    <span
                      className={`inline-flex items-center gap-1 text-sm ${granted ? 'text-ok' : 'text-danger'}`}
                    >
                      <Icon className="size-4" aria-hidden />
                      {granted ? <Trans>Yes</Trans> : <Trans>No</Trans>}
                    </span>
                  </li>
                );
              })}
            </ul>
          </section>
          <Link to="/prospects/$id" params={{ id }} className={buttonLooks()}>
            <Trans>Open this person</Trans>
          </Link>
          {user?.role !== 'compliance' && <StopButton id={id} />}
        </div>
      ) : (
        <Skeleton className="h-64" />
      )}
    </aside>
  );
}

function StopButton({ id }: { id: string }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" icon={<Ban className="size-4" aria-hidden />} onClick={() => setAsking(true)}>
        <Trans>Asked not to be messaged</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        danger
        title={t`Record that this person wants no messages?`}
        action={t`Record the withdrawal`}
        consequences={[
          <Trans key="all">Consent is withdrawn on every channel, for every purpose.</Trans>,
          <Trans key="waiting">Messages that wait for them are not sent.</Trans>,
          <Trans key="back">Only the person can take it back, by their own act.</Trans>,
        ]}
        onConfirm={async () => {
          // One act, one line in the ledger's history.
          await api('POST /api/v1/prospects/{id}/consents', {
            path: { id },
            body: {
              channel: [...channels],
              purpose: [...purposes],
              action: 'withdrawn',
              source: 'conversation',
            },
          });
          await queries.invalidateQueries({ queryKey: ['person', id] });
        }}
      />
    </>
  );
}
