import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, type Answer, type Item } from '../../api/client.ts';
import { addressOf } from '../../api/client.ts';
import { withToken } from '../../api/calls.ts';
import { open } from '../../api/request.ts';

export type Profile = Answer<'GET /api/v1/profiles/{id}'>;
export type Version = Item<'GET /api/v1/profiles/{id}/versions'>;
export type Place = 'light' | 'dark';

export const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ['profile', id],
    queryFn: ({ signal }) => api('GET /api/v1/profiles/{id}', { path: { id }, signal }),
    // A colleague's change must not slip under what is being written: the save says so.
    refetchOnWindowFocus: false,
  });

export function useVersions(id: string) {
  return useQuery({
    queryKey: ['profile-versions', id],
    queryFn: ({ signal }) => api('GET /api/v1/profiles/{id}/versions', { path: { id }, signal }),
  });
}

/** The picture's own address in this window: the API wants a token, which an image cannot send. A hash never changes. */
export function useLogo(id: string, place: Place, hash: string | undefined): string | undefined {
  return useQuery({
    queryKey: ['logo', hash],
    queryFn: async ({ signal }) => {
      const [, address] = addressOf('GET /api/v1/profiles/{id}/logo', {
        path: { id },
        query: { place, hash },
      });
      const response = await withToken((token) => open(address, { token, signal }));
      return URL.createObjectURL(await response.blob());
    },
    enabled: hash !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
}
