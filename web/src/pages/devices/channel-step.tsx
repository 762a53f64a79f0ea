import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel } from '@sampark/contracts/domain.ts';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { channels } from '../../lib/channels.ts';
import { channelNames } from '../../lib/words.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { channelPitch } from './access-words.ts';
import { ChannelMark } from './channel-mark.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import { needsOwnership, type Draft } from './connect-draft.ts';
import { StepButtons } from './step-buttons.tsx';

type Props = {
  draft: Draft;
  onChange: (some: Partial<Draft>) => void;
  onBack: () => void;
  onNext: () => void;
};

/** The channel, and for those without an official API the word that the number is ours. */
export function ChannelStep({ draft, onChange, onBack, onNext }: Props) {
  const { t, i18n } = useLingui();
  const [tried, setTried] = useState(false);
  const { channel } = draft;
  const owning = needsOwnership(channel);
  const complete = channel !== undefined && (!owning || draft.owned);
  const choose = (next: Channel) => {
    if (next !== channel)
      // What one platform wants is of no use to another.
      onChange({
        ...{ channel: next, owned: false, address: '', baseUrl: undefined, credentials: {}, settings: {} },
        ...{ checked: false, limits: undefined, portfolioId: undefined },
      });
  };
  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (complete) onNext();
      }}
    >
      <ChoiceCards<Channel>
        id="connect-channel"
        label={t`Channel`}
        value={channel}
        onChange={choose}
        items={channels.map((value) => ({
          value,
          label: channelNames[value],
          hint: i18n._(channelPitch[value]),
          icon: <ChannelMark channel={value} />,
        }))}
      />
      {owning && (
        <div className="grid gap-3">
          <Notice icon={ShieldCheck} tone="info" title={t`Owned numbers only.`}>
            <Trans>
              This channel has no official API for businesses. Use a number or Mac that belongs to you, and
              write only to people who agreed to hear from you on this very channel. If the platform objects,
              the sender stops and an administrator decides; nothing is routed around it.
            </Trans>
          </Notice>
          <Checkbox
            label={t`The number is ours, and people agreed to hear from us there`}
            checked={draft.owned}
            onChange={(owned) => onChange({ owned })}
          />
        </div>
      )}
      {tried && !complete && (
        <p role="alert" className="text-sm text-danger">
          {channel === undefined ? (
            <Trans>Choose a channel.</Trans>
          ) : (
            <Trans>Confirm that the number is yours.</Trans>
          )}
        </p>
      )}
      <StepButtons onBack={onBack}>
        <Trans>Go on</Trans>
      </StepButtons>
    </form>
  );
}
