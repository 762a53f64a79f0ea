import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { purposes } from '../../lib/purposes.ts';
import { channelNames } from '../../lib/words.ts';
import { purposeNames } from '../../reasons/message-words.ts';
import { useReasonText } from '../../reasons/use-reason-text.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useReach } from './use-count.ts';

type Purpose = (typeof purposes)[number];

/** Everybody once: by the first channel that is open to them, or by the reason that none is. So the lines add up. */
export function ReachList({ settled }: { settled: string | undefined }) {
  const { t, i18n } = useLingui();
  const { exact, percent } = useFormat();
  const reason = useReasonText();
  const errorText = useErrorText();
  const [purpose, setPurpose] = useState<Purpose>('marketing');
  const query = useReach(settled, purpose);
  const reach = query.data;
  const old = settled === undefined || query.isPlaceholderData;
  const share = reach ? percent(reach.reachable, reach.audience) : '';
  return (
    <section aria-labelledby="reach" className="grid gap-2" aria-busy={query.isFetching}>
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h3 id="reach" className="font-semibold">
          <Trans>Whom a message reaches</Trans>
        </h3>
        <Select
          label={t`For which purpose`}
          value={purpose}
          items={purposes.map((value) => ({ value, label: i18n._(purposeNames[value]) }))}
          onChange={setPurpose}
        />
      </div>
      {query.isError && !query.isFetching ? (
        <div role="alert" className="grid gap-2 text-sm text-danger">
          <p>
            {errorText(query.error).title}. {errorText(query.error).remedy}
          </p>
          <Button className="justify-self-start" onClick={() => void query.refetch()}>
            <Trans>Try again</Trans>
          </Button>
        </div>
      ) : reach ? (
        <>
          <ProgressBar
            label={t`Reachable`}
            text={share}
            whole={reach.audience}
            parts={[{ key: 'reachable', value: reach.reachable, className: 'bg-accent' }]}
          />
          <dl className={`tabular grid text-sm ${old ? 'text-subtle' : ''}`}>
            {reach.by_channel
              .filter((one) => one.people > 0)
              .map((one) => (
                <Line key={one.channel} name={channelNames[one.channel]} part="channel">
                  {exact(one.people)}
                </Line>
              ))}
            <Line name={t`Reachable`} part="reachable" strong>
              {exact(reach.reachable)}
            </Line>
            {reach.excluded.map((one) => (
              <Line key={one.code} name={reason(one.code, one.text).what} part="excluded">
                {exact(one.people)}
              </Line>
            ))}
            <Line name={t({ message: 'All of them', context: 'people' })} part="audience" strong>
              {exact(reach.audience)}
            </Line>
          </dl>
          <p className="text-sm text-muted">
            <Trans>Everybody is counted once, on the first channel that is open to them.</Trans>
          </p>
        </>
      ) : (
        <div role="status" aria-label={t`Counting whom a message reaches`} className="grid gap-2">
          <Skeleton className="h-2" />
          <Skeleton className="h-20" />
        </div>
      )}
    </section>
  );
}

function Line(props: { name: string; part: string; strong?: boolean; children: string }) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 py-1 ${props.strong ? 'border-t border-line font-semibold first:border-t-0' : ''}`}
    >
      <dt className="min-w-0">{props.name}</dt>
      <dd className="shrink-0" data-reach={props.part}>
        {props.children}
      </dd>
    </div>
  );
}
