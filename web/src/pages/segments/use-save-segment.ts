// Saving a segment: as a new one, or over the version it was opened at.
import type { SegmentCondition } from '@sampark/contracts/segments.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { authorised } from '../../api/calls.ts';
import { api, type Answer } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';

export type Segment = Answer<'GET /api/v1/segments/{id}'>;
export type SegmentDraft = {
  name: string;
  description: string;
  shared: boolean;
  condition: SegmentCondition;
};
/** `over`: the version whose place it takes; left out, a new segment is made. */
type Save = { draft: SegmentDraft; over?: { id: string; version: number } | undefined };

export function useSaveSegment(onSaved: (segment: Segment) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, over }: Save): Promise<Segment> => {
      const body = { ...draft, name: draft.name.trim(), description: draft.description.trim() };
      if (!over) return api('POST /api/v1/segments', { body });
      return authorised<Segment>(`/api/v1/segments/${over.id}`, {
        method: 'PATCH',
        headers: { 'if-match': `"${over.version}"` },
        body,
      });
    },
    onSuccess: (segment) => {
      queries.setQueryData(['segment', segment.id], segment);
      void queries.invalidateQueries({ queryKey: ['GET /api/v1/segments'] });
      onSaved(segment);
    },
  });
}

/** Somebody saved in between. */
export const isConflict = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'version_conflict';
