import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ShieldCheck } from 'lucide-react';
import type { Item } from '../../api/client.ts';
import { useList } from '../../lib/use-list.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useSourceName } from '../../reasons/source-name.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useCallName } from '../../lib/call-name.ts';

const route = getRouteApi('/app/compliance/consent');
type Entry = Item<'GET /api/v1/consents'>;
type Shown = 'all' | 'granted' | 'withdrawn';

/** The ledger of everybody: who agreed or stopped, when, where, and what proves it. */
export function ConsentsView() {
  const { t } = useLingui();
  const { action } = route.useSearch();
  const navigate = route.useNavigate();
  const shown: Shown = action ?? 'all';
  const setShown = (next: Shown) =>
    void navigate({
      search: (now) => ({ ...now, action: next === 'all' ? undefined : next }),
      replace: true,
    });
  const list = useList('GET /api/v1/consents', { query: shown === 'all' ? {} : { action: shown } });
  return (
    <Card
      id="consents"
      title={t`Consents`}
      note={t`Every entry, newest first. None is ever changed or removed.`}
    >
      <div className="mb-3 max-w-60">
        <SelectField<Shown>
          id="consents-shown"
          label={t`Show`}
          value={shown}
          items={[
            { value: 'all', label: t`Everything` },
            { value: 'granted', label: t`What people agreed to` },
            { value: 'withdrawn', label: t`What people stopped` },
          ]}
          onChange={setShown}
        />
      </div>
      <ListStates
        query={list}
        count={list.rows?.length}
        filtered={shown !== 'all'}
        onClear={() => setShown('all')}
        empty={
          <EmptyState icon={ShieldCheck} title={<Trans>Nobody has agreed to anything yet</Trans>}>
            <Trans>Entries come with an import, from an opt-in page, or by hand on a person’s page.</Trans>
          </EmptyState>
        }
      >
        {list.rows ? (
          <ul className="divide-y divide-line">
            {list.rows.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ul>
        ) : (
          <Skeleton className="h-40" />
        )}
        <MoreButton query={list} />
      </ListStates>
    </Card>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const sourceName = useSourceName();
  const where = entry.channels.map((one) => channelNames[one]).join(', ');
  const what = entry.purposes.map((one) => i18n._(purposeNames[one])).join(', ');
  const proof = entry.evidence['text'] ?? entry.evidence['wording'] ?? entry.evidence['note'];
  const recorder = entry.recorded_by_name;
  return (
    <li className="grid gap-0.5 py-2.5 first:pt-0">
      <span className="flex flex-wrap items-baseline justify-between gap-x-3">
        <Link to="/prospects/$id" params={{ id: entry.prospect_id }} className="font-medium hover:underline">
          {callName(entry.prospect_name)}
        </Link>
        <span className={entry.action === 'granted' ? 'text-ok' : 'text-danger'}>
          {entry.action === 'granted' ? t`Agreed` : t`Stopped`}
        </span>
      </span>
      <span className="text-sm text-muted">
        {where} · {what}
      </span>
      <span className="text-sm text-muted">
        {sourceName(entry.source)} ·{' '}
        {entry.by_person ? t`by the person` : recorder ? t`recorded by ${recorder}` : t`recorded here`} ·{' '}
        <Ago at={entry.occurred_at} />
      </span>
      {typeof proof === 'string' && proof && (
        <q dir="auto" className="line-clamp-2 text-sm text-muted">
          {proof}
        </q>
      )}
    </li>
  );
}
