import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { UsedCampaigns } from './used-campaigns.tsx';
import type { Segment } from './use-save-segment.ts';

type Props = {
  segment: Pick<Segment, 'id' | 'name' | 'used_by'>;
  title: string;
  onClose: () => void;
  onDeleted: () => void;
};

/** While a scheduled, running or paused campaign uses it, it cannot go: those are named instead of a button that fails. */
export function DeleteDialog({ segment, title, onClose, onDeleted }: Props) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const { name } = segment;
  const under = segment.used_by.filter((one) => ['scheduled', 'active', 'paused'].includes(one.status));
  const drafts = segment.used_by.filter((one) => one.status === 'draft').length;
  if (under.length > 0)
    return (
      <Dialog
        open
        onClose={onClose}
        title={t`“${name}” cannot be deleted now`}
        description={<Trans>These campaigns use it. Wait until they are over, or cancel them.</Trans>}
        footer={
          <Button onClick={onClose}>
            <Trans>Go back</Trans>
          </Button>
        }
      >
        <UsedCampaigns campaigns={under} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      danger
      onClose={onClose}
      title={title}
      action={t`Delete segment`}
      consequences={[
        <Trans key="people">Nobody is deleted: only the condition goes.</Trans>,
        <Trans key="launched">Campaigns that were launched with it keep what they were launched with.</Trans>,
        ...(drafts > 0
          ? [
              <Plural
                key="drafts"
                value={drafts}
                one="# draft is aimed at it and cannot be launched until it has another audience."
                other="# drafts are aimed at it and cannot be launched until they have another audience."
              />,
            ]
          : []),
      ]}
      onConfirm={async () => {
        await api('DELETE /api/v1/segments/{id}', { path: { id: segment.id } });
        void queries.invalidateQueries({ queryKey: ['GET /api/v1/segments'] });
        onDeleted();
      }}
    />
  );
}
