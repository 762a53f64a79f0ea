import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/facts.tsx';
import type { Person } from './person.ts';

/** Everything else on record. Names of columns from an import stay as the file had them. */
export function PersonFacts({ person }: { person: Person }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const own: Record<string, string> = {
    age: t`Age`,
    location: t`City or place`,
    interests: t`Interests`,
  };
  const items = [
    { name: <Trans>Score</Trans>, value: t`${exact(person.lead_score)} of 100` },
    { name: <Trans>In the book of</Trans>, value: person.owners.map((one) => one.name).join(', ') || '—' },
    {
      name: <Trans>Last engaged</Trans>,
      value: person.last_engagement ? <Ago at={person.last_engagement} /> : '—',
    },
    {
      name: <Trans>Time zone</Trans>,
      value: person.time_zone ?? <Trans>Not known: quiet hours are kept on the careful side</Trans>,
    },
    {
      name: <Trans>Interest in asset classes</Trans>,
      value: person.asset_class_interests.map(String).join(', ') || '—',
    },
    ...Object.entries({ ...person.demographics, ...person.attributes }).map(([name, value]) => ({
      name: own[name] ?? name.replaceAll('_', ' '),
      value: written(value),
    })),
    { name: <Trans>Added</Trans>, value: <Ago at={person.created_at} /> },
  ];
  return (
    <Card id="facts" title={t`On record`}>
      <Facts items={items} />
    </Card>
  );
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}
