import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useRegionNames } from '../../i18n/region-names.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Ago } from '../../ui/ago.tsx';
import { Facts } from '../../ui/facts.tsx';
import { toneText } from '../../ui/status.tsx';
import type { FlagContext } from './flag-message.tsx';
import { purposeWords, verdictWords } from './rule-words.ts';
import { useCallName } from '../../lib/call-name.ts';

const linkLooks = 'inline-flex min-h-6 items-center text-accent underline underline-offset-2';

/** Beside the message: to whom, by whom, and what was decided before. */
export function FlagFacts({ context }: { context: FlagContext }) {
  const { t, i18n } = useLingui();
  const callName = useCallName();
  const { exact } = useFormat();
  const { region: countryName, language: languageName } = useRegionNames();
  const { flag, person, message } = context;
  const unknown = <span className="text-subtle">{t`Not on record`}</span>;
  return (
    <aside aria-label={t`About this message`} className="grid min-w-0 gap-5">
      <section className="grid gap-2">
        <h3 className="font-semibold">
          <Trans>To whom</Trans>
        </h3>
        <Facts
          items={[
            {
              name: t`Person`,
              value: (
                <Link to="/prospects/$id" params={{ id: flag.prospect_id }} className={linkLooks} dir="auto">
                  {callName(flag.prospect_name)}
                </Link>
              ),
            },
            {
              name: t`Jurisdiction`,
              value: person.country ? [countryName(person.country), ...person.regions].join(' · ') : unknown,
            },
            { name: t`Language`, value: person.language ? languageName(person.language) : unknown },
            { name: t`Age`, value: person.age === null ? unknown : exact(person.age) },
            {
              name: t`Interests`,
              value: person.interests.length === 0 ? unknown : person.interests.join(', '),
            },
          ]}
        />
      </section>
      <section className="grid gap-2">
        <h3 className="font-semibold">
          <Trans>By whom</Trans>
        </h3>
        <Facts
          items={[
            { name: t`Manager`, value: flag.portfolio_manager_name ?? unknown },
            ...(message.author_name ? [{ name: t`Text by`, value: message.author_name }] : []),
            {
              name: t`Campaign`,
              value: flag.campaign_id ? (
                <Link to="/campaigns/$id" params={{ id: flag.campaign_id }} className={linkLooks} dir="auto">
                  {flag.campaign_name ?? t`Unnamed`}
                </Link>
              ) : (
                t`Single message`
              ),
            },
            ...(message.purpose ? [{ name: t`Purpose`, value: i18n._(purposeWords[message.purpose]) }] : []),
            ...(message.template ? [{ name: t`Template`, value: message.template }] : []),
            { name: t`Sender`, value: message.sender ?? t`None yet` },
          ]}
        />
      </section>
      {context.others.length > 0 && (
        <section className="grid gap-1.5">
          <h3 className="font-semibold">
            <Trans>Also flagged in this message</Trans>
          </h3>
          <ul className="grid gap-1">
            {context.others.map((one) => (
              <li key={one.id}>
                <Link
                  from="/compliance/review"
                  to="."
                  search={(now) => ({ ...now, f: one.id })}
                  className={linkLooks}
                >
                  {one.rule_name}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {context.decided.length > 0 && (
        <section className="grid gap-1.5">
          <h3 className="font-semibold">
            <Trans>Decided before, same rule</Trans>
          </h3>
          <ul className="grid gap-2.5">
            {context.decided.map((one) => {
              const verdict = verdictWords[one.verdict ?? 'minor'];
              const Icon = verdict.icon;
              return (
                <li key={one.id} className="grid gap-0.5 border-s-2 border-line ps-2.5 text-sm">
                  <span className={`inline-flex items-center gap-1 font-medium ${toneText[verdict.tone]}`}>
                    <Icon className="size-3.5" aria-hidden />
                    {i18n._(verdict.word)}
                  </span>
                  <span dir="auto" className="text-muted">
                    {one.excerpt}
                  </span>
                  {one.note && <span dir="auto">{one.note}</span>}
                  <span className="text-xs text-muted">
                    {one.decided_name} {one.decided_at && <Ago at={one.decided_at} />}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </aside>
  );
}
