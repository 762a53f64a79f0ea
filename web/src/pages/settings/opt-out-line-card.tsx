import { Trans, useLingui } from '@lingui/react/macro';
import type { Purpose } from '@sampark/contracts/domain.ts';
import { optOutLines } from '@sampark/contracts/opt-out-line.ts';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../i18n/use-format.ts';
import { purposes } from '../../lib/purposes.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';

type OptOutLineCardProps = {
  chosen: readonly Purpose[];
  countries: readonly { country: string; purposes: Purpose[]; opt_out_line?: boolean | undefined }[];
  disabled: boolean;
  onChange: (chosen: Purpose[]) => void;
};

/** For which campaigns messages end with how to stop them, how that reads, and which countries want it in any case. */
export function OptOutLineCard({ chosen, countries, disabled, onChange }: OptOutLineCardProps) {
  const { t, i18n } = useLingui();
  const { tag } = useFormat();
  const languages = new Intl.DisplayNames(tag, { type: 'language' });
  const regions = new Intl.DisplayNames(tag, { type: 'region' });
  const wanting = countries.filter((one) => one.opt_out_line);
  return (
    <Card
      id="opt-out-line"
      title={t`The line that says how to stop`}
      note={t`Put under a campaign’s text that does not say it itself. Approved WhatsApp templates and answers in conversations stay as they were written.`}
    >
      <div className="grid gap-5">
        <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
          <legend className="mb-1 font-medium">
            <Trans>Campaigns that end with it</Trans>
          </legend>
          {purposes.map((purpose) => (
            <Checkbox
              key={purpose}
              label={i18n._(purposeNames[purpose])}
              checked={chosen.includes(purpose)}
              disabled={disabled}
              onChange={(on) =>
                onChange(purposes.filter((one) => (one === purpose ? on : chosen.includes(one))))
              }
            />
          ))}
        </fieldset>
        <div className="grid gap-1">
          <h3 className="font-medium">
            <Trans>How it reads</Trans>
          </h3>
          <p className="text-sm text-muted">
            <Trans>In the language of the message; in English where that is none of these.</Trans>
          </p>
          <dl className="mt-1 divide-y divide-line border-y border-line">
            {Object.entries(optOutLines).map(([language, line]) => (
              <div key={language} className="grid gap-x-4 gap-y-0.5 py-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
                <dt className="text-muted">{languages.of(language)}</dt>
                <dd>
                  <bdi lang={language}>{line}</bdi>
                </dd>
              </div>
            ))}
          </dl>
        </div>
        <div className="grid gap-1">
          <h3 className="font-medium">
            <Trans>Countries that want it in any case</Trans>
          </h3>
          {wanting.length === 0 ? (
            <p className="text-muted">
              <Trans>None so far.</Trans>
            </p>
          ) : (
            <ul className="grid gap-1">
              {wanting.map((one) => (
                <li key={one.country}>
                  {regions.of(one.country)}{' '}
                  <span className="text-muted">
                    {one.purposes.map((purpose) => i18n._(purposeNames[purpose])).join(', ')}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="text-sm">
            <Link
              to="/settings"
              search={{ section: 'countries' }}
              className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
            >
              <Trans>Rules of countries</Trans>
            </Link>
          </p>
        </div>
      </div>
    </Card>
  );
}
