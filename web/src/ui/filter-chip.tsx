import { Trans, useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

export type FilterChip = { key: string; label: string; onRemove: () => void };

/** The filters in force, each with a cross, and one way to take them all off. */
export function FilterChips(props: {
  chips: readonly FilterChip[];
  onClear: () => void;
  children?: ReactNode;
}) {
  const { t } = useLingui();
  if (props.chips.length === 0) return null;
  return (
    <ul aria-label={t`Filters in force`} className="flex flex-wrap items-center gap-2">
      {props.chips.map((chip) => {
        const name = chip.label;
        return (
          <li key={chip.key}>
            <button
              type="button"
              aria-label={t`Remove filter: ${name}`}
              onClick={chip.onRemove}
              className="inline-flex min-h-7 items-center gap-1.5 rounded-full bg-accent-tint ps-3 pe-2 text-sm font-medium text-accent pointer-coarse:min-h-11"
            >
              {chip.label}
              <X className="size-3.5" aria-hidden />
            </button>
          </li>
        );
      })}
      <li>
        <button
          type="button"
          onClick={props.onClear}
          className="min-h-7 rounded-md px-2 text-sm font-medium text-muted hover:text-text pointer-coarse:min-h-11"
        >
          <Trans>Clear all</Trans>
        </button>
      </li>
      {props.children}
    </ul>
  );
}
