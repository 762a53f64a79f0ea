import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ChevronDown, ChevronRight, LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { toneText } from '../../ui/status.tsx';
import { ownWords, type Entry } from './entry.ts';
import { entryWords } from './entry-words.ts';
import type { Line } from './merge-entries.ts';
import { useSentence } from './use-sentence.ts';

/** What happened, about what, when; several alike open on a press. */
export function EntryRow(props: { line: Line; current: boolean; onOpen: (entry: number) => void }) {
  const { line, onOpen } = props;
  const [spread, setSpread] = useState(false);
  const [first] = line.entries;
  const more = line.entries.length - 1;
  return (
    <li
      data-row={line.key}
      aria-current={props.current ? true : undefined}
      className={classNames(props.current && 'bg-raised outline-2 -outline-offset-2 outline-accent')}
    >
      <OneEntry entry={first} onOpen={onOpen} />
      {more > 0 && (
        <div className="ps-13 pe-4 pb-2.5 sm:ps-14 sm:pe-5">
          <button
            type="button"
            aria-expanded={spread}
            onClick={() => setSpread(!spread)}
            className="inline-flex min-h-6 items-center gap-1 rounded-md text-sm font-medium text-muted hover:text-text pointer-coarse:min-h-11"
          >
            {spread ? (
              <ChevronDown className="size-3.5" aria-hidden />
            ) : (
              <ChevronRight className="size-3.5" aria-hidden />
            )}
            <Plural value={more} one="# more like this" other="# more like this" />
          </button>
        </div>
      )}
      {spread && (
        <ul className="divide-y divide-line border-t border-line bg-canvas">
          {line.entries.slice(1).map((entry) => (
            <li key={entry.id}>
              <OneEntry entry={entry} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function OneEntry({ entry, onOpen }: { entry: Entry; onOpen: (entry: number) => void }) {
  const { t } = useLingui();
  const { clockTime } = useFormat();
  const sentence = useSentence();
  const reason = useReasonText();
  const { icon: Icon, tone = 'neutral' } = entryWords(entry.type);
  const code = entry.data['code'];
  const note = ownWords(entry.data);
  const Seal = entry.seq === null ? LockKeyholeOpen : LockKeyhole;
  return (
    <button
      type="button"
      onClick={() => onOpen(entry.id)}
      className="flex w-full items-start gap-3 px-4 py-2.5 text-start hover:bg-raised focus-visible:-outline-offset-2 sm:px-5"
    >
      <span
        className={classNames(
          'grid size-6 shrink-0 place-items-center rounded-full bg-raised',
          toneText[tone],
        )}
      >
        <Icon className="size-3.5" aria-hidden />
      </span>
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="break-words">{sentence(entry)}</span>
        {entry.api_key && (
          <span className="text-sm break-words text-muted">
            <Trans>With the API key “{entry.api_key.name}”</Trans>
          </span>
        )}
        {typeof code === 'string' && <span className="text-sm text-muted">{reason(code).what}</span>}
        {note && (
          <span dir="auto" className="text-sm break-words text-muted">
            “{note}”
          </span>
        )}
        {entry.campaign && entry.type.startsWith('message.') && (
          <span className="text-sm break-words text-muted">
            <Trans>Campaign “{entry.campaign.name}”</Trans>
          </span>
        )}
      </span>
      <span className="tabular flex shrink-0 items-center gap-1.5 text-sm text-muted">
        <time dateTime={entry.occurred_at}>{clockTime(new Date(entry.occurred_at))}</time>
        <Seal className="size-3.5" aria-hidden />
        <span className="sr-only">{entry.seq === null ? t`Not sealed yet` : t`Sealed`}</span>
      </span>
    </button>
  );
}
