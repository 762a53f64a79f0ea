import { useEffect, useRef, useState, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type TabItem = { value: string; label: ReactNode; count?: string | undefined };

type TabsProps = {
  label: string;
  items: readonly TabItem[];
  value: string;
  onChange: (value: string) => void;
};

/** Where there is more than fits, that edge fades: half a word is seen to go on. */
const fades = {
  none: '',
  end: '[mask-image:linear-gradient(to_left,transparent,#000_2.5rem)]',
  start: '[mask-image:linear-gradient(to_right,transparent,#000_2.5rem)]',
  both: '[mask-image:linear-gradient(to_right,transparent,#000_2.5rem,#000_calc(100%-2.5rem),transparent)]',
} as const;

/**
 * Views of one page side by side. The chosen one belongs in the address, so the caller keeps it there; the arrow keys
 * move between them as in any list of tabs.
 */
export function TabLinks({ label, items, value, onChange }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState<keyof typeof fades>('none');
  const counts = items.map((one) => one.count).join();
  // On a phone the chosen one may lie beyond the edge, and counts and letters that come later push it there.
  useEffect(() => {
    const show = () => {
      const frame = list.current;
      const chosen = frame?.querySelector<HTMLElement>('[aria-selected="true"]');
      if (!frame || !chosen) return;
      const room = frame.getBoundingClientRect();
      const place = chosen.getBoundingClientRect();
      if (place.left < room.left || place.right > room.right)
        frame.scrollLeft += place.left - room.left - (room.width - place.width) / 2;
      setMore(beyond(frame));
    };
    show();
    void document.fonts.ready.then(show);
    const frame = list.current;
    if (!frame) return;
    const watch = new ResizeObserver(() => setMore(beyond(frame)));
    watch.observe(frame);
    return () => watch.disconnect();
  }, [value, items.length, counts]);
  const move = (by: number) => {
    const at = items.findIndex((one) => one.value === value);
    const next = items[(at + by + items.length) % items.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(`tab-${next.value}`)?.focus();
  };
  return (
    <div className="min-w-0 border-b border-line">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        data-more={more}
        onScroll={(event) => setMore(beyond(event.currentTarget))}
        className={classNames('-mb-px flex overflow-x-auto [scrollbar-width:none] sm:gap-1', fades[more])}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') move(1);
          else if (event.key === 'ArrowLeft') move(-1);
          else return;
          event.preventDefault();
        }}
      >
        {items.map((item) => {
          const chosen = item.value === value;
          return (
            <button
              key={item.value}
              id={`tab-${item.value}`}
              type="button"
              role="tab"
              aria-selected={chosen}
              tabIndex={chosen ? 0 : -1}
              onClick={() => onChange(item.value)}
              className={classNames(
                'inline-flex min-h-9 items-center gap-1.5 rounded-t-md border-b-2 px-2.5 font-medium sm:px-3 whitespace-nowrap focus-visible:-outline-offset-2 pointer-coarse:min-h-11',
                chosen ? 'border-accent text-text' : 'border-transparent text-muted hover:text-text',
              )}
            >
              {item.label}
              {item.count !== undefined && (
                <span className="tabular rounded-full bg-raised px-1.5 text-xs font-medium text-muted">
                  {item.count}
                </span>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}

/** At which edges something is cut off. A pixel is lost to rounding. */
function beyond({ scrollLeft, scrollWidth, clientWidth }: HTMLElement): keyof typeof fades {
  const [start, end] = [scrollLeft > 1, scrollLeft + clientWidth < scrollWidth - 1];
  return start && end ? 'both' : start ? 'start' : end ? 'end' : 'none';
}
