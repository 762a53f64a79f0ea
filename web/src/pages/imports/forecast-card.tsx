import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Card } from '../../ui/card.tsx';
import { rejectWords } from './import-words.ts';
import type { Preview } from './upload.ts';

const shownIssues = 6;

/** What the first rows say about the whole; labelled as the sample it is. */
export function ForecastCard({ preview }: { preview: Preview }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const checked = exact(preview.rows_checked);
  const silent = preview.rows_without_consent;
  return (
    <Card id="forecast" title={t`What will happen`} note={t`From the first ${checked} rows of the file.`}>
      <ul className="grid gap-3">
        <li className="flex gap-2">
          <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
          <span>
            <Trans>
              People are recognised by their number. Somebody who is here already is updated: filled cells
              replace what was known, empty ones change nothing.
            </Trans>
          </span>
        </li>
        {preview.issues.length > 0 ? (
          <li className="flex gap-2">
            <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            <div className="grid min-w-0 gap-1">
              <span>
                <Plural
                  value={preview.issues.length}
                  one={`${exact(preview.issues.length)} row of them would be rejected. You can correct it afterwards.`}
                  other={`${exact(preview.issues.length)} rows of them would be rejected. You can correct them afterwards.`}
                />
              </span>
              <ul className="grid gap-0.5 text-sm text-muted">
                {preview.issues.slice(0, shownIssues).map((issue) => {
                  const line = exact(issue.line);
                  const known = rejectWords[issue.code];
                  return (
                    <li key={issue.line}>
                      {t`Line ${line}`}: {known ? i18n._(known) : issue.reason}
                    </li>
                  );
                })}
              </ul>
            </div>
          </li>
        ) : (
          <li className="flex gap-2">
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
            <Trans>None of them would be rejected.</Trans>
          </li>
        )}
        {silent > 0 && (
          <li className="flex gap-2">
            <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            <span>
              <Plural
                value={silent}
                one={`${exact(silent)} row names no consent: this person is imported, but cannot be messaged.`}
                other={`${exact(silent)} rows name no consent: these people are imported, but cannot be messaged.`}
              />
            </span>
          </li>
        )}
      </ul>
    </Card>
  );
}
