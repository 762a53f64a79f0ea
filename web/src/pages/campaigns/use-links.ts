import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';
import type { Draft } from './use-draft.ts';

export type Links = Answer<'GET /api/v1/campaigns/{id}/links'>;

/** The links of a draft, while visits of them are counted; asked anew whenever what it says was kept. */
export function useLinks({ id, count_link_visits: counted }: Draft) {
  return useQuery({
    queryKey: ['draft-links', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/links', { path: { id }, signal }),
    enabled: counted,
    placeholderData: keepPreviousData,
  });
}
