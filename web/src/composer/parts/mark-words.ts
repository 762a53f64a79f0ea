import { useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { shownMarks, showsMark, type ShownMark } from '@sampark/contracts/shown-marks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';

export function useMarkWords(): Record<ShownMark, string> {
  const { t } = useLingui();
  return { bold: t`Bold`, italic: t`Italic`, strike: t`Struck out`, mono: t`Monospaced`, link: t`Link` };
}

/** Marks that not all of these channels show. */
export function marksOff(channels: readonly Channel[]): ShownMark[] {
  return shownMarks.filter((mark) => !channels.every((channel) => showsMark(channel, mark)));
}

/** Which channels keep a mark from being set, in words; undefined where all show it. */
export function useWhyOff(channels: readonly Channel[]): (mark: ShownMark) => string | undefined {
  const { t } = useLingui();
  const { tag } = useFormat();
  return (mark) => {
    const against = channels.filter((channel) => !showsMark(channel, mark));
    if (against.length === 0) return undefined;
    const names = new Intl.ListFormat(tag).format(against.map((one) => channelNames[one]));
    switch (mark) {
      case 'bold':
        return t`Not shown as bold on ${names}`;
      case 'italic':
        return t`Not shown as italic on ${names}`;
      case 'strike':
        return t`Not shown as struck out on ${names}`;
      case 'mono':
        return t`Not shown as monospaced on ${names}`;
      case 'link':
        return t`Links with words of their own are not shown on ${names}: write the address`;
    }
  };
}
