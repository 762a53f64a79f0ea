import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { channelNames } from '../../lib/words.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { SelectField } from '../../ui/select-field.tsx';

/** The platform restricts one of our senders: it is held, never routed around. */
export function BanCard() {
  const { t } = useLingui();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<string | null>(null);
  const devices = useQuery({
    queryKey: ['demo', 'devices'],
    queryFn: ({ signal }) => api('GET /api/v1/devices', { query: { limit: 100 }, signal }),
  }).data?.items;
  const accounts = devices?.flatMap((device) => device.accounts) ?? [];
  const act = useMutation({
    mutationFn: (banned: boolean) =>
      api('POST /api/v1/demo/bans', { body: { account_id: chosen ?? '', banned } }),
  });
  const device = accounts.find((one) => one.id === chosen)?.device_id;
  return (
    <Card
      id="ban"
      title={t`Have a platform restrict a sender`}
      note={t`It is held until an administrator decides; its people wait rather than being routed around it.`}
    >
      <div className="grid gap-4">
        {act.error && (
          <ErrorSummary key={act.failureCount} title={errorText(act.error).title}>
            {errorText(act.error).remedy}
          </ErrorSummary>
        )}
        <SelectField
          id="ban-account"
          label={t`Sender`}
          placeholder={t`Choose a sender`}
          value={chosen}
          items={accounts.map((one) => ({
            value: one.id,
            label: `${channelNames[one.channel]} · ${one.display_name}`,
          }))}
          onChange={(next) => {
            setChosen(next);
            act.reset();
          }}
        />
        <div className="flex flex-wrap items-center justify-end gap-2">
          <span role="status" className="me-auto text-muted">
            {act.isSuccess && device && (
              <Link
                to="/devices/$id"
                params={{ id: device }}
                className="inline-flex min-h-6 items-center underline underline-offset-2"
              >
                {act.variables ? (
                  <Trans>Restricted. See the sender</Trans>
                ) : (
                  <Trans>Lifted. See the sender</Trans>
                )}
              </Link>
            )}
          </span>
          <Button disabled={!chosen} busy={act.isPending} onClick={() => act.mutate(false)}>
            <Trans>Lift it</Trans>
          </Button>
          <Button kind="danger" disabled={!chosen} busy={act.isPending} onClick={() => act.mutate(true)}>
            <Trans>Restrict this sender</Trans>
          </Button>
        </div>
      </div>
    </Card>
  );
}
