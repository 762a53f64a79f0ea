import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { useAccountState, type Account } from './device-state.ts';

/** What happened, who waits, and the two things an administrator can do about it. The reason is kept with their name. */
export function HoldDecision({ account }: { account: Account }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button kind="primary" onClick={() => setOpen(true)}>
        {account.hold?.decision ? <Trans>Decide again</Trans> : <Trans>Decide what happens</Trans>}
      </Button>
      {open && <OfAccount account={account} onClose={() => setOpen(false)} />}
    </div>
  );
}

function OfAccount({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useLingui();
  const { meaning } = useAccountState()(account);
  const waiting = useQuery({
    queryKey: ['account', account.id, 'waiting'],
    queryFn: ({ signal }) => api('GET /api/v1/accounts/{id}/waiting', { path: { id: account.id }, signal }),
  });
  return (
    <DecisionDialog
      title={t`What shall happen with this sender?`}
      channel={account.channel}
      count={1}
      decided={account.hold?.decision === 'continue_without'}
      happened={[
        { name: <Trans>What happened</Trans>, value: meaning },
        ...(account.hold?.held_at
          ? [{ name: <Trans>Stopped</Trans>, value: <Ago at={account.hold.held_at} /> }]
          : []),
      ]}
      waiting={waiting.data}
      decide={(body) => api('POST /api/v1/accounts/{id}/decision', { path: { id: account.id }, body })}
      stale={['device', account.device_id]}
      onClose={onClose}
    />
  );
}
