import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { LockKeyhole, UserX } from 'lucide-react';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useSourceName } from '../../reasons/source-name.ts';
import { Ago } from '../../ui/ago.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useCallName } from '../../lib/call-name.ts';

/** People whose own consents say no, whatever they stopped. */
export function OptOutsView() {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const sourceName = useSourceName();
  const list = useList('GET /api/v1/opt-outs');
  return (
    <section aria-label={t`People who stopped`} className="grid gap-3">
      <p className="flex items-start gap-2 text-sm text-muted">
        <LockKeyhole className="mt-0.5 size-4 shrink-0" aria-hidden />
        <Trans>
          Nobody here can take an opt-out back, no import and no other system either: only the person, by
          writing START, with a start link or on their preference page.
        </Trans>
      </p>
      <Panel>
        <ListStates
          query={list}
          count={list.rows?.length}
          filtered={false}
          onClear={() => {}}
          empty={
            <EmptyState icon={UserX} title={<Trans>Nobody has stopped anything</Trans>}>
              <Trans>Whoever writes STOP, blocks us or says so to a colleague comes here.</Trans>
            </EmptyState>
          }
        >
          {list.rows ? (
            <ul className="divide-y divide-line" aria-label={t`People who stopped`}>
              {list.rows.map((one) => (
                <li key={one.prospect_id} className="grid gap-0.5 px-4 py-3 sm:px-5">
                  <Link
                    to="/prospects/$id"
                    params={{ id: one.prospect_id }}
                    className="inline-flex min-h-6 w-fit items-center font-medium hover:underline"
                  >
                    {callName(one.prospect_name)}
                  </Link>
                  <p className="text-sm text-muted">
                    {one.everything
                      ? t`everything, on every channel`
                      : `${one.channels.map((channel) => channelNames[channel]).join(', ')} · ${one.purposes.map((purpose) => i18n._(purposeNames[purpose])).join(', ')}`}
                    {' · '}
                    {sourceName(one.source)}
                    {one.recorded_by_name && ` · ${one.recorded_by_name}`}
                    {' · '}
                    <Ago at={one.since} />
                  </p>
                </li>
              ))}
            </ul>
          ) : (
            <Skeleton className="m-4 h-40" />
          )}
          <MoreButton query={list} />
        </ListStates>
      </Panel>
    </section>
  );
}
