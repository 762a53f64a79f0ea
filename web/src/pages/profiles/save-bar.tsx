import { Trans } from '@lingui/react/macro';
import { Button } from '../../ui/button.tsx';

/** Whether what is on screen is kept, and the button that keeps it. */
export function SaveBar(props: {
  isNew: boolean;
  unsaved: boolean;
  /** A name is there: without one nothing is worth sending. */
  ready: boolean;
  broken: boolean;
  busy: boolean;
  onUndo: (() => void) | undefined;
}) {
  return (
    <div
      className={`sticky bottom-14 z-10 flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3 lg:bottom-4 ${props.unsaved || props.isNew ? '' : 'max-sm:sr-only'}`}
    >
      <p role="status" className={`text-sm ${props.broken ? 'text-danger' : 'text-muted'}`}>
        {props.broken ? (
          <Trans>Something in it is not right yet.</Trans>
        ) : props.isNew && !props.ready ? (
          <Trans>It needs a name.</Trans>
        ) : props.unsaved ? (
          <Trans>Not saved yet.</Trans>
        ) : (
          <Trans>Everything is saved.</Trans>
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        {props.unsaved && props.onUndo && (
          <Button kind="quiet" onClick={props.onUndo}>
            <Trans>Undo my changes</Trans>
          </Button>
        )}
        <Button kind="primary" type="submit" busy={props.busy} disabled={!props.unsaved || !props.ready}>
          {props.isNew ? <Trans>Make this profile</Trans> : <Trans>Save as a further version</Trans>}
        </Button>
      </div>
    </div>
  );
}
