import { useLingui } from '@lingui/react/macro';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useShortcut } from '../lib/shortcuts.ts';

const settleMs = 250;

type SearchFieldProps = {
  label: string;
  value: string;
  /** Called once typing settles, and at once for Enter and the cross. */
  onSearch: (value: string) => void;
};

/** `/` goes to it from anywhere on the page. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const timer = useRef<number>(undefined);
  // The address may change under the field: back, a saved view, "clear all".
  useEffect(() => setText(value), [value]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useShortcut('/', t`Search on this page`, () => field.current?.focus());
  const search = (next: string, wait: boolean) => {
    setText(next);
    window.clearTimeout(timer.current);
    if (wait) timer.current = window.setTimeout(() => onSearch(next.trim()), settleMs);
    else onSearch(next.trim());
  };
  return (
    <div className="relative w-full min-w-0 sm:w-80">
      <Search
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-subtle"
        aria-hidden
      />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => search(event.currentTarget.value, true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search(event.currentTarget.value, false);
          if (event.key === 'Escape' && text) {
            event.preventDefault();
            search('', false);
          }
        }}
        className="block min-h-8 w-full rounded-md border border-control bg-surface ps-8 pe-8 text-lg placeholder:text-subtle focus-visible:outline-offset-0 sm:text-base pointer-coarse:min-h-11 [&::-webkit-search-cancel-button]:hidden"
      />
      {text && (
        <button
          type="button"
          aria-label={t`Clear search`}
          onClick={() => {
            search('', false);
            field.current?.focus();
          }}
          className="absolute inset-y-0 end-0 grid w-8 place-items-center rounded-md text-muted hover:text-text"
        >
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}
