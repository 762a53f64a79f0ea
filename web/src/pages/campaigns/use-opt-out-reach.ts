import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { OptOutReach } from '../../composer/opt-out-lines.ts';
import type { Draft } from './use-draft.ts';

/** Whom the line that says how to stop goes to; `undefined` until the server has told. Asked again when the draft was saved. */
export function useOptOutReach({ id, purpose }: Pick<Draft, 'id' | 'purpose'>): OptOutReach | undefined {
  return useQuery({
    queryKey: ['opt-out-line', id, purpose],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/opt-out-line', { path: { id }, signal }),
    staleTime: 60_000,
  }).data;
}
