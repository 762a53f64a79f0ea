import type { QueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/client.ts';

export type Person = Answer<'GET /api/v1/prospects/{id}'>;

export const personKey = (id: string) => ['person', id] as const;
export const requestsKey = (id: string) => ['person', id, 'privacy-requests'] as const;
export const consentsKey = (id: string) => ['person', id, 'consents'] as const;

/** Everything shown about a person is asked for again: one change can touch consents, timeline and lists. */
export async function refreshPerson(queries: QueryClient, id: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: personKey(id) }),
    queries.invalidateQueries({ queryKey: ['GET /api/v1/prospects/{id}/timeline'] }),
    queries.invalidateQueries({ queryKey: ['GET /api/v1/prospects'] }),
  ]);
}
