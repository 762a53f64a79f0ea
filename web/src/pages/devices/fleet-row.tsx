import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Hand, PauseCircle, Timer, Wrench } from 'lucide-react';
import { memo } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { classNames } from '../../ui/class-names.ts';
import { toneText } from '../../ui/status.tsx';
import { AccountChip } from './account-chip.tsx';
import { useDeviceState, type FleetDevice } from './device-state.ts';
import { quotaOf } from './fleet-view.ts';
import { QuotaBar } from './quota-bar.tsx';

/** On a wide screen a line of the table, on a phone a card: the same cells in another place. */
export const columnsClass =
  'sm:grid-cols-[minmax(0,5fr)_minmax(0,8fr)_auto] lg:grid-cols-[minmax(0,5fr)_minmax(0,8fr)_116px_136px] xl:grid-cols-[minmax(0,5fr)_minmax(0,9fr)_124px_150px_104px]';

type Props = {
  device: FleetDevice;
  current: boolean;
  /** Undefined where nothing can be selected. */
  chosen: boolean | undefined;
  onChoose: (id: string, chosen: boolean, range: boolean) => void;
};

export const FleetRow = memo(function FleetRow({ device, current, chosen, onChoose }: Props) {
  const { t } = useLingui();
  const { name } = device;
  const { sent, most } = quotaOf(device);
  return (
    <div
      className={classNames(
        'flex gap-3 border-b border-line px-4 py-2.5 sm:py-2',
        chosen ? 'bg-accent-tint' : 'hover:bg-raised',
        current && 'bg-raised outline-2 -outline-offset-2 outline-accent',
      )}
    >
      {chosen !== undefined && (
        <div role="cell" className="shrink-0 sm:self-center">
          <span
            onClickCapture={(event) =>
              event.shiftKey &&
              (event.preventDefault(), event.stopPropagation(), onChoose(device.id, !chosen, true))
            }
          >
            <Checkbox
              bare
              label={t`Select ${name}`}
              checked={chosen}
              onChange={(on) => onChoose(device.id, on, false)}
            />
          </span>
        </div>
      )}
      <div className={classNames('grid min-w-0 flex-1 items-center gap-x-4 gap-y-2', columnsClass)}>
        <div role="cell" className="min-w-0">
          <Link
            to="/devices/$id"
            params={{ id: device.id }}
            className="inline-flex min-h-6 max-w-full items-center font-medium underline-offset-2 hover:underline"
          >
            <span className="truncate leading-normal">{name}</span>
          </Link>
          <Badges device={device} />
        </div>
        <StateCell device={device} />
        <div role="cell" className="flex flex-wrap gap-1">
          {device.accounts.map((account) => (
            <AccountChip key={account.id} account={account} />
          ))}
          {device.accounts.length === 0 && (
            <span className="text-sm text-muted">
              <Trans>No account</Trans>
            </span>
          )}
        </div>
        <div role="cell" className="min-w-0 sm:max-lg:col-span-2">
          {device.accounts.length > 0 && <QuotaBar sent={sent} most={most} />}
        </div>
        <div role="cell" className="text-sm text-muted sm:max-xl:hidden xl:text-end">
          <span className="xl:hidden">
            <Trans>Last heard from</Trans>{' '}
          </span>
          <Heard at={device.last_heard_at} />
        </div>
      </div>
    </div>
  );
});

function StateCell({ device }: { device: FleetDevice }) {
  const { icon: Icon, tone, word, meaning, todo } = useDeviceState()(device);
  return (
    <div role="cell" className="min-w-0">
      <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${toneText[tone]}`}>
        <Icon className="size-4 shrink-0" aria-hidden />
        {word}
      </span>
      {tone !== 'ok' && (
        <p className="text-sm text-muted sm:line-clamp-2" title={todo}>
          {meaning} {todo}
        </p>
      )}
    </div>
  );
}

/** What the state's one word does not say as well. */
function Badges({ device }: { device: FleetDevice }) {
  const { exact } = useFormat();
  const held = device.accounts.filter((one) => one.policy_hold !== null).length;
  const paused = device.accounts.filter((one) => one.paused_until !== null).length;
  const underWay = exact(device.in_flight);
  const draining = device.maintenance && device.in_flight > 0;
  if (!draining && paused === 0 && !(held > 0 && device.maintenance)) return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-1">
      {draining && (
        <Badge icon={Wrench} tone="info">
          <Trans>{underWay} under way</Trans>
        </Badge>
      )}
      {held > 0 && device.maintenance && (
        <Badge icon={Hand} tone="danger">
          <Trans>Held</Trans>
        </Badge>
      )}
      {paused > 0 && (
        <Badge icon={paused === device.accounts.length ? PauseCircle : Timer} tone="warn">
          <Trans>Paused</Trans>
        </Badge>
      )}
    </span>
  );
}

/** Without the tooltip of other pages: a row is drawn at every turn of the wheel. The sender's page has the exact time. */
function Heard({ at }: { at: string }) {
  const { relative, withZone } = useFormat();
  const seconds = (Date.parse(at) - useNow(30_000)) / 1000;
  return (
    <time dateTime={at} title={withZone(new Date(at))}>
      {relative(Math.min(0, seconds))}
    </time>
  );
}
