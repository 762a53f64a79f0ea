import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Ellipsis, Hand, Link2, MessageSquarePlus, Pencil, Trash2, Unlink } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { EditPersonDialog } from './edit-person-dialog.tsx';
import { MessageDialog } from './message-dialog.tsx';
import { refreshPerson, type Person } from './person.ts';
import { StartLinkDialog } from './start-link-dialog.tsx';

type Open = 'edit' | 'message' | 'link' | 'stop' | 'revoke' | 'delete' | undefined;

const everything = { channel: [...channels], purpose: [...purposes] };

export function PersonActions({ person }: { person: Person }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Button
        kind="primary"
        icon={<MessageSquarePlus className="size-4" aria-hidden />}
        onClick={() => setOpen('message')}
      >
        <Trans>Write a message</Trans>
      </Button>
      <Button icon={<Pencil className="size-4" aria-hidden />} onClick={() => setOpen('edit')}>
        <Trans>Edit</Trans>
      </Button>
      <Menu
        trigger={
          <Button aria-label={t`More actions`} className="px-2">
            <Ellipsis className="size-4" aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={<Link2 className="size-4 text-muted" aria-hidden />} onClick={() => setOpen('link')}>
          <Trans>Make a Telegram start link</Trans>
        </MenuItem>
        <MenuItem icon={<Hand className="size-4 text-muted" aria-hidden />} onClick={() => setOpen('stop')}>
          <Trans>They asked me to stop</Trans>
        </MenuItem>
        <MenuItem
          icon={<Unlink className="size-4 text-muted" aria-hidden />}
          onClick={() => setOpen('revoke')}
        >
          <Trans>Replace their preference link</Trans>
        </MenuItem>
        <MenuItem
          icon={<Trash2 className="size-4 text-muted" aria-hidden />}
          onClick={() => setOpen('delete')}
        >
          <Trans>Delete this person</Trans>
        </MenuItem>
      </Menu>
      {open === 'edit' && <EditPersonDialog person={person} onClose={close} />}
      {open === 'message' && <MessageDialog person={person} onClose={close} />}
      {open === 'link' && <StartLinkDialog person={person} onClose={close} />}
      <ConfirmDialog
        open={open === 'stop'}
        onClose={close}
        danger
        title={t`Stop all messages to this person?`}
        action={t`Stop all messages`}
        consequences={[
          <Trans key="now">Nothing more is sent on any channel, not even what is queued already.</Trans>,
          <Trans key="own">Only they can take it back, by writing START or on their preference page.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/prospects/{id}/consents', {
            path: { id: person.id },
            body: { ...everything, action: 'withdrawn', source: 'asked_pm' },
          });
          await refreshPerson(queries, person.id);
          showToast(t`All messages are stopped`);
        }}
      />
      <ConfirmDialog
        open={open === 'revoke'}
        onClose={close}
        title={t`Replace their preference link?`}
        action={t`Replace the link`}
        consequences={[
          <Trans key="old">Links in messages they have now stop working.</Trans>,
          <Trans key="new">The next message with a link carries a new one.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/prospects/{id}/preference-links/revoke', { path: { id: person.id } });
          showToast(t`The old links stopped working`);
        }}
      />
      <ConfirmDialog
        open={open === 'delete'}
        onClose={close}
        danger
        title={t`Delete this person?`}
        action={t`Delete person`}
        consequences={[
          <Trans key="gone">Their record, consents and channel addresses are removed for good.</Trans>,
          <Trans key="stop">If they opted out, their number stays on the do-not-contact list.</Trans>,
          <Trans key="history">
            It is refused once messages were exchanged, or while a law wants to see what they agreed to: that
            must stay provable.
          </Trans>,
        ]}
        onConfirm={async () => {
          await api('DELETE /api/v1/prospects/{id}', { path: { id: person.id } });
          await queries.invalidateQueries({ queryKey: ['GET /api/v1/prospects'] });
          showToast(t`Person deleted`);
          await navigate({ to: '/prospects' });
        }}
      />
    </>
  );
}
