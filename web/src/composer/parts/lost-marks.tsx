import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { showsMark, type ShownMark } from '@sampark/contracts/shown-marks.ts';
import { TriangleAlert } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { useMarkWords } from './mark-words.ts';

type Props = { marks: readonly ShownMark[]; channels: readonly Channel[]; onRemove: () => void };

/** Marks that stand in a text although a channel does not show them: it was chosen later. */
export function LostMarks({ marks, channels, onRemove }: Props) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const words = useMarkWords();
  if (marks.length === 0) return null;
  const list = new Intl.ListFormat(tag);
  const without = channels.filter((one) => marks.some((mark) => !showsMark(one, mark)));
  const names = list.format(without.map((one) => channelNames[one]));
  const lost = list.format(marks.map((mark) => words[mark]));
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-warn-tint px-3 py-2 text-sm">
      <p className="flex min-w-0 gap-2">
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
        {t`On ${names} the words arrive without: ${lost}.`}
      </p>
      <Button kind="quiet" onClick={onRemove}>
        <Trans>Take it off</Trans>
      </Button>
    </div>
  );
}
