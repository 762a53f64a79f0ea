import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useErrorText } from '../../lib/error-text.ts';
import { fieldProblems } from '../../lib/field-problems.ts';
import { useUser } from '../../lib/use-session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ConditionBuilder } from './condition-builder.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { CountPanel } from './count-panel.tsx';
import { ShortCount } from './short-count.tsx';
import { startTree } from './read-tree.ts';
import { SegmentActions } from './segment-actions.tsx';
import { SegmentNote } from './segment-note.tsx';
import { useBuilder } from './use-builder.ts';
import { useCount } from './use-count.ts';
import { isConflict, useSaveSegment, type Segment } from './use-save-segment.ts';
import { UsedBy } from './used-by.tsx';

type Props = { segment: Segment | undefined; start: SegmentCondition | undefined; above: ReactNode };

/** A segment being written: its name, its condition, and beside it who fits. */
export function SegmentEditor({ segment, start, above }: Props) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const user = useUser();
  const errorText = useErrorText();
  const builder = useBuilder(startTree(start));
  const [stored] = useState(builder.json);
  const [name, setName] = useState(segment?.name ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const [shared, setShared] = useState(segment?.shared ?? false);
  const [tried, setTried] = useState(false);
  const mine = segment === undefined || segment.owner_id === user?.id || user?.role === 'admin';
  const mayWrite = user?.role !== 'compliance' && mine;
  const save = useSaveSegment((saved) => {
    showToast(segment ? t`The segment is saved.` : t`The segment is made.`);
    void navigate({ to: '/segments/$id', params: { id: saved.id }, replace: segment === undefined });
  });
  const empty = builder.root.parts.length === 0;
  // What somebody else shares may ask about their campaigns: it is theirs to ask, and counted as it is saved.
  const asked = mine ? { condition: builder.condition } : { segment_id: segment.id };
  const count = useCount(builder.complete ? asked : undefined);
  const written =
    builder.json !== stored ||
    name !== (segment?.name ?? '') ||
    description !== (segment?.description ?? '') ||
    shared !== (segment?.shared ?? false);
  const changed = written || (segment === undefined && !empty);
  useBlocker({
    shouldBlockFn: () =>
      mayWrite && written && !save.isPending && !save.isSuccess && !window.confirm(t`Leave without saving?`),
    enableBeforeUnload: mayWrite && written && !save.isSuccess,
  });
  const draft = { name, description, shared, condition: builder.condition };
  const send = (over: { id: string; version: number } | undefined) => {
    setTried(true);
    if (name.trim() !== '' && builder.complete) save.mutate({ draft, over });
  };
  const own = segment && { id: segment.id, version: segment.version };
  const problems = save.error ? fieldProblems(save.error) : {};
  const nameFault = tried && name.trim() === '' ? t`It has no name yet. Give it one.` : problems.name;
  const failed = save.error && !isConflict(save.error) ? errorText(save.error) : undefined;
  const unfinished = !empty && !builder.complete;
  return (
    <form
      className="mx-auto grid w-full max-w-[1280px] grid-cols-[minmax(0,1fr)] gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        send(own);
      }}
    >
      <PageHeader
        above={above}
        title={segment ? segment.name : <Trans>New segment</Trans>}
        note={segment && <SegmentNote segment={segment} />}
        actions={segment && <SegmentActions segment={segment} mayDelete={mayWrite} />}
      />
      {isConflict(save.error) && segment && (
        <ConflictNotice segment={segment} onOver={(version) => send({ id: segment.id, version })} />
      )}
      {failed && (
        <ErrorSummary key={save.submittedAt} title={failed.title}>
          {failed.remedy}
        </ErrorSummary>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid min-w-0 gap-5">
          <Card
            id="condition"
            title={t`Who belongs to it`}
            note={
              mayWrite ? (
                <Trans>
                  Read anew each time it is used: people come and go as they fit. A campaign keeps what it was
                  launched with.
                </Trans>
              ) : (
                <NotYours segment={segment} />
              )
            }
          >
            <ConditionBuilder
              builder={builder}
              disabled={!mayWrite}
              refusedBy={count.query.error ?? save.error}
              showAll={tried}
              starters
            />
            <ShortCount count={count} old={unfinished} empty={empty} />
          </Card>
          <Card id="about" title={t`Name`}>
            <div className="grid gap-4">
              <TextField
                id="segment-name"
                name="name"
                label={t`Name of the segment`}
                autoComplete="off"
                disabled={!mayWrite}
                value={name}
                error={nameFault}
                onChange={setName}
              />
              <TextArea
                id="segment-description"
                label={t`What it is for`}
                rows={2}
                disabled={!mayWrite}
                value={description}
                error={problems.description}
                onChange={setDescription}
              />
              {user?.role === 'admin' && (
                <Checkbox
                  label={t`Every portfolio manager may use it`}
                  hint={t`Each reaches the people of their own book. Only administrators change it.`}
                  checked={shared}
                  onChange={setShared}
                />
              )}
            </div>
          </Card>
          {segment && <UsedBy segment={segment} />}
        </div>
        <div className="grid min-w-0 gap-5 lg:sticky lg:top-20 lg:max-h-[calc(100dvh-96px)] lg:overflow-y-auto">
          {mayWrite && (
            <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line bg-surface px-4 py-3">
              <p role="status" className={`text-sm ${tried && unfinished ? 'text-danger' : 'text-muted'}`}>
                {tried && empty ? (
                  <Trans>It has no condition yet. Add one.</Trans>
                ) : unfinished ? (
                  <Trans>Some conditions are not finished.</Trans>
                ) : changed ? (
                  <Trans>Not saved yet.</Trans>
                ) : segment ? (
                  <Trans>Everything is saved.</Trans>
                ) : null}
              </p>
              <Button kind="primary" type="submit" busy={save.isPending} disabled={!changed}>
                {segment ? <Trans>Save segment</Trans> : <Trans>Make segment</Trans>}
              </Button>
            </div>
          )}
          <Card id="count" title={t`Who fits now`}>
            <CountPanel count={count} unfinished={unfinished} empty={empty} />
          </Card>
        </div>
      </div>
    </form>
  );
}

function NotYours({ segment }: { segment: Segment | undefined }) {
  const owner = segment?.owner_name ?? '';
  const user = useUser();
  if (user?.role === 'compliance') return <Trans>You can read it and count who fits.</Trans>;
  return <Trans>It belongs to {owner}. Make a copy to change it for yourself.</Trans>;
}
