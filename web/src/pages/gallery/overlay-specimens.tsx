import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { Specimen } from './specimen.tsx';

type Open = 'dialog' | 'sheet' | 'confirm' | 'typed' | undefined;

/** Windows and toasts take the theme of the browser: they stand over both halves. */
export function OverlaySpecimens() {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <Specimen name="Dialog, ConfirmDialog, toast">
      <Button onClick={() => setOpen('dialog')}>Open a window</Button>
      <Button onClick={() => setOpen('sheet')}>Open a sheet</Button>
      <Button onClick={() => setOpen('confirm')}>Ask first</Button>
      <Button onClick={() => setOpen('typed')}>Ask for a word</Button>
      <Button onClick={() => showToast('Saved')}>Show a toast</Button>
      <Button onClick={() => showToast('Moved', { label: 'Undo', onClick: () => {} })}>
        Toast with undo
      </Button>
      <Dialog
        open={open === 'dialog' || open === 'sheet'}
        side={open === 'sheet'}
        onClose={close}
        title="Add a person"
        description="What it is about."
        footer={<Button onClick={close}>Go back</Button>}
      >
        <p>Its content scrolls when it is long.</p>
      </Dialog>
      <ConfirmDialog
        open={open === 'confirm' || open === 'typed'}
        onClose={close}
        title="Cancel the campaign?"
        consequences={['640 people get nothing.', 'What is under way may still arrive.']}
        action="Cancel campaign"
        danger
        {...(open === 'typed' ? { typed: 'cancel' } : {})}
        onConfirm={async () => {}}
      />
    </Specimen>
  );
}
