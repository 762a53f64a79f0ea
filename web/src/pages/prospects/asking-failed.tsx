import { Trans } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';
import { usePersonError } from './person-errors.ts';

type Props = { query: { error: unknown; isFetching: boolean; refetch: () => unknown } };

/** A card whose content could not be had: why, and once more. */
export function AskingFailed({ query }: Props) {
  const { title, remedy } = usePersonError()(query.error);
  return (
    <div role="alert" className="grid justify-items-start gap-2 text-sm">
      <p>
        <strong className="font-semibold">{title}.</strong> <span className="text-muted">{remedy}</span>
      </p>
      <Button busy={query.isFetching} onClick={() => void query.refetch()}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
