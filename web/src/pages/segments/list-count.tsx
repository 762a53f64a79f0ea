import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { inTurn } from './in-turn.ts';

const keptMs = 600_000;
/** A page of segments asks two at a time: counting is work for the database. */
const turn = inTurn(2);

/** How many fit a saved segment, and when that was counted; kept for ten minutes. */
export function ListCount({ id, name, version }: { id: string; name: string; version: number }) {
  const { t } = useLingui();
  const { exact } = useFormat();
  const errorText = useErrorText();
  const query = useQuery({
    queryKey: ['segment-size', id, version],
    queryFn: ({ signal }) =>
      turn(() => api('POST /api/v1/segments/count', { body: { segment_id: id }, signal }), signal),
    staleTime: keptMs,
    gcTime: keptMs,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const again = (
    <Button
      kind="quiet"
      className="min-h-6 px-1.5"
      aria-label={t`Count “${name}” again`}
      busy={query.isFetching}
      onClick={() => void query.refetch()}
      icon={<RotateCw className="size-3.5" aria-hidden />}
    />
  );
  if (query.isError && !query.isFetching)
    return (
      <span className="inline-flex items-center gap-1 text-sm text-danger">
        {errorText(query.error).title} {again}
      </span>
    );
  if (!query.data)
    return (
      <span role="status" aria-label={t`Counting “${name}”`}>
        <Skeleton className="ms-auto h-5 w-16" />
      </span>
    );
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 sm:grid sm:justify-items-end">
      <span className="tabular text-lg font-semibold" data-size={query.data.count}>
        {exact(query.data.count)}
      </span>
      <span className="inline-flex items-center gap-1 text-sm text-muted">
        {again}
        <Ago at={query.data.as_of} />
      </span>
    </span>
  );
}
