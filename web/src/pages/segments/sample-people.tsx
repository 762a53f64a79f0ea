import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { useRegionNames } from '../../i18n/region-names.ts';
import type { Count } from './use-count.ts';

/** The first few who fit, to see whether they are the ones that are meant. Each opens beside what is being written. */
export function SamplePeople({
  people,
  total,
  old,
}: {
  people: Count['sample'];
  total: number;
  old: boolean;
}) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const { region, language } = useRegionNames();
  const rest = total - people.length;
  const restText = exact(rest);
  return (
    <section aria-labelledby="sample" className="grid gap-1">
      <h3 id="sample" className="font-semibold">
        <Trans>Some of them</Trans>
      </h3>
      <ul className="divide-y divide-line text-sm" aria-busy={old}>
        {people.map((person) => {
          const score = exact(person.lead_score);
          const about = [
            person.country && region(person.country),
            person.language && language(person.language),
            t`score ${score}`,
          ].filter(Boolean);
          return (
            <li key={person.id} className="grid justify-items-start py-1">
              <Link
                to="/prospects/$id"
                params={{ id: person.id }}
                target="_blank"
                className="inline-flex min-h-6 min-w-6 items-center font-medium text-accent underline-offset-2 hover:underline"
              >
                {person.name ?? t`Unnamed person`}
                <span className="sr-only">
                  {' '}
                  <Trans>(opens in a new tab)</Trans>
                </span>
              </Link>
              <span className="text-muted">{about.join(' · ')}</span>
            </li>
          );
        })}
      </ul>
      {rest > 0 && (
        <p className="text-sm text-muted">
          <Trans>and {restText} more</Trans>
        </p>
      )}
    </section>
  );
}
