import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFinishText } from '../../lib/use-finish-text.ts';

type Band = { earliest: string; likely: string; latest: string };

/** When it will be done as things stand, and between when; below it what else there is to say. */
export function ExpectedFinish(props: {
  band: Band | null;
  now: Date;
  /** Some people wait for a sender that does not come back by itself. */
  endless?: boolean;
  children?: ReactNode;
}) {
  const finishText = useFinishText();
  const finish = props.band && finishText(props.band, props.now);
  if (!finish && !props.endless && !props.children) return null;
  return (
    <div data-forecast="finish" className="grid gap-0.5">
      {finish && (
        <>
          <p className="tabular text-xl font-semibold">
            <Trans>Done at about {finish.likely}</Trans>
          </p>
          <p className="tabular text-muted">
            <Trans>
              As things stand between {finish.earliest} and {finish.latest}.
            </Trans>
          </p>
        </>
      )}
      {!finish && props.endless && (
        <p className="font-medium text-warn">
          <Trans>
            As things stand it does not end by itself: some people wait for a sender that does not work.
          </Trans>
        </p>
      )}
      {props.children}
    </div>
  );
}
