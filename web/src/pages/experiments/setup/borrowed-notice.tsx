import { Trans, useLingui } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { channelNames } from '../../../lib/words.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Draft } from '../../campaigns/use-draft.ts';
import { borrowedWords } from './borrowed-words.ts';
import { keyAt, type Design } from './design.ts';

type Props = { draft: Draft; design: Design; onShow: (at: number) => void };

/** Says which version has no words of its own on which channel, and leads to where they are written. */
export function BorrowedNotice({ draft, design, onShow }: Props) {
  const { t } = useLingui();
  const found = borrowedWords(draft, design);
  if (found.length === 0) return null;
  return (
    <Notice icon={TriangleAlert} tone="warn" title={t`Some versions say the campaign’s words.`}>
      <Trans>People reached there get the same whichever version is theirs: it shows no difference.</Trans>
      <span className="mt-2 flex flex-wrap gap-2">
        {found.map(({ at, channel }) => {
          const [letter, name] = [keyAt(at), channelNames[channel]];
          return (
            <Button key={`${letter} ${channel}`} onClick={() => onShow(at)}>
              <Trans>
                Write {letter}’s words for {name}
              </Trans>
            </Button>
          );
        })}
      </span>
    </Notice>
  );
}
