import { Trans, useLingui } from '@lingui/react/macro';
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Pencil, Plus, Save, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useList } from '../../lib/use-list.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BuildDialog } from './build-dialog.tsx';
import { describeTree } from './describe-tree.ts';
import { ListCount } from './list-count.tsx';
import { OneField } from './one-field.tsx';
import { startTree } from './read-tree.ts';
import { useFields, useSpeech } from './use-fields.ts';

export type Aim = { segment_id?: string | undefined; condition?: SegmentCondition | undefined };

/** For the audience of a campaign: a saved segment, conditions of its own, or both; then both have to hold. */
export function AudienceSegment({ aim, onChange }: { aim: Aim; onChange: (aim: Aim) => void }) {
  const { t } = useLingui();
  const { known } = useFields();
  const speech = useSpeech(known);
  const [building, setBuilding] = useState(false);
  const list = useList('GET /api/v1/segments', {}, { limit: 200, enabled: aim.segment_id === undefined });
  const names = new Map(list.rows?.map((one) => [one.id, one.name]));
  return (
    <section aria-labelledby="audience-segment" className="grid gap-3">
      <h3 id="audience-segment" className="font-medium">
        <Trans>Segment</Trans>
      </h3>
      {aim.segment_id === undefined ? (
        <div className="flex flex-wrap items-center gap-2">
          <div className="w-full sm:w-80">
            <OneField
              part="segment"
              label={t`Saved segment`}
              placeholder={t`Choose a saved segment`}
              value={undefined}
              items={[...names.keys()]}
              nameOf={(id) => names.get(id) ?? ''}
              onChange={(segment_id) => onChange({ ...aim, segment_id })}
            />
          </div>
          {aim.condition === undefined && (
            <Button icon={<Plus className="size-4" aria-hidden />} onClick={() => setBuilding(true)}>
              <Trans>Build one here</Trans>
            </Button>
          )}
        </div>
      ) : (
        <Chosen id={aim.segment_id} onRemove={() => onChange({ ...aim, segment_id: undefined })} />
      )}
      {aim.condition !== undefined && (
        <div className="grid gap-2 rounded-md border border-line bg-canvas px-3.5 py-3">
          <p>{describeTree(startTree(aim.condition), speech)}</p>
          <div className="flex flex-wrap gap-2">
            <Button icon={<Pencil className="size-4" aria-hidden />} onClick={() => setBuilding(true)}>
              <Trans>Change these conditions</Trans>
            </Button>
            <Button
              kind="quiet"
              icon={<X className="size-4" aria-hidden />}
              onClick={() => onChange({ ...aim, condition: undefined })}
            >
              <Trans>Take them off</Trans>
            </Button>
          </div>
        </div>
      )}
      {building && (
        <BuildDialog
          start={aim.condition}
          onClose={() => setBuilding(false)}
          onUse={(condition) => {
            setBuilding(false);
            onChange({ ...aim, condition });
          }}
          onSaved={(segment_id) => {
            setBuilding(false);
            onChange({ segment_id, condition: undefined });
          }}
          saveIcon={<Save className="size-4" aria-hidden />}
          maySave={aim.segment_id === undefined}
        />
      )}
    </section>
  );
}

function Chosen({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { t } = useLingui();
  const speech = useSpeech(useFields().known);
  const query = useQuery({
    queryKey: ['segment', id],
    queryFn: ({ signal }) => api('GET /api/v1/segments/{id}', { path: { id }, signal }),
    retry: false,
  });
  const gone = query.error instanceof ApiProblem && query.error.status === 404;
  const another = (
    <Button kind="quiet" icon={<X className="size-4" aria-hidden />} onClick={onRemove}>
      <Trans>Choose another</Trans>
    </Button>
  );
  if (gone)
    return (
      <div className="grid gap-2">
        <Notice
          icon={TriangleAlert}
          tone="danger"
          title={t`The chosen segment was deleted, or is not shared any more.`}
        >
          <Trans>As it stands the campaign reaches nobody.</Trans>
        </Notice>
        <div>{another}</div>
      </div>
    );
  const segment = query.data;
  if (!segment)
    return query.isError ? (
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-danger">
          <Trans>The chosen segment could not be read.</Trans>
        </span>
        <Button onClick={() => void query.refetch()}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    ) : (
      <Skeleton className="h-20" />
    );
  return (
    <div className="grid gap-1 rounded-md border border-line bg-canvas px-3.5 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Link
          to="/segments/$id"
          params={{ id }}
          className="inline-flex min-h-6 min-w-6 items-center font-semibold text-accent underline-offset-2 hover:underline"
        >
          {segment.name}
        </Link>
        <ListCount id={id} name={segment.name} version={segment.version} />
      </div>
      <p className="text-muted">{describeTree(startTree(segment.condition), speech)}</p>
      <p className="text-sm text-muted">
        <Trans>Until the launch the campaign follows its changes; then it keeps what it was.</Trans>
      </p>
      <div className="-ms-3">{another}</div>
    </div>
  );
}
