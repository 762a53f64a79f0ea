import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { SingleSignOnDialog } from './single-sign-on-dialog.tsx';

const key = ['GET /api/v1/workspace/single-sign-on'];
type Settings = Answer<'GET /api/v1/workspace/single-sign-on'>;

/** Signing in through the organisation's own provider. */
export function SingleSignOnCard() {
  const { t } = useLingui();
  const settings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/workspace/single-sign-on', { signal }),
  });
  return (
    <Card
      id="single-sign-on"
      title={t`Single sign-on`}
      note={t`People sign in with the account of your organisation, through its own provider (OpenID Connect).`}
    >
      {settings.isError ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : settings.data === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <Connection settings={settings.data} />
      )}
    </Card>
  );
}

function Connection({ settings }: { settings: Settings }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const [open, setOpen] = useState<'edit' | 'remove'>();
  const { provider } = settings;
  const close = () => setOpen(undefined);
  return (
    <>
      {provider ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="grid min-w-0 gap-0.5">
            <span className="flex flex-wrap items-center gap-2 font-medium break-all">
              {provider.issuer}
              <Badge tone={provider.enabled ? 'ok' : 'neutral'}>
                {provider.enabled ? <Trans>On</Trans> : <Trans>Off</Trans>}
              </Badge>
            </span>
            <span className="text-sm text-muted">
              {provider.domains.join(', ')} ·{' '}
              <Plural
                value={provider.people}
                _0="nobody has used it yet"
                one="# person has used it"
                other="# people have used it"
              />
              {' · '}
              {provider.password_allowed ? (
                <Trans>passwords are allowed</Trans>
              ) : (
                <Trans>passwords for administrators only</Trans>
              )}
            </span>
          </span>
          <span className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('edit')}>
              <Trans>Change</Trans>
            </Button>
            <Button kind="danger" onClick={() => setOpen('remove')}>
              <Trans>Remove</Trans>
            </Button>
          </span>
        </div>
      ) : (
        <EmptyState
          icon={Building2}
          title={<Trans>Everybody signs in with a password of their own</Trans>}
          action={
            <Button kind="primary" onClick={() => setOpen('edit')}>
              <Trans>Set up single sign-on</Trans>
            </Button>
          }
        >
          <Trans>You need the issuer, a client ID and a client secret from your provider.</Trans>
        </EmptyState>
      )}
      {open === 'edit' && (
        <SingleSignOnDialog
          settings={settings}
          onClose={close}
          onSaved={(next) => {
            queries.setQueryData(key, next);
            showToast(t`Saved`);
            close();
          }}
        />
      )}
      <ConfirmDialog
        open={open === 'remove'}
        onClose={close}
        danger
        title={t`Remove single sign-on?`}
        action={t`Remove it`}
        consequences={[
          t`Nobody can sign in through the provider any more; sessions that are open now go on.`,
          t`People without a password need a link to choose one: under Users, or by e-mail.`,
        ]}
        onConfirm={async () => {
          await api('DELETE /api/v1/workspace/single-sign-on');
          await queries.invalidateQueries({ queryKey: key });
        }}
      />
    </>
  );
}
