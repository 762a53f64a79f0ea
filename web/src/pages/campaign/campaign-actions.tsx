import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { CampaignStatus } from '@sampark/contracts/domain.ts';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Ban, Copy, Pause, Pencil, Play } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button, buttonLooks } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { Campaign } from './campaign-header.tsx';
import { rememberLeaving } from './still-leaving.ts';

type Props = {
  campaign: Campaign;
  status: CampaignStatus;
  /** How many messages wait now. */
  waiting: number;
};

/** What can be done with this campaign now. Pausing answers with how many messages may still leave. */
export function CampaignActions({ campaign, status, waiting }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string>();
  const [failed, setFailed] = useState<unknown>();
  const [cancelling, setCancelling] = useState(false);
  const path = { id: campaign.id };
  const refresh = () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id] });
  const run = (name: string, work: () => Promise<unknown>) => async () => {
    setBusy(name);
    setFailed(undefined);
    try {
      await work();
      await refresh();
    } catch (error) {
      setFailed(error);
    } finally {
      setBusy(undefined);
    }
  };
  const pause = run('pause', async () => {
    const { may_still_leave } = await api('POST /api/v1/campaigns/{id}/pause', { path });
    rememberLeaving(campaign.id, may_still_leave);
  });
  const copy = run('copy', async () => {
    const made = await api('POST /api/v1/campaigns/{id}/copy', { path });
    await navigate({ to: '/campaigns/$id/edit', params: { id: made.id } });
  });
  const ends = ['active', 'paused', 'scheduled'].includes(status);
  const name = campaign.name;
  return (
    <div className="grid justify-items-end gap-1">
      <div className="flex flex-wrap gap-2">
        {status === 'active' && (
          <Button
            kind="primary"
            busy={busy === 'pause'}
            icon={<Pause className="size-4" aria-hidden />}
            onClick={() => void pause()}
          >
            <Trans>Pause</Trans>
          </Button>
        )}
        {status === 'paused' && (
          <Button
            kind="primary"
            busy={busy === 'resume'}
            icon={<Play className="size-4" aria-hidden />}
            onClick={() => void run('resume', () => api('POST /api/v1/campaigns/{id}/resume', { path }))()}
          >
            <Trans>Resume</Trans>
          </Button>
        )}
        {(status === 'draft' || status === 'scheduled') && (
          <Link to="/campaigns/$id/edit" params={path} className={buttonLooks('primary')}>
            <Pencil className="size-4" aria-hidden />
            <Trans>Edit</Trans>
          </Link>
        )}
        <Button
          busy={busy === 'copy'}
          icon={<Copy className="size-4" aria-hidden />}
          onClick={() => void copy()}
        >
          <Trans>Copy</Trans>
        </Button>
        {ends && (
          <Button
            kind="danger"
            icon={<Ban className="size-4" aria-hidden />}
            onClick={() => setCancelling(true)}
          >
            <Trans>Cancel campaign</Trans>
          </Button>
        )}
      </div>
      {failed !== undefined && (
        <p role="alert" className="text-sm text-danger">
          {errorText(failed).title}. {errorText(failed).remedy}
        </p>
      )}
      <ConfirmDialog
        open={cancelling}
        onClose={() => setCancelling(false)}
        danger
        typed={t`cancel`}
        title={t`Cancel “${name}”?`}
        action={t`Cancel campaign`}
        consequences={[
          <Plural
            key="waiting"
            value={waiting}
            one={`${exact(waiting)} message that waits is never sent. It cannot be started again.`}
            other={`${exact(waiting)} messages that wait are never sent. It cannot be started again.`}
          />,
          <Trans key="way">Messages already under way may still arrive.</Trans>,
          <Trans key="kept">What was sent, and its numbers, stay.</Trans>,
        ]}
        onConfirm={async () => {
          await api('POST /api/v1/campaigns/{id}/cancel', { path });
          await refresh();
        }}
      />
    </div>
  );
}
