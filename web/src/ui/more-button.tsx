import { Trans } from '@lingui/react/macro';
import { Button } from './button.tsx';

/** The next part of a long list; the rows before it stay where they are. */
export function MoreButton(props: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  if (!props.query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button busy={props.query.isFetchingNextPage} onClick={() => void props.query.fetchNextPage()}>
        <Trans>Show more</Trans>
      </Button>
    </div>
  );
}
