import { Trans, useLingui } from '@lingui/react/macro';
import type { Answer } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { Fact } from './why-fact.tsx';

type Why = Answer<'POST /api/v1/prospects/{id}/why'>;

/** The person's week and their nights: what they have had, and when nothing goes where they live. */
export function WhyLimits({ why }: { why: Why }) {
  const { t } = useLingui();
  const { exact, withZone, tag } = useFormat();
  const { cap, quiet } = why;
  const day = new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' });
  // The fourth of January 1970 was a Sunday.
  const dayName = (number: number) => day.format(new Date(Date.UTC(1970, 0, 4 + number)));
  const span = (hours: { start: string; end: string }) => `${hours.start}–${hours.end}`;
  const used = cap && exact(cap.used.length);
  const limit = cap && exact(cap.limit);
  const frees = cap?.frees_at && withZone(new Date(cap.frees_at));
  return (
    <Card id="limits" title={t`Limits of this person`}>
      <dl className="grid gap-1.5">
        <Fact name={t`Most in a week`}>
          {cap ? (
            <>
              <Trans>
                {used} of {limit} used
              </Trans>
              {cap.country && ` · ${cap.country}`}
              {frees && (
                <>
                  {' · '}
                  <Trans>room again from {frees}</Trans>
                </>
              )}
              {cap.used.length > 0 && (
                <span className="block text-sm text-muted">
                  {cap.used.map((at) => withZone(new Date(at))).join(' · ')}
                </span>
              )}
            </>
          ) : (
            t`No cap for this purpose`
          )}
        </Fact>
        <Fact name={t`Time where they live`}>
          {quiet.zones.map((one) => `${one.local_time} (${one.zone.replaceAll('_', ' ')})`).join(' · ')}
          {quiet.zones.length > 1 && (
            <span className="block text-sm text-muted">
              <Trans>Nobody knows in which of these zones: it has to be right in all of them.</Trans>
            </span>
          )}
        </Fact>
        <Fact name={t`Quiet hours`}>
          {quiet.workspace ? span(quiet.workspace) : t`None for this purpose`}
        </Fact>
        {quiet.country && (
          <Fact name={t`Their country: ${quiet.country.country}`}>
            {[quiet.country.hours && span(quiet.country.hours), ...quiet.country.days.map(dayName)]
              .filter(Boolean)
              .join(' · ') || t`No times of its own`}
            <span className="block text-sm text-muted">{quiet.country.source}</span>
          </Fact>
        )}
      </dl>
    </Card>
  );
}
