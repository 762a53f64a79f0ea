import type { NotificationPreferences } from '@sampark/contracts/notifications.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Mail, MailX, TriangleAlert } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useMailFault } from './mail-fault.ts';
import { PreferenceRow } from './preference-row.tsx';

const key = ['notifications', 'preferences'];
type Kind = NotificationPreferences['kinds'][number];

/** What one hears of and how. Each choice is kept at once. */
export function PreferencesSection() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/me/notification-preferences', { signal }),
  });
  const save = useMutation({
    mutationFn: ({ kind, in_app, email }: Kind) =>
      api('PUT /api/v1/me/notification-preferences', { body: { kinds: [{ kind, in_app, email }] } }),
    onMutate: (next) => {
      queries.setQueryData<NotificationPreferences>(key, (shown) =>
        shown ? { ...shown, kinds: shown.kinds.map((one) => (one.kind === next.kind ? next : one)) } : shown,
      );
    },
    onSuccess: (answer) => queries.setQueryData(key, answer),
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
  if (query.isError && !query.data)
    return (
      <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
    );
  if (!query.data)
    return (
      <div role="status" aria-label={t`Loading`} className="grid gap-3">
        <Skeleton className="h-16" />
        <Skeleton className="h-64" />
      </div>
    );
  const { kinds, email } = query.data;
  return (
    <div className="grid gap-5">
      <EmailState email={email} />
      <Card
        id="preferences"
        title={t`What you hear of`}
        note={t`Kept at once. E-mails come at least ten minutes apart, with everything new in one.`}
      >
        {save.error && (
          <p role="alert" className="mb-3 text-sm text-danger">
            {errorText(save.error).title} {errorText(save.error).remedy}
          </p>
        )}
        {kinds.length === 0 ? (
          <EmptyState icon={MailX} title={<Trans>Nothing is sent to your role yet</Trans>} />
        ) : (
          <ul className="divide-y divide-line border-t border-line">
            {kinds.map((one) => (
              <PreferenceRow
                key={one.kind}
                item={one}
                onChange={(change) => save.mutate({ ...one, ...change })}
              />
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

/** Whether a mail would arrive at all: said before anybody relies on it. */
function EmailState({ email }: { email: NotificationPreferences['email'] }) {
  const { t } = useLingui();
  const mailFault = useMailFault();
  const { address, last_failure, last_sent_at } = email;
  if (email.state === 'not_configured')
    return (
      <Notice icon={MailX} tone="warn" title={t`No e-mail is sent here.`}>
        <Trans>
          No mail server is set up. Your choices are kept and count from the day an administrator sets one up.
          The bell works without it.
        </Trans>
      </Notice>
    );
  if (email.state === 'sample_data')
    return (
      <Notice icon={MailX} tone="info" title={t`No e-mail is sent from sample data.`}>
        <Trans>In a workspace of your own it would go to {address}.</Trans>
      </Notice>
    );
  if (last_failure) {
    const fault = mailFault(last_failure.code);
    return (
      <Notice icon={TriangleAlert} tone="danger" title={t`The last e-mail to you did not arrive.`}>
        {fault} (<Ago at={last_failure.at} />
        ). <Trans>Ask an administrator to check the mail server and your address {address}.</Trans>
      </Notice>
    );
  }
  return (
    <Notice icon={Mail} tone="ok" title={t`E-mail goes to ${address}.`}>
      {last_sent_at ? (
        <>
          <Trans>Last one:</Trans> <Ago at={last_sent_at} />
        </>
      ) : (
        <Trans>None has been needed yet.</Trans>
      )}
    </Notice>
  );
}
