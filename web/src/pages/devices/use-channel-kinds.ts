import { useQuery } from '@tanstack/react-query';
import type { Channel } from '@sampark/contracts/domain.ts';
import { api, type Answer } from '../../api/client.ts';

export type ChannelKind = Answer<'GET /api/v1/channels'>['items'][number];

/** What an account of each channel needs; the same for as long as the server runs. */
export function useChannelKinds() {
  return useQuery({
    queryKey: ['devices', 'channels'],
    queryFn: ({ signal }) => api('GET /api/v1/channels', { signal }),
    staleTime: Infinity,
  });
}

export function kindOf(kinds: readonly ChannelKind[] | undefined, channel: Channel): ChannelKind | undefined {
  return kinds?.find((one) => one.channel === channel);
}
