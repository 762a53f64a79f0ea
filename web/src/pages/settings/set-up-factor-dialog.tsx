import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CodeForm } from '../../ui/factor/code-form.tsx';
import { FactorPicture } from '../../ui/factor/factor-picture.tsx';
import { RecoveryCodeList } from '../../ui/factor/recovery-code-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ActionError } from './action-error.tsx';

/** Picture, first code, recovery codes. */
export function SetUpFactorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const begun = useQuery({
    queryKey: ['POST /api/v1/me/second-factor'],
    queryFn: () => api('POST /api/v1/me/second-factor'),
    // Asked again, it would be another secret than the one on the telephone.
    ...{ staleTime: Infinity, gcTime: 0, retry: false, refetchOnWindowFocus: false },
  });
  const confirm = useMutation({
    mutationFn: (code: string) => api('POST /api/v1/me/second-factor/confirm', { body: { code } }),
    retry: false,
  });
  const codes = confirm.data?.recovery_codes;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Set up a second step`}
      footer={
        codes && (
          <Button kind="primary" onClick={onClose}>
            <Trans>I have kept them</Trans>
          </Button>
        )
      }
    >
      {codes ? (
        <RecoveryCodeList codes={codes} />
      ) : (
        <div className="grid gap-4">
          {begun.data ? (
            <FactorPicture factor={begun.data} />
          ) : (
            begun.isPending && <Skeleton className="h-64" />
          )}
          <ActionError error={begun.error ?? confirm.error} />
          {begun.data && (
            <CodeForm
              action={<Trans>Confirm</Trans>}
              busy={confirm.isPending}
              onCode={(code) => confirm.mutate(code)}
            />
          )}
        </div>
      )}
    </Dialog>
  );
}
