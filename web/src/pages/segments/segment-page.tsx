import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronLeft } from 'lucide-react';
import { api } from '../../api/client.ts';
import { useTitle } from '../../lib/use-title.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { conditionInLink } from './condition-in-link.ts';
import { SegmentEditor } from './segment-editor.tsx';

const route = getRouteApi('/app/segments/$id');

/** `/segments/new`, or one that is saved. */
export function SegmentPage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { from } = route.useSearch();
  const isNew = id === 'new';
  const segment = useQuery({
    queryKey: ['segment', id],
    queryFn: ({ signal }) => api('GET /api/v1/segments/{id}', { path: { id }, signal }),
    enabled: !isNew,
    // A colleague's change must not slip under what is being written: the save says so.
    refetchOnWindowFocus: false,
  });
  useTitle(isNew ? t`New segment` : (segment.data?.name ?? t`Segment`));
  const back = (
    <Link
      to="/segments"
      className="inline-flex min-h-6 items-center gap-1 justify-self-start text-sm text-muted hover:text-text"
    >
      <ChevronLeft className="size-4" aria-hidden />
      <Trans>Segments</Trans>
    </Link>
  );
  if (!isNew && !segment.data)
    return (
      <div className="mx-auto grid w-full max-w-[1280px] gap-4">
        {back}
        {segment.isError ? (
          <ErrorState
            error={segment.error}
            onRetry={() => void segment.refetch()}
            retrying={segment.isFetching}
          />
        ) : (
          <div role="status" aria-label={t`Loading`} className="grid gap-4">
            <Skeleton className="h-16" />
            <Skeleton className="h-96" />
          </div>
        )}
      </div>
    );
  return (
    <SegmentEditor
      // Another version is another editor: what was written on the old one was saved or let go of.
      key={`${id} ${segment.data?.version ?? 0}`}
      above={back}
      segment={segment.data}
      start={isNew ? conditionInLink(from) : (segment.data?.condition as SegmentCondition | undefined)}
    />
  );
}
