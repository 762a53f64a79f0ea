import type { Channel } from '@sampark/contracts/domain.ts';
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { ChannelMark } from './channel-mark.tsx';
import type { FleetView, StateCounts } from './fleet-view.ts';

const parts: { state: 'offline' | 'held' | 'degraded' | 'maintenance' | 'healthy'; colour: string }[] = [
  { state: 'offline', colour: 'bg-danger' },
  { state: 'held', colour: 'bg-danger' },
  { state: 'degraded', colour: 'bg-warn' },
  { state: 'maintenance', colour: 'bg-control' },
  { state: 'healthy', colour: 'bg-ok' },
];

/** How each channel's senders are: one bar each, and a press shows that channel alone. */
export function ChannelTiles(props: {
  view: FleetView;
  chosen: Channel | undefined;
  onChoose: (channel: Channel | undefined) => void;
}) {
  const { t } = useLingui();
  const used = channels.filter((one) => props.view.channels.has(one));
  if (used.length < 2) return null;
  return (
    <div role="group" aria-label={t`By channel`} className="grid grid-cols-2 gap-2 sm:gap-3 lg:grid-cols-4">
      {used.map((channel) => {
        const counts = props.view.channels.get(channel);
        return counts === undefined ? null : (
          <Tile
            key={channel}
            channel={channel}
            counts={counts}
            on={props.chosen === channel}
            onPress={() => props.onChoose(props.chosen === channel ? undefined : channel)}
          />
        );
      })}
    </div>
  );
}

function Tile(props: {
  channel: Channel;
  counts: StateCounts & { total: number };
  on: boolean;
  onPress: () => void;
}) {
  const { exact } = useFormat();
  const { counts, on } = props;
  const unwell = counts.offline + counts.held + counts.degraded;
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={props.onPress}
      className={classNames(
        'grid min-w-0 gap-1.5 rounded-lg border px-3 py-2.5 text-start sm:px-4',
        on ? 'border-accent bg-accent-tint' : 'border-line bg-surface hover:bg-raised',
      )}
    >
      <span className="flex items-center justify-between gap-2">
        <span className="inline-flex min-w-0 items-center gap-1.5 font-medium">
          <ChannelMark channel={props.channel} className="size-4 shrink-0 text-muted" />
          {channelNames[props.channel]}
        </span>
        <span className="tabular font-semibold">{exact(counts.total)}</span>
      </span>
      <span aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full bg-raised">
        {parts.map(
          ({ state, colour }) =>
            counts[state] > 0 && (
              <span key={state} className={`min-w-1 ${colour}`} style={{ flexGrow: counts[state] }} />
            ),
        )}
      </span>
      <span className="text-sm text-muted">
        <Plural value={unwell} _0="All well" one="# unwell" other="# unwell" />
      </span>
    </button>
  );
}
