import { useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { showsMark } from '@sampark/contracts/shown-marks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';

/** Why most of the tools are off, where one channel alone keeps the others from them. */
export function OffNote({ channels }: { channels: readonly Channel[] }) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const without = channels.filter((one) => !showsMark(one, 'bold'));
  if (without.length === 0) return null;
  const names = new Intl.ListFormat(tag).format(without.map((one) => channelNames[one]));
  return (
    <p className="text-sm text-muted">
      {without.length < channels.length
        ? t`${names} shows plain words only. Give it words of its own to format the others.`
        : t`${names} shows plain words only.`}
    </p>
  );
}
