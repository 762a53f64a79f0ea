import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Hand } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { usePersonError } from './person-errors.ts';
import { refreshPerson, type Person } from './person.ts';

/** Says that nothing goes to this person, and what they wrote; a person decides, with a reason. */
export function HeldNotice({ person, mayDecide }: { person: Person; mayDecide: boolean }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  if (!person.held_reason) return null;
  const words = person.held_reason.replace(/^refusal: /, '');
  return (
    <Notice icon={Hand} tone="warn" title={t`Nothing is sent to this person until somebody has looked.`}>
      <Trans>
        They wrote: <q dir="auto">{words}</q>
      </Trans>
      {mayDecide && (
        <span className="mt-2 block">
          <Button onClick={() => setOpen(true)}>
            <Trans>Let messages go on</Trans>
          </Button>
        </span>
      )}
      {open && <ReleaseDialog person={person} onClose={() => setOpen(false)} />}
    </Notice>
  );
}

function ReleaseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const errorText = usePersonError();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const release = async () => {
    setBusy(true);
    try {
      await api('POST /api/v1/prospects/{id}/release', {
        path: { id: person.id },
        body: { reason: reason.trim() },
      });
      await refreshPerson(queries, person.id);
      onClose();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Let messages to this person go on`}
      description={
        <Trans>
          Only if their words were no refusal. Your reason is kept. If they asked to stop, record the
          withdrawal instead.
        </Trans>
      }
      footer={
        <Button kind="primary" busy={busy} disabled={!reason.trim()} onClick={() => void release()}>
          <Trans>Let messages go on</Trans>
        </Button>
      }
    >
      <TextArea
        id="release-reason"
        label={t`Why this was no refusal`}
        value={reason}
        onChange={setReason}
        error={failed === undefined ? undefined : errorText(failed).remedy}
      />
    </Dialog>
  );
}
