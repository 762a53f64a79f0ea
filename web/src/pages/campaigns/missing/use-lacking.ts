import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client.ts';

export const shownAtOnce = 20;

/** The first people who lack this value. Asked again whenever the draft is saved or somebody's value is put on record. */
export function useLacking(id: string, variable: string) {
  return useQuery({
    queryKey: ['forecast', id, 'lacking', variable],
    queryFn: ({ signal }) =>
      api('GET /api/v1/campaigns/{id}/missing-variables/people', {
        ...{ path: { id }, query: { variable, limit: shownAtOnce }, signal },
      }),
  });
}
