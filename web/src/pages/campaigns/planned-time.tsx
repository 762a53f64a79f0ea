import { useFormat } from '../../i18n/use-format.ts';

/** A wall-clock time as somebody chose it, with its place, written as the language on screen writes times. */
export function PlannedTime({ localTime, zone }: { localTime: string; zone: string }) {
  const { tag } = useFormat();
  // No instant is meant yet, only what the clock on that wall will show: so it is read and written in one zone.
  const at = new Date(`${localTime}Z`);
  const text = new Intl.DateTimeFormat(tag, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' },
  } as const).format(at);
  return (
    <>
      {text} ({zone.replaceAll('_', ' ')})
    </>
  );
}
