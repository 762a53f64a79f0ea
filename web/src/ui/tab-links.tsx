import { useEffect, useRef, type ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type TabItem = { value: string; label: ReactNode; count?: string | undefined };

type TabsProps = {
  label: string;
  items: readonly TabItem[];
  value: string;
  onChange: (value: string) => void;
};

/**
 * Views of one page side by side. The chosen one belongs in the address, so the caller keeps it there; the arrow keys
 * move between them as in any list of tabs.
 */
export function TabLinks({ label, items, value, onChange }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
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
    };
    show();
    void document.fonts.ready.then(show);
  }, [value, items.length, counts]);
  const move = (by: number) => {
    const at = items.findIndex((one) => one.value === value);
    const next = items[(at + by + items.length) % items.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(`tab-${next.value}`)?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
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
              '-mb-px inline-flex min-h-9 items-center gap-1.5 rounded-t-md border-b-2 px-3 font-medium whitespace-nowrap focus-visible:-outline-offset-2 pointer-coarse:min-h-11',
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
  );
}
