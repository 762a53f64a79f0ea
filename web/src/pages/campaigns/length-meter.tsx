import { useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { measureText } from '@sampark/contracts/measure-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';

/** How much of each channel's room the text takes. Values put in later make it a little longer or shorter. */
export function LengthMeter({ text, channels }: { text: string; channels: readonly Channel[] }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (
    <p className="tabular flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {channels.map((channel) => {
        const { used, most, left } = measureText(channel, 'text', text);
        const name = channelNames[channel];
        const count = exact(used);
        const room = exact(most);
        return (
          <span key={channel} className={left < 0 ? 'font-medium text-danger' : undefined}>
            {left < 0 ? t`${name}: ${count} of ${room}, too long` : t`${name}: ${count} of ${room}`}
          </span>
        );
      })}
    </p>
  );
}
