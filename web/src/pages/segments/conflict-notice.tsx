import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { api } from '../../api/client.ts';
import { Button } from '../../ui/button.tsx';
import { describeTree } from './describe-tree.ts';
import { startTree } from './read-tree.ts';
import { useFields, useSpeech } from './use-fields.ts';
import type { Segment } from './use-save-segment.ts';

/** Somebody saved in between: what they made of it, and the two ways out. Nothing written here is lost meanwhile. */
export function ConflictNotice({ segment, onOver }: { segment: Segment; onOver: (version: number) => void }) {
  const { t } = useLingui();
  const queries = useQueryClient();
  const speech = useSpeech(useFields().known);
  const theirs = useQuery({
    queryKey: ['segment-conflict', segment.id, segment.version],
    queryFn: ({ signal }) => api('GET /api/v1/segments/{id}', { path: { id: segment.id }, signal }),
    staleTime: 0,
  }).data;
  const text = theirs && describeTree(startTree(theirs.condition), speech);
  const name = theirs?.name ?? '';
  return (
    <div role="alert" className="flex gap-2.5 rounded-md bg-warn-tint px-3.5 py-3">
      <GitCompareArrows className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
      <div className="grid min-w-0 gap-2">
        <p>
          <strong className="font-semibold">
            <Trans>Somebody changed this segment while you were at it.</Trans>
          </strong>{' '}
          <span className="text-muted">
            <Trans>Yours is not saved yet.</Trans>
          </span>
        </p>
        {theirs && (
          <p>
            <Trans>
              It is now called “{name}”: {text}
            </Trans>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={!theirs}
            onClick={() => theirs && queries.setQueryData(['segment', segment.id], theirs)}
          >
            <Trans>Take theirs, let go of mine</Trans>
          </Button>
          <Button
            kind="danger"
            disabled={!theirs}
            aria-label={t`Save mine over theirs`}
            onClick={() => theirs && onOver(theirs.version)}
          >
            <Trans>Save mine over theirs</Trans>
          </Button>
        </div>
      </div>
    </div>
  );
}
