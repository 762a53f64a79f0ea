import { Trans, useLingui } from '@lingui/react/macro';
import { CircleAlert, RotateCw } from 'lucide-react';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ReachList } from './reach-list.tsx';
import { SamplePeople } from './sample-people.tsx';
import type { useCount } from './use-count.ts';

type Props = {
  count: ReturnType<typeof useCount>;
  /** What is asked is not finished, so that nothing can be counted. */
  unfinished: boolean;
  empty: boolean;
};

/** How many fit now, whom a message would reach, and the first few of them. The last number stays while a new one is counted. */
export function CountPanel({ count, unfinished, empty }: Props) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const { query, settled, busy } = count;
  const { data } = query;
  const failed = query.isError && !busy ? errorText(query.error) : undefined;
  const old = unfinished || busy || failed !== undefined;
  if (empty)
    return (
      <p className="text-muted">
        <Trans>As soon as there is a condition, the people who fit are counted here.</Trans>
      </p>
    );
  return (
    <div className="grid gap-5">
      <div className="grid gap-1" aria-busy={busy}>
        {data ? (
          <p className={`tabular text-2xl font-semibold ${old ? 'text-subtle' : ''}`} data-count={data.count}>
            {exact(data.count)}
          </p>
        ) : failed || unfinished ? null : (
          <Skeleton className="h-9 w-32" />
        )}
        <p role="status" className="flex min-h-8 flex-wrap items-center gap-x-2 text-sm text-muted">
          {unfinished ? (
            <Trans>Counted again once every condition is finished.</Trans>
          ) : busy ? (
            <Trans>Counting…</Trans>
          ) : data && !failed ? (
            <>
              <span>
                <Trans>people of your book fit, counted</Trans> <Ago at={data.as_of} />
              </span>
              <Button
                kind="quiet"
                className="px-2"
                aria-label={t`Count again`}
                onClick={() => void query.refetch()}
              >
                <RotateCw className="size-3.5" aria-hidden />
              </Button>
            </>
          ) : null}
        </p>
        {failed && !unfinished && (
          <div role="alert" className="grid gap-2 rounded-md bg-danger-tint px-3 py-2.5 text-danger">
            <p className="flex items-start gap-2">
              <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
              <span>
                <strong className="font-semibold">{failed.title}.</strong> {failed.remedy}
              </span>
            </p>
            <Button className="justify-self-start" onClick={() => void query.refetch()}>
              <Trans>Count again</Trans>
            </Button>
          </div>
        )}
      </div>
      {data && data.count > 0 && !failed && (
        <>
          <ReachList settled={unfinished ? undefined : settled} />
          <SamplePeople people={data.sample} total={data.count} old={old} />
        </>
      )}
    </div>
  );
}
