import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useFormat } from '../i18n/use-format.ts';
import { channelNames } from '../lib/words.ts';
import { classNames } from '../ui/class-names.ts';
import type { MessageText } from './message-field.tsx';
import { measureFor } from './measure-for.ts';
import type { Appended } from './opt-out-lines.ts';
import type { Variable } from './variables.ts';

type Props = {
  value: MessageText;
  channels: readonly Channel[];
  variables: readonly Variable[] | undefined;
  appended?: Appended | undefined;
  /** What all of it is written in, where that is known. */
  language?: string | undefined;
  linksAs?: string | undefined;
};

/** How much of each channel's room the message takes at most, in what the platform counts. */
export function LengthMeter({ value, channels, variables, appended, language, linksAs }: Props) {
  const told = useRoomWords((appended?.only.length ?? 0) > 0);
  const varies = value.text.includes('{{');
  return (
    <div className="grid gap-1 text-sm text-muted">
      <ul className="tabular flex flex-wrap gap-x-5 gap-y-1">
        {channels.map((channel) => {
          const { used, most, left, unit } = measureFor(channel, value, variables, {
            appended: appended?.lines[channel],
            ...{ language, linksAs },
          });
          return (
            <li
              key={channel}
              data-meter={channel}
              className={classNames(
                left < most / 10 && 'font-medium',
                left < 0 ? 'text-danger' : left < most / 10 && 'text-warn',
              )}
            >
              {told(channel, { used, most, left, unit })}
            </li>
          );
        })}
      </ul>
      {varies && (
        <p>
          <Trans>Counted with the longest values among your people.</Trans>
        </p>
      )}
    </div>
  );
}

type Room = Pick<ReturnType<typeof measureFor>, 'used' | 'most' | 'left' | 'unit'>;

/** `some`: not everybody gets as much. */
function useRoomWords(some: boolean): (channel: Channel, room: Room) => string {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (channel, { used, most, left, unit }) => {
    const [name, count, room, over] = [channelNames[channel], exact(used), exact(most), exact(-left)];
    if (unit === 'bytes') {
      if (left >= 0)
        return some ? t`${name}: up to ${count} of ${room} bytes` : t`${name}: ${count} of ${room} bytes`;
      return some
        ? t`${name}: up to ${count} of ${room} bytes, ${over} too many`
        : t`${name}: ${count} of ${room} bytes, ${over} too many`;
    }
    if (left >= 0)
      return some
        ? t`${name}: up to ${count} of ${room} characters`
        : t`${name}: ${count} of ${room} characters`;
    return some
      ? t`${name}: up to ${count} of ${room} characters, ${over} too many`
      : t`${name}: ${count} of ${room} characters, ${over} too many`;
  };
}
