import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { useState, type ReactNode } from 'react';
import { useErrorText } from '../../lib/error-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ConditionBuilder } from './condition-builder.tsx';
import { CountPanel } from './count-panel.tsx';
import { startTree } from './read-tree.ts';
import { useBuilder } from './use-builder.ts';
import { useCount } from './use-count.ts';
import { useSaveSegment } from './use-save-segment.ts';

type Props = {
  start: SegmentCondition | undefined;
  onClose: () => void;
  onUse: (condition: SegmentCondition) => void;
  onSaved: (id: string) => void;
  saveIcon: ReactNode;
  /** Where a saved segment is chosen already, conditions stand beside it. */
  maySave: boolean;
};

/** Conditions built beside what they are for: used there alone, or saved as a segment under a name. */
export function BuildDialog({ start, onClose, onUse, onSaved, saveIcon, maySave }: Props) {
  const { t } = useLingui();
  const errorText = useErrorText();
  const builder = useBuilder(startTree(start));
  const [tried, setTried] = useState(false);
  const [name, setName] = useState<string>();
  const count = useCount(builder.complete ? { condition: builder.condition } : undefined);
  const save = useSaveSegment((segment) => onSaved(segment.id));
  const empty = builder.root.parts.length === 0;
  const finished = (then: () => void) => {
    setTried(true);
    if (builder.complete) then();
  };
  const failed = save.error ? errorText(save.error) : undefined;
  const nameFault =
    name !== undefined && tried && name.trim() === '' ? t`It has no name yet. Give it one.` : undefined;
  return (
    <Dialog
      open
      side
      onClose={onClose}
      title={t`Who gets this campaign`}
      footer={
        name === undefined ? (
          <>
            {maySave && (
              <Button icon={saveIcon} disabled={empty} onClick={() => finished(() => setName(''))}>
                <Trans>Save as a segment…</Trans>
              </Button>
            )}
            <Button kind="primary" disabled={empty} onClick={() => finished(() => onUse(builder.condition))}>
              <Trans>Use these conditions</Trans>
            </Button>
          </>
        ) : (
          <form
            className="grid w-full gap-3"
            onSubmit={(event) => {
              event.preventDefault();
              // The page behind has a form of its own.
              event.stopPropagation();
              if (name.trim() !== '')
                save.mutate({
                  draft: { name, description: '', shared: false, condition: builder.condition },
                });
            }}
          >
            {failed && (
              <ErrorSummary key={save.submittedAt} title={failed.title}>
                {failed.remedy}
              </ErrorSummary>
            )}
            <TextField
              id="new-segment-name"
              name="name"
              label={t`Name of the segment`}
              autoComplete="off"
              value={name}
              error={nameFault}
              onChange={setName}
            />
            <div className="flex flex-wrap justify-end gap-2">
              <Button onClick={() => setName(undefined)}>
                <Trans>Go back</Trans>
              </Button>
              <Button kind="primary" type="submit" busy={save.isPending} disabled={name.trim() === ''}>
                <Trans>Save and use it</Trans>
              </Button>
            </div>
          </form>
        )
      }
    >
      <div className="grid gap-6">
        <ConditionBuilder
          builder={builder}
          refusedBy={count.query.error ?? save.error}
          showAll={tried}
          starters
        />
        <section aria-labelledby="fits-now" className="grid gap-2 border-t border-line pt-4">
          <h3 id="fits-now" className="text-lg font-semibold">
            <Trans>Who fits now</Trans>
          </h3>
          <CountPanel count={count} unfinished={!empty && !builder.complete} empty={empty} />
        </section>
      </div>
    </Dialog>
  );
}
