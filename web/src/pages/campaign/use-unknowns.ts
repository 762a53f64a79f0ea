import type { Answer, Item } from '../../api/client.ts';
import { useList } from '../../lib/use-list.ts';

export type UnknownMessage = Item<'GET /api/v1/messages/unknown'>;
export type UnknownGroup = Answer<'GET /api/v1/messages/unknown'>['groups'][number];

export const unknownsKey = ['GET /api/v1/messages/unknown'] as const;

/** What is open of one campaign, asked again while the page is looked at. */
export function useUnknowns(campaign_id: string) {
  const list = useList('GET /api/v1/messages/unknown', { query: { campaign_id } }, { refetchEveryMs: 5_000 });
  const [first] = (list.data?.pages ?? []) as { groups?: UnknownGroup[] }[];
  return { list, groups: first?.groups ?? [] };
}
