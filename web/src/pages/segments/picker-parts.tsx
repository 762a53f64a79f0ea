// What the lists of choices in the editor of segments have in common.
import { Combobox } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

export const boxLooks =
  'rounded-md border border-control bg-surface text-lg text-text sm:text-base disabled:cursor-not-allowed disabled:bg-raised disabled:text-muted aria-invalid:border-danger';

/** The list below a field; `above` stands over it, such as a field to search in. */
export function PickerPopup(props: { above?: ReactNode; empty: ReactNode; children: ReactNode }) {
  return (
    <Combobox.Portal>
      <Combobox.Positioner sideOffset={4} collisionPadding={8} align="start" className="z-60">
        <Combobox.Popup className="popup flex max-h-[min(380px,var(--available-height))] w-[min(360px,calc(100vw-24px))] flex-col overflow-hidden">
          {props.above}
          <Combobox.Empty className="px-3.5 py-3 text-sm text-muted empty:hidden">
            {props.empty}
          </Combobox.Empty>
          {props.children}
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}

export function PickerItem(props: { value: unknown; children: ReactNode; hint?: ReactNode }) {
  return (
    <Combobox.Item
      value={props.value}
      className="flex min-h-9 items-center gap-3 rounded-md px-2.5 py-1 select-none data-highlighted:bg-raised pointer-coarse:min-h-11"
    >
      <span className="grid min-w-0 flex-1">
        <span className="break-words">{props.children}</span>
        {props.hint && <span className="text-sm text-muted">{props.hint}</span>}
      </span>
      <Combobox.ItemIndicator>
        <Check className="size-4 shrink-0 text-accent" aria-hidden />
      </Combobox.ItemIndicator>
    </Combobox.Item>
  );
}
