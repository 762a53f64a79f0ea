import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Item } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useList } from '../../lib/use-list.ts';
import { useNow } from '../../lib/use-now.ts';
import { channelNames, healthWords } from '../../lib/words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { toneText } from '../../ui/status.tsx';
import type { Device } from './device-state.ts';
import { healthyShare, stripOf, type Piece } from './health-strip.ts';

const hour = 3_600_000;
const spans = { day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour };
type Span = keyof typeof spans;

const looks: Record<Piece['state'], string> = {
  // Height says it as well as colour.
  healthy: 'h-2 bg-ok',
  degraded: 'h-4 bg-warn',
  offline: 'h-6 bg-danger',
  unknown: 'h-1 bg-control',
};

/** How it was: a strip of time for the device and each account, and below what changed, when and why. */
export function HealthCard({ device }: { device: Device }) {
  const { t } = useLingui();
  const now = useNow(60_000);
  const [span, setSpan] = useState<Span>('day');
  const list = useList(
    'GET /api/v1/devices/{id}/history',
    { path: { id: device.id } },
    { refetchEveryMs: 15_000, limit: 100 },
  );
  const changes = list.rows ?? [];
  const window = { from: now - spans[span], to: now };
  const accountsWell = device.accounts.every(
    (one) => one.health_status === 'healthy' && one.policy_hold === null,
  );
  const subjects = [
    // What is known of the device is the worst of it and its accounts: theirs is not its own.
    { id: null, name: t`The device`, health: accountsWell ? device.health_status : ('healthy' as const) },
    ...device.accounts.map((one) => ({
      id: one.id,
      name: channelNames[one.channel],
      health: one.health_status,
    })),
  ];
  const words: Record<Span, string> = { day: t`Last 24 hours`, week: t`Last 7 days`, month: t`Last 30 days` };
  return (
    <Card
      id="health"
      title={t`Health over time`}
      actions={
        <Select<Span>
          label={t`Time span`}
          value={span}
          items={(['day', 'week', 'month'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={setSpan}
        />
      }
    >
      {list.isError && !list.rows ? (
        <ErrorState error={list.error} retrying={list.isFetching} onRetry={() => void list.refetch()} />
      ) : !list.rows ? (
        <div role="status" aria-label={t`Loading`}>
          <Skeleton className="h-32" />
        </div>
      ) : (
        <div className="grid gap-5">
          <div className="grid gap-2">
            {subjects.map((subject) => (
              <Strip
                key={subject.id ?? 'device'}
                name={subject.name}
                pieces={stripOf(
                  changes.filter((one) => one.account_id === subject.id),
                  window,
                  { made: Date.parse(device.created_at), complete: !list.hasNextPage, now: subject.health },
                )}
              />
            ))}
            <Legend />
          </div>
          {changes.length === 0 ? (
            <p className="text-muted">
              <Trans>Nothing has changed since it was added.</Trans>
            </p>
          ) : (
            <ol aria-label={t`What changed`} className="divide-y divide-line border-y border-line">
              {changes.map((one) => (
                <Change key={one.id} change={one} />
              ))}
            </ol>
          )}
          <MoreButton query={list} />
        </div>
      )}
    </Card>
  );
}

function Strip({ name, pieces }: { name: string; pieces: Piece[] }) {
  const { t } = useLingui();
  const { percent } = useFormat();
  const share = healthyShare(pieces);
  const well = share ? percent(share.part, share.whole) : undefined;
  return (
    <div className="grid grid-cols-[84px_minmax(0,1fr)_56px] items-center gap-3">
      <span className="truncate text-sm leading-normal text-muted">{name}</span>
      <span
        role="img"
        aria-label={well === undefined ? t`${name}: not known` : t`${name}: healthy ${well} of the time`}
        className="flex h-6 items-end overflow-hidden rounded-sm bg-raised"
      >
        {pieces.map((piece) => (
          <span
            key={piece.from}
            className={`min-w-0.5 ${looks[piece.state]}`}
            style={{ flexGrow: piece.to - piece.from, flexBasis: 0 }}
          />
        ))}
      </span>
      <span aria-hidden className="tabular text-end text-sm text-muted">
        {well}
      </span>
    </div>
  );
}

function Legend() {
  const { i18n } = useLingui();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {(['healthy', 'degraded', 'offline'] as const).map((state) => (
        <li key={state} className="inline-flex items-center gap-1.5">
          <span aria-hidden className={`w-3 rounded-sm ${looks[state]}`} />
          {i18n._(healthWords[state].word)}
        </li>
      ))}
    </ul>
  );
}

function Change({ change }: { change: Item<'GET /api/v1/devices/{id}/history'> }) {
  const { t, i18n } = useLingui();
  const reason = useReasonText();
  const { icon: Icon, tone, word } = healthWords[change.health_status];
  const why = change.reason ? reason(change.reason, '').what : '';
  const told = why ? t`${why}.` : undefined;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-2">
      <span className={`inline-flex min-w-24 items-center gap-1.5 text-sm font-medium ${toneText[tone]}`}>
        <Icon className="size-4 shrink-0" aria-hidden />
        {i18n._(word)}
      </span>
      <span className="min-w-0 flex-1 basis-48 text-sm">
        <span className="font-medium">
          {change.channel ? channelNames[change.channel] : <Trans>The device</Trans>}
        </span>{' '}
        <span className="text-muted">
          {told ??
            (change.health_status === 'healthy' ? (
              <Trans>It answers again.</Trans>
            ) : change.reason ? (
              <Trans>The platform or the device said so.</Trans>
            ) : (
              <Trans>No reason was given.</Trans>
            ))}
        </span>
      </span>
      <span className="text-sm text-muted">
        <Ago at={change.at} />
      </span>
    </li>
  );
}
