import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { RefreshCw, TriangleAlert } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Account } from './template.ts';

/** When the list last came from WhatsApp, and the way to ask now. */
export function SyncLine(props: { at: string | null; accounts: readonly Account[]; mayAsk: boolean }) {
  const queries = useQueryClient();
  const errorText = useErrorText();
  const refresh = useMutation({
    mutationFn: () => api('POST /api/v1/templates/refresh'),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['templates'] }),
  });
  const count = props.accounts.length;
  return (
    <div className="grid justify-items-start gap-1 sm:justify-items-end">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span role="status" className="text-sm text-muted">
          {props.at === null ? (
            <Trans>Not synchronised yet</Trans>
          ) : (
            <>
              <Trans>Synchronised</Trans> <Ago at={props.at} />
              {count > 1 && (
                <>
                  {' · '}
                  <Plural value={count} one="# account" other="# accounts" />
                </>
              )}
            </>
          )}
        </span>
        {props.mayAsk && (
          <Button
            busy={refresh.isPending}
            disabled={count === 0}
            icon={<RefreshCw className="size-4" aria-hidden />}
            onClick={() => refresh.mutate()}
          >
            <Trans>Refresh now</Trans>
          </Button>
        )}
      </div>
      {refresh.error && (
        <p role="alert" className="text-sm text-danger">
          {errorText(refresh.error).title}. {errorText(refresh.error).remedy}
        </p>
      )}
    </div>
  );
}

/** What the last try met, an account at a time. */
export function SyncFaults({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useLingui();
  const reason = useReasonText();
  const failed = accounts.filter((one) => one.error !== null);
  return failed.map((one) => {
    const { what, todo } = reason(one.error, one.error_text);
    const senders = one.senders.join(', ');
    return (
      <Notice
        key={one.waba_id}
        icon={TriangleAlert}
        tone="warn"
        title={senders ? t`The list of ${senders} could not be fetched.` : t`A list could not be fetched.`}
      >
        {what}. {todo}{' '}
        {one.synchronised_at !== null && (
          <>
            <Trans>Shown as it was</Trans> <Ago at={one.synchronised_at} />.
          </>
        )}
      </Notice>
    );
  });
}
