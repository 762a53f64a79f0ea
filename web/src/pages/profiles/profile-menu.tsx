import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Copy, Ellipsis, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { Profile } from './use-profiles.ts';

type Props = {
  profile: Profile;
  mayCopy: boolean;
  /** It is open in the editor: what is not saved would be lost. */
  unsaved?: boolean;
  /** Told what became of it by the switch. */
  onSwitched?: (profile: Profile) => void;
};

/** Copy, switch and delete, each saying what follows from it. */
export function ProfileMenu({ profile, mayCopy, unsaved, onSwitched }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'switch' | 'delete'>();
  const [failed, setFailed] = useState<unknown>();
  const { id, name, is_active, campaigns } = profile;
  const path = { id };
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['GET /api/v1/profiles'] }),
      queries.invalidateQueries({ queryKey: ['profile-versions', id] }),
      queries.invalidateQueries({ queryKey: ['campaign-profiles'] }),
    ]);
  const run = async (work: () => Promise<unknown>) => {
    setFailed(undefined);
    try {
      await work();
      await refresh();
    } catch (error) {
      setFailed(error);
    }
  };
  const turn = async () => {
    const now = await api(
      is_active ? 'POST /api/v1/profiles/{id}/deactivate' : 'POST /api/v1/profiles/{id}/activate',
      { path },
    );
    queries.setQueryData(['profile', id], now);
    onSwitched?.(now);
    await refresh();
    showToast(is_active ? t`Switched off: ${name}` : t`Active again: ${name}`);
  };
  const copy = async () => {
    const made = await api('POST /api/v1/profiles/{id}/copy', { path });
    await navigate({ to: '/profiles/$id', params: { id: made.id } });
    showToast(t`Copied: ${name}`);
  };
  return (
    <div className="grid justify-items-end">
      <Menu
        trigger={
          <Button kind="quiet" aria-label={t`Actions for ${name}`} className="px-2">
            <Ellipsis className="size-4" aria-hidden />
          </Button>
        }
      >
        {mayCopy && (
          <MenuItem icon={<Copy className="size-4 text-muted" aria-hidden />} onClick={() => void run(copy)}>
            <Trans>Copy</Trans>
          </MenuItem>
        )}
        <MenuItem
          icon={<Power className="size-4 text-muted" aria-hidden />}
          onClick={() => (is_active ? setAsking('switch') : void run(turn))}
        >
          {is_active ? <Trans>Switch off</Trans> : <Trans>Make active again</Trans>}
        </MenuItem>
        <MenuItem
          icon={<Trash2 className="size-4 text-muted" aria-hidden />}
          onClick={() => setAsking('delete')}
        >
          <Trans>Delete</Trans>
        </MenuItem>
      </Menu>
      {failed !== undefined && (
        <p role="alert" className="max-w-60 text-end text-sm text-danger">
          {errorText(failed).title}. {errorText(failed).remedy}
        </p>
      )}
      <ConfirmDialog
        open={asking === 'switch'}
        onClose={() => setAsking(undefined)}
        title={t`Switch “${name}” off?`}
        action={t`Switch off`}
        consequences={[
          <Trans key="draft">Campaigns that start from now on choose it for nobody.</Trans>,
          <Trans key="running">Campaigns that run go on with it as they were started.</Trans>,
          <Trans key="back">It can be made active again at any time.</Trans>,
        ]}
        onConfirm={turn}
      />
      <ConfirmDialog
        open={asking === 'delete'}
        onClose={() => setAsking(undefined)}
        danger
        title={t`Delete “${name}”?`}
        action={t`Delete profile`}
        disabled={campaigns > 0}
        consequences={
          campaigns > 0
            ? [
                <Plural
                  key="used"
                  value={campaigns}
                  one={`${exact(campaigns)} campaign names it, so that what was sent stays explainable: it cannot be deleted.`}
                  other={`${exact(campaigns)} campaigns name it, so that what was sent stays explainable: it cannot be deleted.`}
                />,
                <Trans key="instead">Switch it off instead, or take it out of drafts that name it.</Trans>,
              ]
            : [
                <Trans key="gone">Its texts, looks and rules are gone from your profiles for good.</Trans>,
                <Trans key="trail">What it said stays in the audit trail’s versions.</Trans>,
                ...(unsaved ? [<Trans key="unsaved">What you have not saved here is lost.</Trans>] : []),
              ]
        }
        onConfirm={async () => {
          await api('DELETE /api/v1/profiles/{id}', { path });
          await refresh();
          showToast(t`Deleted: ${name}`);
          await navigate({ to: '/profiles', ignoreBlocker: true });
        }}
      />
    </div>
  );
}
