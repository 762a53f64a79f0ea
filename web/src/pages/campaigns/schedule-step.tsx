import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useFinishText } from '../../lib/use-finish-text.ts';
import { Card } from '../../ui/card.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { readNumber } from './read-number.ts';
import { useSchedule } from './use-schedule.ts';
import { useForecast } from './use-forecast.ts';
import type { Draft, DraftChange } from './use-draft.ts';

/** When it starts and how fast it goes. */
export function ScheduleStep({ draft, onChange }: { draft: Draft; onChange: (change: DraftChange) => void }) {
  const { t } = useLingui();
  const { duration } = useFormat();
  const finishText = useFinishText();
  const schedule = useSchedule(draft);
  const forecast = useForecast(draft.id, schedule).data;
  const [pace, setPace] = useState(
    draft.pace_per_second === null ? '' : String(Math.round(draft.pace_per_second * 6000) / 100),
  );
  const done = forecast?.finish && finishText(forecast.finish, new Date()).likely;
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <Card
      id="schedule"
      title={t`When it starts`}
      note={t`Quiet hours are kept where each person lives: their message waits until the morning there.`}
    >
      <div className="grid gap-5">
        <SelectField
          id="when"
          label={t`Start`}
          value={schedule.kind}
          items={[
            { value: 'now', label: t`As soon as I launch it` },
            { value: 'later', label: t`At a planned time` },
          ]}
          onChange={(kind) => schedule.set({ kind })}
        />
        {schedule.kind === 'later' && (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField
              id="local-time"
              name="local-time"
              type="datetime-local"
              label={t`Date and time`}
              autoComplete="off"
              value={schedule.localTime}
              onChange={(localTime) => schedule.set({ localTime })}
            />
            <SelectField
              id="zone"
              label={t`In the time of`}
              value={schedule.zone}
              items={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
              onChange={(zone) => schedule.set({ zone })}
            />
          </div>
        )}
        <TextField
          id="pace"
          name="pace"
          label={t`Most messages a minute`}
          hint={t`Left empty: as fast as senders and platforms allow.`}
          inputMode="decimal"
          autoComplete="off"
          value={pace}
          error={
            pace.trim() !== '' && !readNumber(pace)
              ? t`Give a number above zero, or leave it empty.`
              : undefined
          }
          onChange={(value) => {
            setPace(value);
            const perMinute = readNumber(value);
            if (value.trim() === '') onChange({ pace_per_second: null });
            else if (perMinute) onChange({ pace_per_second: Math.round((perMinute / 60) * 1000) / 1000 });
          }}
        />
        {forecast?.seconds != null && forecast.reachable > 0 && (
          <p className="text-muted">
            <Trans>It would take about {duration(forecast.seconds)}.</Trans>{' '}
            {done && <Trans>Done at about {done}.</Trans>}
          </p>
        )}
      </div>
    </Card>
  );
}
