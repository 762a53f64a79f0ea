import { Trans } from '@lingui/react/macro';
import { Lock, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';

type ListStatesProps = {
  query: { isError: boolean; error: unknown; isFetching: boolean; refetch: () => unknown; data: unknown };
  /** How many rows there are; undefined while loading. */
  count: number | undefined;
  /** Some filter or search is in force: then "none" means "none of these". */
  filtered: boolean;
  onClear: () => void;
  /** When there is nothing at all yet: why, and what to do. */
  empty: ReactNode;
  /** The list itself; draws its own skeleton while `count` is undefined. */
  children: ReactNode;
};

/** The states a list can be in, each told apart: loading, some, none yet, none that match, refused, failed. */
export function ListStates(props: ListStatesProps) {
  const { query } = props;
  if (query.isError && query.data === undefined) {
    if (query.error instanceof ApiProblem && query.error.status === 403) return <Denied />;
    return (
      <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />
    );
  }
  if (props.count !== 0) return props.children;
  return props.filtered ? <NoMatch onClear={props.onClear} /> : props.empty;
}

function Denied() {
  return (
    <EmptyState icon={Lock} title={<Trans>Your role does not open this</Trans>}>
      <Trans>An administrator of your workspace can see it, or give you a role that does.</Trans>
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={SearchX}
      title={<Trans>Nothing matches</Trans>}
      action={
        <Button onClick={onClear}>
          <Trans>Clear search and filters</Trans>
        </Button>
      }
    >
      <Trans>There are entries here, but none that fit the search and filters in force.</Trans>
    </EmptyState>
  );
}
