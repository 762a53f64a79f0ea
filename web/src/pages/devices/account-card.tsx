import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Gauge, KeyRound, Webhook } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { channelNames } from '../../lib/words.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Status } from '../../ui/status.tsx';
import { AccessDialog } from './access-dialog.tsx';
import { addressWords } from './access-words.ts';
import { CallbackSteps } from './callback-steps.tsx';
import { useCheckNow } from './check-now.tsx';
import { needsPairing, useAccountState, type Account } from './device-state.ts';
import { HoldDecision } from './hold-decision.tsx';
import { LimitsDialog } from './limits-dialog.tsx';
import { QuotaBar } from './quota-bar.tsx';
import { ReleaseHold } from './release-hold.tsx';
import { kindOf, useChannelKinds } from './use-channel-kinds.ts';

/** One account: how it is and why, what is left of its day, its limits, and what an administrator can do. */
export function AccountCard({ account, admin }: { account: Account; admin: boolean }) {
  const { t, i18n } = useLingui();
  const state = useAccountState()(account);
  return (
    <Card
      id={`account-${account.id}`}
      title={`${channelNames[account.channel]} · ${account.display_name}`}
      note={
        account.address !== account.display_name && (
          <>
            {i18n._(addressWords[account.channel].name)}: <span data-copy>{account.address}</span>
          </>
        )
      }
      actions={<Status icon={state.icon} tone={state.tone} word={state.word} meaning={state.meaning} />}
    >
      <div className="grid gap-4">
        {state.tone !== 'ok' && (
          <p>
            {state.meaning} <span className="text-muted">{state.todo}</span>
            {account.paused_until && (
              <>
                {' '}
                <Trans>Goes on</Trans> <Ago at={account.paused_until} />
              </>
            )}
          </p>
        )}
        {account.hold && account.hold.decision === null && account.hold.campaigns > 0 && (
          <p className="font-medium text-danger">
            <Plural
              value={account.hold.campaigns}
              one="# campaign waits for the decision."
              other="# campaigns wait for the decision."
            />
          </p>
        )}
        {admin && account.policy_hold && <HoldDecision account={account} />}
        {admin && needsPairing(account) && <ReleaseHold account={account} />}
        <QuotaBar
          sent={account.sent_today}
          most={account.per_day}
          label={t`Used of today's quota of ${account.display_name}`}
        />
        <Limits account={account} />
        {admin && <Actions account={account} />}
      </div>
    </Card>
  );
}

function Limits({ account }: { account: Account }) {
  const { exact, decimal } = useFormat();
  const { default_limits: usual } = account;
  const perDay = exact(account.per_day);
  const perSecond = decimal(account.per_second);
  const usualDay = exact(usual.per_day);
  const usualSecond = decimal(usual.per_second);
  const usualPair = decimal(usual.pair_seconds);
  return (
    <Facts
      items={[
        {
          name: <Trans>A day, at most</Trans>,
          value: (
            <span className="tabular">
              {perDay} {account.per_day !== usual.per_day && <Default value={usualDay} />}
            </span>
          ),
        },
        {
          name: <Trans>At most</Trans>,
          value: (
            <span className="tabular">
              <Trans>{perSecond} a second</Trans>{' '}
              {account.per_second !== usual.per_second && <Default value={usualSecond} />}
            </span>
          ),
        },
        {
          name: <Trans>Between two to one person</Trans>,
          value: (
            <span className="tabular">
              <Plural value={account.pair_seconds} one="# second" other="# seconds" />{' '}
              {account.pair_seconds !== usual.pair_seconds && <Default value={usualPair} />}
            </span>
          ),
        },
        ...(account.portfolio_id
          ? [
              {
                name: <Trans>Portfolio</Trans>,
                value: (
                  <Link to="/devices/portfolios" className="underline underline-offset-2" data-copy>
                    {account.portfolio_name}
                  </Link>
                ),
              },
            ]
          : []),
        ...(account.in_flight > 0
          ? [{ name: <Trans>Under way</Trans>, value: exact(account.in_flight) }]
          : []),
      ]}
    />
  );
}

function Default({ value }: { value: string }) {
  return (
    <span className="text-sm text-muted">
      <Trans>(default {value})</Trans>
    </span>
  );
}

function Actions({ account }: { account: Account }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'limits' | 'access' | 'callbacks'>();
  const kind = kindOf(useChannelKinds().data?.items, account.channel);
  const check = useCheckNow(account);
  const close = () => setOpen(undefined);
  return (
    <div className="grid gap-3">
      {check.result}
      <div className="flex flex-wrap gap-2">
        {check.button}
        <Button icon={<Gauge className="size-4" aria-hidden />} onClick={() => setOpen('limits')}>
          <Trans>Change limits</Trans>
        </Button>
        {kind && (
          <Button
            icon={<KeyRound className="size-4" aria-hidden />}
            onClick={() => setOpen('access')}
            data-open="access"
          >
            <Trans>Change access</Trans>
          </Button>
        )}
        <Button icon={<Webhook className="size-4" aria-hidden />} onClick={() => setOpen('callbacks')}>
          <Trans>Callbacks</Trans>
        </Button>
      </div>
      {open === 'limits' && <LimitsDialog account={account} onClose={close} />}
      {open === 'access' && kind && <AccessDialog account={account} kind={kind} onClose={close} />}
      <Dialog
        open={open === 'callbacks'}
        onClose={close}
        wide
        title={t`Callbacks of ${account.display_name}`}
        description={<Trans>How the platform tells us of receipts, answers and its own signals.</Trans>}
      >
        <CallbackSteps accountId={account.id} />
      </Dialog>
    </div>
  );
}
