// What is wrong with a sender, in words, and what to do. "Reconnecting" passes by itself; "needs pairing again" waits for
// somebody with the phone in their hand.
import { useLingui } from '@lingui/react/macro';
import {
  CircleCheck,
  Hand,
  Link2Off,
  PauseCircle,
  RefreshCw,
  TriangleAlert,
  UserX,
  Wrench,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Answer, Item } from '../../api/client.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import type { Tone } from '../../ui/status.tsx';

export type Device = Item<'GET /api/v1/devices'>;
export type Account = Device['accounts'][number];
/** A sender as the list has it: less of it, and all of them. */
export type FleetDevice = Answer<'GET /api/v1/fleet'>['items'][number];

export type AccountState = Pick<
  Account,
  'policy_hold' | 'health_status' | 'health_reason' | 'paused_until' | 'pause_reason'
> & { hold?: Account['hold'] };
export type DeviceState = Pick<Device, 'health_status' | 'health_reason' | 'maintenance' | 'in_flight'> & {
  accounts: readonly AccountState[];
};
export type Shown = {
  icon: LucideIcon;
  tone: Tone;
  word: string;
  meaning: string;
  todo?: string | undefined;
};

/** Waiting does not help: somebody has to renew its access. */
export function needsPairing(account: AccountState): boolean {
  return (
    !account.policy_hold &&
    account.health_status === 'offline' &&
    pairing.includes(account.health_reason ?? '')
  );
}

const pairing: readonly string[] = [
  'account_credentials',
  'account_configuration',
  'check_refused',
  'no_receipts',
  'logged_out',
  'unpaired',
];

export function useDeviceState(): (device: DeviceState) => Shown {
  const { t } = useLingui();
  const accountState = useAccountState();
  const reason = useReasonText();
  return (device) => {
    if (device.maintenance)
      return {
        icon: Wrench,
        tone: 'neutral',
        word: device.in_flight > 0 ? t`Draining` : t`In maintenance`,
        meaning:
          device.in_flight > 0
            ? t`It gets nothing new; what is under way is being finished.`
            : t`It sends nothing until somebody takes it out of maintenance.`,
      };
    const shown = device.accounts.map(accountState);
    // The worst of its accounts speaks for it.
    const troubled = shown.find((one) => one.tone === 'danger') ?? shown.find((one) => one.tone === 'warn');
    if (device.health_status === 'healthy')
      return troubled ?? healthy(t`Healthy`, t`It answers and takes its full share.`);
    if (troubled && (troubled.tone === 'danger' || device.health_status === 'degraded')) return troubled;
    const own = device.health_reason ? reason(device.health_reason, '') : undefined;
    const what = own?.what;
    return device.health_status === 'offline'
      ? {
          icon: RefreshCw,
          tone: 'danger',
          word: t`Reconnecting`,
          meaning: what
            ? t`${what}; we keep trying. Its messages go out through others where that is allowed.`
            : t`It does not answer; we keep trying. Its messages go out through others where that is allowed.`,
          todo: own?.todo ?? t`If this lasts, look at its power and network.`,
        }
      : {
          icon: TriangleAlert,
          tone: 'warn',
          word: t`Degraded`,
          meaning: what ? t`${what}.` : t`It makes more errors than usual and gets fewer messages for now.`,
          todo: own?.todo,
        };
  };
}

export function useAccountState(): (account: AccountState) => Shown {
  const { t } = useLingui();
  const reason = useReasonText();
  // A platform's own words are for the log: a code not known here is said in ours.
  const sentence = (code: string | null, otherwise: string) => {
    const { what } = reason(code, otherwise);
    return t`${what}.`;
  };
  return (account) => {
    if (account.policy_hold)
      return account.hold?.decision === 'continue_without'
        ? {
            icon: UserX,
            tone: 'danger',
            word: t`Stopped`,
            meaning: sentence(account.policy_hold, reason('account_banned').what),
            todo: t`An administrator decided to go on without it. It can still be released.`,
          }
        : {
            icon: Hand,
            tone: 'danger',
            word: t`Held`,
            meaning: sentence(account.policy_hold, reason('account_banned').what),
            todo: t`Nothing goes out until an administrator decides.`,
          };
    if (account.health_status === 'offline') {
      return needsPairing(account)
        ? {
            icon: Link2Off,
            tone: 'danger',
            word: t`Needs pairing again`,
            meaning: sentence(account.health_reason, reason('account_credentials').what),
            todo: t`Renew its access: enter new credentials, or pair the phone again.`,
          }
        : {
            icon: RefreshCw,
            tone: 'danger',
            word: t`Reconnecting`,
            meaning: t`It does not answer; we keep trying.`,
            todo: t`If this lasts, look at its power and network.`,
          };
    }
    if (account.paused_until)
      return {
        icon: PauseCircle,
        tone: 'warn',
        word: t`Resting`,
        meaning: sentence(account.pause_reason, t`It reached a limit of the platform`),
        todo: t`It goes on by itself.`,
      };
    if (account.health_status === 'degraded')
      return {
        icon: TriangleAlert,
        tone: 'warn',
        word: t`Degraded`,
        meaning: sentence(
          account.health_reason,
          t`It makes more errors than usual and gets fewer messages for now`,
        ),
        todo: account.health_reason ? reason(account.health_reason).todo : undefined,
      };
    return healthy(t`Healthy`, t`It answers and takes its full share.`);
  };
}

function healthy(word: string, meaning: string): Shown {
  return { icon: CircleCheck, tone: 'ok', word, meaning };
}
