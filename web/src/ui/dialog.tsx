import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { classNames } from './class-names.ts';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  wide?: boolean;
  /** Where the keyboard starts. Not autoFocus: the place to return to would be lost. */
  startAt?: RefObject<HTMLElement | null>;
  /** A sheet from the side keeps the page in view: details beside a list. */
  side?: boolean;
};

/** A window over the page. Esc and the close button leave it; focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const { t } = useLingui();
  return (
    <BaseDialog.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="fixed inset-0 z-40 bg-[#000]/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <BaseDialog.Popup
          {...(props.startAt ? { initialFocus: props.startAt } : {})}
          className={classNames(
            'fixed z-50 flex flex-col border border-line bg-surface shadow-overlay outline-none transition-[opacity,transform] duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0',
            props.side
              ? 'inset-y-0 end-0 w-full max-w-[520px] border-y-0 border-e-0 data-ending-style:translate-x-4 data-starting-style:translate-x-4'
              : 'inset-x-3 bottom-3 mx-auto max-h-[calc(100dvh-24px)] rounded-lg sm:top-[10dvh] sm:bottom-auto sm:max-h-[80dvh]',
            !props.side && (props.wide ? 'max-w-[760px]' : 'max-w-[520px]'),
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="grid min-w-0 gap-1">
              <BaseDialog.Title className="text-lg font-semibold">{props.title}</BaseDialog.Title>
              {props.description && (
                <BaseDialog.Description render={<div />} className="text-muted">
                  {props.description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close
              aria-label={t`Close`}
              className="-me-2 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-raised hover:text-text pointer-coarse:size-11"
            >
              <X className="size-4" aria-hidden />
            </BaseDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{props.children}</div>
          {props.footer && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {props.footer}
            </div>
          )}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
