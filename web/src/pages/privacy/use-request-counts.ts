import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { useUser } from '../../lib/use-session.ts';

export function useRequestCounts() {
  const officer = useUser()?.role !== 'standard';
  return useQuery({
    queryKey: ['GET /api/v1/privacy-requests', 'summary'],
    queryFn: ({ signal }) => api('GET /api/v1/privacy-requests/summary', { signal }),
    refetchInterval: 60_000,
    enabled: officer,
  });
}
