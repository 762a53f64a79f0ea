import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState, type KeyboardEvent } from 'react';
import { languageOf } from '../../i18n/language.ts';
import { findEmoji } from './emoji-list.ts';

/** Searched by words of both languages; arrows go from one to the next, eight in a row. */
export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const language = languageOf(i18n.locale);
  const found = findEmoji(typed);
  const go = (next: number) => {
    const to = Math.max(0, Math.min(found.length - 1, next));
    setAt(to);
    grid.current?.querySelectorAll('button')[to]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    go(at + step);
  };
  return (
    <div className="grid gap-2 p-2">
      <input
        type="search"
        aria-label={t`Search emoji`}
        placeholder={t`Search emoji`}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            go(0);
          }
          if (event.key === 'Enter' && found[0]) {
            event.preventDefault();
            onPick(found[0].sign);
          }
        }}
        className="block min-h-9 w-full rounded-md border border-control bg-surface px-2.5 text-lg placeholder:text-subtle focus-visible:outline-offset-0 sm:text-base"
      />
      {found.length === 0 && (
        <p role="status" className="px-1 py-3 text-sm text-muted">
          <Trans>No emoji of this name. Your keyboard has more of them.</Trans>
        </p>
      )}
      <div
        ref={grid}
        role="group"
        aria-label={t`Emoji`}
        onKeyDown={onKey}
        className="grid max-h-60 grid-cols-8 overflow-y-auto"
      >
        {found.map(({ sign, en, bn }, index) => {
          const name = (language === 'bn' ? bn : en)[0]?.replaceAll('-', ' ');
          return (
            <button
              key={sign}
              type="button"
              tabIndex={index === at ? 0 : -1}
              aria-label={name}
              title={name}
              onClick={() => onPick(sign)}
              onFocus={() => setAt(index)}
              className="grid size-9 place-items-center rounded-md text-xl hover:bg-raised focus-visible:-outline-offset-2"
            >
              {sign}
            </button>
          );
        })}
      </div>
    </div>
  );
}
