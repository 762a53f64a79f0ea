import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { channels } from '../../lib/channels.ts';
import { purposes } from '../../lib/purposes.ts';
import { useUser } from '../../lib/use-session.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Consent } from './upload.ts';

export type Attestation = {
  channels: Channel[];
  purposes: Purpose[];
  source: string;
  date: string;
  sure: boolean;
};

/** What is recorded; undefined until it can be proven and is attested. */
export function consentOf(value: Attestation): Consent | undefined {
  const { channels, purposes, date, sure } = value;
  const source = value.source.trim();
  // The server wants two characters of a source, and a day that has come.
  if (!sure || source.length < 2 || !date || date > today()) return undefined;
  return { channels, purposes, source, date };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

type Props = { value: Attestation | undefined; onChange: (value: Attestation | undefined) => void };

/** A consent that everybody in the file gave, which the file itself does not say. It is recorded with who attested it. */
export function AttestationCard({ value, onChange }: Props) {
  const { t, i18n } = useLingui();
  const user = useUser();
  const toggle = <T extends string>(list: readonly T[], one: T) =>
    list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
  const name = user?.name ?? '';
  return (
    <Card id="attestation" title={t`Consent the file does not mention`}>
      <div className="grid gap-4">
        <Checkbox
          label={t`Everybody in this file gave the same consent, and I can prove it`}
          hint={t`Leave it off if the file has consent columns of its own, or if you are not sure.`}
          checked={value !== undefined}
          onChange={(on) =>
            onChange(
              on
                ? {
                    channels: ['whatsapp'],
                    purposes: ['marketing'],
                    source: '',
                    date: today(),
                    sure: false,
                  }
                : undefined,
            )
          }
        />
        {value && (
          <>
            <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
              <legend className="mb-1 font-medium">
                <Trans context="which channels">On</Trans>
              </legend>
              {channels.map((channel) => (
                <Checkbox
                  key={channel}
                  label={channelNames[channel]}
                  checked={value.channels.includes(channel)}
                  onChange={() => {
                    const next = toggle(value.channels, channel);
                    if (next.length > 0) onChange({ ...value, channels: next });
                  }}
                />
              ))}
            </fieldset>
            <fieldset className="flex flex-wrap gap-x-6 gap-y-2">
              <legend className="mb-1 font-medium">
                <Trans>For</Trans>
              </legend>
              {purposes.map((purpose) => (
                <Checkbox
                  key={purpose}
                  label={i18n._(purposeNames[purpose])}
                  checked={value.purposes.includes(purpose)}
                  onChange={() => {
                    const next = toggle(value.purposes, purpose);
                    if (next.length > 0) onChange({ ...value, purposes: next });
                  }}
                />
              ))}
            </fieldset>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField
                id="source"
                name="source"
                label={t`Where and in which words it was given`}
                placeholder={t`Client agreement, section 7`}
                autoComplete="off"
                value={value.source}
                onChange={(source) => onChange({ ...value, source })}
              />
              <TextField
                id="date"
                name="date"
                type="date"
                label={t`When`}
                max={today()}
                autoComplete="off"
                value={value.date}
                onChange={(date) => onChange({ ...value, date })}
              />
            </div>
            <Checkbox
              label={t`I, ${name}, attest this for every person in the file`}
              hint={t`It is recorded with your name. Whoever opted out stays opted out, whatever is attested here.`}
              checked={value.sure}
              onChange={(sure) => onChange({ ...value, sure })}
            />
          </>
        )}
      </div>
    </Card>
  );
}
