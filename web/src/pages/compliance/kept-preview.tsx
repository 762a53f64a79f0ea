import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, CircleCheck, TriangleAlert } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { Notice } from '../../ui/notice.tsx';
import { classWords, type Report } from './records-words.ts';
import { useLength } from './use-length.ts';

/** A dry run of the choice beside what holds now: only what differs, and what would go that stays today. */
export function KeptPreview({ now, then }: { now: Report; then: Report }) {
  const { t, i18n } = useLingui();
  const { exact } = useFormat();
  const length = useLength();
  const rows = then.classes.map((after) => {
    const before = now.classes.find((one) => one.data_class === after.data_class) ?? after;
    return { after, before, more: after.due - before.due };
  });
  const more = rows.reduce((sum, row) => sum + Math.max(0, row.more), 0);
  const changed = rows.filter((row) => row.before.months !== row.after.months || row.more !== 0);
  return (
    <section aria-label={t`What this changes`} className="grid gap-3">
      {more > 0 ? (
        <Notice
          icon={TriangleAlert}
          tone="warn"
          title={t`The next run would remove more than it would today.`}
        >
          <Plural
            value={more}
            one="# record that stays today would go tonight and cannot come back."
            other="# records that stay today would go tonight and cannot come back."
          />
        </Notice>
      ) : (
        <Notice icon={CircleCheck} tone="ok" title={t`Nothing more is removed than today.`} />
      )}
      {changed.length === 0 ? (
        <p className="text-muted">
          <Trans>Every class is kept as long as it is today.</Trans>
        </p>
      ) : (
        <ul className="grid divide-y divide-line rounded-md border border-line">
          {changed.map(({ before, after }) => (
            <li
              key={after.data_class}
              className="flex flex-wrap items-baseline justify-between gap-x-4 px-3 py-2"
            >
              <span className="font-medium">{i18n._(classWords[after.data_class].name)}</span>
              <span className="grid justify-items-end">
                <span className="inline-flex items-center gap-1.5">
                  {length(before.months)}
                  <ArrowRight className="size-3.5 text-muted" aria-label={t`becomes`} />
                  <span className="font-medium">{length(after.months)}</span>
                </span>
                <span className="text-sm text-muted">
                  <Trans>
                    Goes with the next run: {exact(before.due)}, then {exact(after.due)}
                  </Trans>
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
