import { classNames } from './class-names.ts';

/** The place of something that is on its way; what it is stands in the region's own words. */
export function Skeleton(props: { className?: string }) {
  return <div aria-hidden className={classNames('shimmer rounded-md bg-raised', props.className)} />;
}
