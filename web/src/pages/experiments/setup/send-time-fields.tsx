import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../i18n/use-format.ts';
import { typedNumber } from '../../../lib/typed-number.ts';
import { Card } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { VariantChange } from './design.ts';

type Props = { letter: string; change: VariantChange; onChange: (change: VariantChange) => void };
type Kind = 'campaign' | 'local' | 'after';
const mostHours = 7 * 24;

/** When a version goes out: with the campaign, at a time of day, or some time after it. */
export function SendTimeFields({ letter, change, onChange }: Props) {
  const { t } = useLingui();
  const { tag } = useFormat();
  const time = change.send_time;
  const kind: Kind = !time ? 'campaign' : 'local_time' in time ? 'local' : 'after';
  const [hours, setHours] = useState(() =>
    new Intl.NumberFormat(tag).format(time && 'after_minutes' in time ? time.after_minutes / 60 : 2),
  );
  const typed = typedNumber(hours);
  const fits = typed !== undefined && typed <= mostHours;
  return (
    <Card
      id="version-time"
      title={t`When version ${letter} goes out`}
      note={t`Quiet hours are kept for every version; they may move both to the same morning.`}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField<Kind>
          id="time-kind"
          label={t`Send time`}
          value={kind}
          items={[
            { value: 'campaign', label: t`When the campaign starts` },
            { value: 'local', label: t`At a time of day` },
            { value: 'after', label: t`Some hours after the start` },
          ]}
          onChange={(next) => {
            if (next === 'campaign') onChange({});
            else if (next === 'local') onChange({ send_time: { local_time: '09:00' } });
            else onChange({ send_time: { after_minutes: (fits ? typed : 2) * 60 } });
          }}
        />
        {time && 'local_time' in time && (
          <TextField
            id="time-of-day"
            name="time-of-day"
            type="time"
            label={t`Time of day`}
            hint={t`The next such time after the start, in the campaign’s time zone.`}
            autoComplete="off"
            value={time.local_time}
            onChange={(local_time) => {
              if (/^\d\d:\d\d$/.test(local_time)) onChange({ send_time: { local_time } });
            }}
          />
        )}
        {time && 'after_minutes' in time && (
          <TextField
            id="time-after"
            name="time-after"
            label={t`Hours after the start`}
            inputMode="numeric"
            autoComplete="off"
            value={hours}
            error={fits ? undefined : t`Give a whole number of hours, up to a week.`}
            onChange={(text) => {
              setHours(text);
              const next = typedNumber(text);
              if (next !== undefined && next <= mostHours)
                onChange({ send_time: { after_minutes: next * 60 } });
            }}
          />
        )}
      </div>
    </Card>
  );
}
