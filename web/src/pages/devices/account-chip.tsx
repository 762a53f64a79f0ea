import type { Channel } from '@sampark/contracts/domain.ts';
import { useLingui } from '@lingui/react/macro';
import { channelNames } from '../../lib/words.ts';
import { classNames } from '../../ui/class-names.ts';
import { toneText } from '../../ui/status.tsx';
import { ChannelMark } from './channel-mark.tsx';
import { useAccountState, type AccountState } from './device-state.ts';

/** A channel of a sender, with a second sign where it is not well. Light: a list draws it at every turn of the wheel. */
export function AccountChip({ account }: { account: AccountState & { channel: Channel } }) {
  const { t } = useLingui();
  const { icon: Icon, tone, word } = useAccountState()(account);
  const name = channelNames[account.channel];
  return (
    <span
      title={t`${name}: ${word}`}
      className={classNames(
        'inline-flex min-h-6 items-center gap-1 rounded-md border px-1.5',
        tone === 'ok' ? 'border-line text-muted' : 'border-current',
        tone !== 'ok' && toneText[tone],
      )}
    >
      <ChannelMark channel={account.channel} className="size-4" />
      {tone !== 'ok' && <Icon className="size-3.5" aria-hidden />}
      <span className="sr-only">{t`${name}: ${word}`}</span>
    </span>
  );
}
