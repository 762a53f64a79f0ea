import { Toast } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { CircleCheck, X } from 'lucide-react';
import { useEffect } from 'react';
import type { ToastText } from './toasts.tsx';

const manager = Toast.createToastManager();

/** Shows what is waiting and what comes; loaded with the first message. */
export function ToastWindow({ items, onTaken }: { items: readonly ToastText[]; onTaken: () => void }) {
  useEffect(() => {
    if (items.length === 0) return;
    for (const { text, undo } of items) {
      manager.add({
        title: text,
        timeout: 6_000,
        ...(undo ? { actionProps: { children: undo.label, onClick: undo.onClick } } : {}),
      });
    }
    onTaken();
  }, [items, onTaken]);
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-3 bottom-16 z-50 mx-auto flex max-w-[400px] flex-col gap-2 sm:start-auto sm:end-4 sm:bottom-4 sm:mx-0 sm:w-[400px]">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { t } = useLingui();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-toast
      className="popup flex items-center gap-3 px-3.5 py-2.5 data-limited:hidden"
    >
      <CircleCheck className="size-4 shrink-0 text-ok" aria-hidden />
      <Toast.Title render={<p />} className="min-w-0 flex-1" />
      {toast.actionProps && (
        <Toast.Action className="min-h-8 rounded-md px-2 font-medium text-accent hover:bg-raised" />
      )}
      <Toast.Close
        aria-label={t`Close`}
        className="grid size-8 place-items-center rounded-md text-muted hover:bg-raised hover:text-text"
      >
        <X className="size-3.5" aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}
