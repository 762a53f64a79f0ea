import { useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';

/** Most a text may hold, in the platform's own unit: Telegram and WhatsApp count UTF-16 units, Signal bytes. */
const limits: Record<Channel, { most: number; size: (text: string) => number }> = {
  whatsapp: { most: 4096, size: (text) => text.length },
  telegram: { most: 4096, size: (text) => text.length },
  signal: { most: 2000, size: (text) => new TextEncoder().encode(text).length },
  imessage: { most: 4096, size: (text) => text.length },
};

/** How much of each channel's room the text takes. Values put in later make it a little longer or shorter. */
export function LengthMeter({ text, channels }: { text: string; channels: readonly Channel[] }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  return (
    <p className="tabular flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
      {channels.map((channel) => {
        const { most, size } = limits[channel];
        const used = size(text);
        const name = channelNames[channel];
        const count = exact(used);
        const room = exact(most);
        return (
          <span key={channel} className={used > most ? 'font-medium text-danger' : undefined}>
            {used > most ? t`${name}: ${count} of ${room}, too long` : t`${name}: ${count} of ${room}`}
          </span>
        );
      })}
    </p>
  );
}
