import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Facts } from '../../ui/facts.tsx';
import { PlannedTime } from './planned-time.tsx';
import type { Draft } from './use-draft.ts';
import type { Forecast } from './use-forecast.ts';
import type { useSchedule } from './use-schedule.ts';

type Props = { draft: Draft; forecast: Forecast; schedule: ReturnType<typeof useSchedule> };

/** What was decided on the way here, in one look. */
export function ReviewFacts({ draft, forecast, schedule }: Props) {
  const { i18n } = useLingui();
  const { duration, exact } = useFormat();
  const { localTime, zone } = schedule;
  const perMinute = draft.pace_per_second === null ? undefined : Math.round(draft.pace_per_second * 60);
  const items = [
    { name: <Trans>What it is about</Trans>, value: i18n._(purposeNames[draft.purpose]) },
    {
      name: <Trans>Start</Trans>,
      value:
        schedule.kind === 'later' && localTime ? (
          <PlannedTime localTime={localTime} zone={zone} />
        ) : (
          <Trans>As soon as you press the button</Trans>
        ),
    },
    {
      name: <Trans>Pace</Trans>,
      value:
        perMinute === undefined ? (
          <Trans>As fast as senders and platforms allow</Trans>
        ) : (
          <Trans>At most {exact(perMinute)} messages a minute</Trans>
        ),
    },
  ];
  if (forecast.seconds !== null && forecast.reachable > 0)
    items.push({ name: <Trans>It takes about</Trans>, value: duration(forecast.seconds) });
  return <Facts items={items} />;
}
