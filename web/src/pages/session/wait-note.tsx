import { Trans } from '@lingui/react/macro';
import { useFormat } from '../../i18n/use-format.ts';

/** Silent for screen readers while it counts: the alert around it was read once, with the length of the wait. */
export function WaitNote({ secondsLeft }: { secondsLeft: number }) {
  const { duration } = useFormat();
  if (secondsLeft === 0)
    return (
      <p className="font-medium">
        <Trans>You can try again now.</Trans>
      </p>
    );
  const wait = duration(secondsLeft);
  return (
    <p className="tabular font-medium" aria-live="off">
      <Trans>You can try again in {wait}.</Trans>
    </p>
  );
}
