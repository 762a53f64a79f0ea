import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';

export function ExtendDialog(props: { onClose: () => void; onExtend: (reason: string) => Promise<unknown> }) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const short = reason.trim().length < 10;
  return (
    <ConfirmDialog
      open
      onClose={props.onClose}
      title={t`Take two more months?`}
      action={t`Take more time`}
      disabled={short}
      consequences={[
        t`The law allows it once, for requests that are complex or many.`,
        t`The person has to be told within the first month, with this reason.`,
      ]}
      onConfirm={() => props.onExtend(reason.trim())}
    >
      <TextArea
        id="extend-reason"
        label={t`Why, as the person is told it`}
        rows={3}
        value={reason}
        onChange={setReason}
      />
    </ConfirmDialog>
  );
}
