import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ban, Copy, Ellipsis, Pause, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { rememberLeaving } from '../campaign/still-leaving.ts';
import type { Campaign } from './campaign-row.tsx';

/** What can be done with a campaign from the list. */
export function RowMenu({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'cancel' | 'delete'>();
  const [failed, setFailed] = useState<unknown>();
  const path = { id: campaign.id };
  const name = campaign.name;
  const refresh = () => queries.invalidateQueries({ queryKey: ['GET /api/v1/campaigns'] });
  const run = async (work: () => Promise<unknown>) => {
    setFailed(undefined);
    try {
      await work();
      await refresh();
    } catch (error) {
      setFailed(error);
    }
  };
  const pause = async () => {
    const { may_still_leave } = await api('POST /api/v1/campaigns/{id}/pause', { path });
    const count = exact(may_still_leave);
    showToast(
      may_still_leave === 0
        ? t`Paused. Nothing was under way.`
        : plural(may_still_leave, {
            one: `Paused. ${count} message already under way may still leave.`,
            other: `Paused. Up to ${count} messages already under way may still leave.`,
          }),
    );
    rememberLeaving(campaign.id, may_still_leave);
  };
  const copy = async () => {
    const made = await api('POST /api/v1/campaigns/{id}/copy', { path });
    await navigate({ to: '/campaigns/$id/edit', params: { id: made.id } });
  };
  const { status } = campaign;
  return (
    <div className="grid justify-items-end">
      <Menu
        trigger={
          <Button kind="quiet" aria-label={t`Actions for ${name}`} className="px-2">
            <Ellipsis className="size-4" aria-hidden />
          </Button>
        }
      >
        {status === 'active' && (
          <MenuItem
            icon={<Pause className="size-4 text-muted" aria-hidden />}
            onClick={() => void run(pause)}
          >
            <Trans>Pause</Trans>
          </MenuItem>
        )}
        {status === 'paused' && (
          <MenuItem
            icon={<Play className="size-4 text-muted" aria-hidden />}
            onClick={() => void run(() => api('POST /api/v1/campaigns/{id}/resume', { path }))}
          >
            <Trans>Resume</Trans>
          </MenuItem>
        )}
        <MenuItem icon={<Copy className="size-4 text-muted" aria-hidden />} onClick={() => void run(copy)}>
          <Trans>Copy as a new draft</Trans>
        </MenuItem>
        {['active', 'paused', 'scheduled'].includes(status) && (
          <MenuItem
            icon={<Ban className="size-4 text-muted" aria-hidden />}
            onClick={() => setAsking('cancel')}
          >
            <Trans>Cancel campaign</Trans>
          </MenuItem>
        )}
        {status === 'draft' && (
          <MenuItem
            icon={<Trash2 className="size-4 text-muted" aria-hidden />}
            onClick={() => setAsking('delete')}
          >
            <Trans>Delete draft</Trans>
          </MenuItem>
        )}
      </Menu>
      {failed !== undefined && (
        <p role="alert" className="max-w-60 text-end text-sm text-danger">
          {errorText(failed).title}
        </p>
      )}
      <ConfirmDialog
        open={asking === 'cancel'}
        onClose={() => setAsking(undefined)}
        danger
        typed={t`cancel`}
        title={t`Cancel “${name}”?`}
        action={t`Cancel campaign`}
        consequences={[
          <Trans key="waiting">Messages that wait are never sent. It cannot be started again.</Trans>,
          <Trans key="way">Messages already under way may still arrive.</Trans>,
          <Trans key="kept">What was sent, and its numbers, stay.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/campaigns/{id}/cancel', { path });
          await refresh();
        }}
      />
      <ConfirmDialog
        open={asking === 'delete'}
        onClose={() => setAsking(undefined)}
        danger
        title={t`Delete the draft “${name}”?`}
        action={t`Delete draft`}
        consequences={[<Trans key="gone">Its text and audience are gone for good. Nothing was sent.</Trans>]}
        onConfirm={async () => {
          await api('DELETE /api/v1/campaigns/{id}', { path });
          await refresh();
        }}
      />
    </div>
  );
}
