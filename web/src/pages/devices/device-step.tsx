import { Trans, useLingui } from '@lingui/react/macro';
import { Cloud, Laptop, Smartphone, TabletSmartphone } from 'lucide-react';
import { useState } from 'react';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChoiceCards } from '../../ui/choice-cards.tsx';
import type { Draft, Kind } from './connect-draft.ts';
import { focusFault } from './focus-fault.ts';
import { StepButtons } from './step-buttons.tsx';
import { useFleet } from './use-fleet.ts';

type Props = { draft: Draft; onChange: (some: Partial<Draft>) => void; onNext: () => void };

/** A device known already, or a new one. */
export function DeviceStep({ draft, onChange, onNext }: Props) {
  const { t } = useLingui();
  const [tried, setTried] = useState(false);
  const [typed, setTyped] = useState<string>();
  const known = useFleet().data?.items ?? [];
  const { device } = draft;
  const change = (some: Partial<Draft['device']>) => onChange({ device: { ...device, ...some } });
  // Empty while what is typed names none.
  const existing = draft.deviceId !== undefined;
  const complete = existing
    ? draft.deviceId !== ''
    : device.name.trim() && device.identifier.trim() && device.kind;
  return (
    <form
      className="grid gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (complete) onNext();
        else focusFault(event.currentTarget);
      }}
    >
      {known.length > 0 && (
        <Checkbox
          label={t`It is a device that is here already`}
          hint={t`A phone can carry one account of each channel.`}
          checked={existing}
          onChange={(on) => {
            setTyped(undefined);
            onChange({ deviceId: on ? '' : undefined });
          }}
        />
      )}
      {existing ? (
        <TextField
          id="connect-device"
          name="device"
          label={t`Device`}
          autoComplete="off"
          hint={t`Begin to write its name, or its identifier.`}
          suggestions={known.map((one) => one.name)}
          value={typed ?? known.find((one) => one.id === draft.deviceId)?.name ?? ''}
          onChange={(text) => {
            setTyped(text);
            const wanted = text.trim();
            const found = known.find((one) => one.name === wanted || one.device_identifier === wanted);
            onChange({ deviceId: found?.id ?? '' });
          }}
          error={tried && !draft.deviceId ? t`There is no sender of this name.` : undefined}
        />
      ) : (
        <>
          <ChoiceCards<Kind>
            id="connect-kind"
            label={t`Kind of device`}
            columns
            value={device.kind}
            onChange={(kind) => change({ kind })}
            items={[
              {
                value: 'cloud',
                label: t`API account of the platform`,
                hint: t`Nothing to hold in your hand: WhatsApp Cloud API, Telegram bot.`,
                icon: <Cloud className="size-4" aria-hidden />,
              },
              { value: 'android', label: 'Android', icon: <Smartphone className="size-4" aria-hidden /> },
              { value: 'ios', label: 'iPhone', icon: <TabletSmartphone className="size-4" aria-hidden /> },
              {
                value: 'mac',
                label: 'Mac',
                hint: t`For iMessage through BlueBubbles.`,
                icon: <Laptop className="size-4" aria-hidden />,
              },
            ]}
          />
          {tried && !device.kind && (
            <p role="alert" className="text-sm text-danger">
              <Trans>Choose the kind of device.</Trans>
            </p>
          )}
          <TextField
            id="connect-name"
            name="name"
            label={t`Name`}
            autoComplete="off"
            hint={t`By which your colleagues know it, such as where it lies.`}
            value={device.name}
            onChange={(name) => change({ name })}
            error={tried && !device.name.trim() ? t`Give it a name.` : undefined}
          />
          <TextField
            id="connect-identifier"
            name="identifier"
            label={t`Identifier`}
            autoComplete="off"
            hint={t`IMEI, serial number or account name: what tells it from all others.`}
            value={device.identifier}
            onChange={(identifier) => change({ identifier })}
            error={tried && !device.identifier.trim() ? t`Fill in what tells it from others.` : undefined}
          />
        </>
      )}
      <StepButtons>
        <Trans>Go on</Trans>
      </StepButtons>
    </form>
  );
}
