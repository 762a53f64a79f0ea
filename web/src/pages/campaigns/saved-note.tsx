import { Trans } from '@lingui/react/macro';
import { ApiProblem } from '../../api/problem.ts';
import { useErrorText } from '../../lib/error-text.ts';
import { Ago } from '../../ui/ago.tsx';
import { Button } from '../../ui/button.tsx';
import type { SaveState } from './use-draft.ts';

type Props = { state: SaveState; onRetry: () => void; onReload: () => void };

/** Whether what is on screen is kept, and what to do when it is not. */
export function SavedNote({ state, onRetry, onReload }: Props) {
  const errorText = useErrorText();
  if (state.kind === 'saving')
    return (
      <span role="status">
        <Trans>Saving…</Trans>
      </span>
    );
  if (state.kind === 'saved')
    return (
      <span role="status">
        <Trans>Saved</Trans> <Ago at={new Date(state.at).toISOString()} />
      </span>
    );
  const text = errorText(state.error);
  // Somebody else changed it in between.
  const stale =
    state.error instanceof ApiProblem && (state.error.status === 409 || state.error.status === 412);
  return (
    <span role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-danger">
      <span>
        <strong className="font-semibold">
          <Trans>Not saved.</Trans>
        </strong>{' '}
        {text.title}. {text.remedy}
      </span>
      {stale ? (
        <Button onClick={onReload}>
          <Trans>Show the other version</Trans>
        </Button>
      ) : (
        <Button onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      )}
    </span>
  );
}
