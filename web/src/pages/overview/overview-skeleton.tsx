import { Trans } from '@lingui/react/macro';
import { Skeleton } from '../../ui/skeleton.tsx';

/** The page's shape while its numbers are on their way, so that nothing jumps when they come. */
export function OverviewSkeleton() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">
        <Trans>The overview is loading</Trans>
      </span>
      <Skeleton className="h-28" />
      <Skeleton className="h-44 md:h-40 xl:h-24" />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
        <Skeleton className="h-[380px]" />
        <Skeleton className="h-56" />
      </div>
      <Skeleton className="h-40" />
    </div>
  );
}
