import { Popover } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Where it belongs: a button that opens it, or a place in the text. */
  trigger?: ReactElement;
  anchor?: Element | null;
  /** Where the keyboard goes on when it closes. */
  onClosed: () => void;
  children: ReactNode;
};

/** A small window beside what it is about. Esc leaves it; the keyboard goes on in the text. */
export function PopOut({ open, onOpenChange, title, trigger, anchor, onClosed, children }: Props) {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Popover.Trigger render={trigger} />}
      <Popover.Portal>
        <Popover.Positioner
          {...(anchor ? { anchor } : {})}
          sideOffset={6}
          collisionPadding={8}
          align="start"
          className="z-50"
        >
          <Popover.Popup
            aria-label={title}
            finalFocus={() => {
              onClosed();
              return false;
            }}
            className="popup grid max-h-[min(440px,var(--available-height))] w-[min(340px,calc(100vw-16px))] overflow-y-auto outline-none"
          >
            {open && children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
