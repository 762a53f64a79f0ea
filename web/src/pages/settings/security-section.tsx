import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldCheck, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { api, type Answer } from '../../api/client.ts';
import { Ago } from '../../ui/ago.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RecoveryCodeList } from '../../ui/factor/recovery-code-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActionError } from './action-error.tsx';
import { RemoveFactorDialog } from './remove-factor-dialog.tsx';
import { SetUpFactorDialog } from './set-up-factor-dialog.tsx';

const key = ['GET /api/v1/me/security'];
type Security = Answer<'GET /api/v1/me/security'>;

/** One's own second step at sign-in. */
export function SecuritySection() {
  const { t } = useLingui();
  const security = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/me/security', { signal }),
  });
  return (
    <Card
      id="second-step"
      title={t`Second step at sign-in`}
      note={t`A password alone can be stolen. With a code from your phone nobody gets in with it.`}
    >
      {security.isError ? (
        <ErrorState error={security.error} onRetry={() => void security.refetch()} />
      ) : security.data === undefined ? (
        <Skeleton className="h-24" />
      ) : (
        <SecondStep security={security.data} />
      )}
    </Card>
  );
}

function SecondStep({ security }: { security: Security }) {
  const queries = useQueryClient();
  const [open, setOpen] = useState<'set-up' | 'remove'>();
  const renew = useMutation({
    mutationFn: () => api('POST /api/v1/me/second-factor/recovery-codes'),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const close = () => {
    setOpen(undefined);
    void queries.invalidateQueries({ queryKey: key });
  };
  const factor = security.second_factor;
  return (
    <>
      {factor ? (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <span className="grid min-w-0 gap-0.5">
            <span className="flex flex-wrap items-center gap-2 font-medium">
              <ShieldCheck className="size-4 text-ok" aria-hidden />
              <Trans>Authenticator</Trans>
              <Badge tone="ok">
                <Trans>On</Trans>
              </Badge>
            </span>
            <span className="text-sm text-muted">
              <Trans>since</Trans> <Ago at={factor.since} /> ·{' '}
              <Plural
                value={factor.recovery_codes_left}
                _0="no recovery codes left"
                one="# recovery code left"
                other="# recovery codes left"
              />
            </span>
          </span>
          <span className="flex flex-wrap gap-2">
            <Button busy={renew.isPending} onClick={() => renew.mutate()}>
              <Trans>New recovery codes</Trans>
            </Button>
            {!security.second_factor_required && (
              <Button kind="danger" onClick={() => setOpen('remove')}>
                <Trans>Remove</Trans>
              </Button>
            )}
          </span>
        </div>
      ) : (
        <EmptyState
          icon={Smartphone}
          title={
            security.password ? (
              <Trans>Only your password opens your account</Trans>
            ) : (
              <Trans>Only your provider opens your account</Trans>
            )
          }
          action={
            <Button kind="primary" onClick={() => setOpen('set-up')}>
              <Trans>Set up a second step</Trans>
            </Button>
          }
        >
          <Trans>You need a phone with an authenticator. It takes a minute.</Trans>
        </EmptyState>
      )}
      <ActionError error={renew.error} />
      {open === 'set-up' && <SetUpFactorDialog onClose={close} />}
      {open === 'remove' && <RemoveFactorDialog onClose={close} byPassword={security.password} />}
      {renew.data && <NewCodes codes={renew.data.recovery_codes} onClose={() => renew.reset()} />}
    </>
  );
}

function NewCodes(props: { codes: readonly string[]; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t`New recovery codes`}
      description={t`The earlier ones no longer work.`}
      footer={
        <Button kind="primary" onClick={props.onClose}>
          <Trans>I have kept them</Trans>
        </Button>
      }
    >
      <RecoveryCodeList codes={props.codes} />
    </Dialog>
  );
}
