import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';

const refreshMs = 15_000;

/** All of them in one answer: filtering and sorting then ask nobody. */
export function useFleet() {
  return useQuery({
    queryKey: ['devices', 'fleet'],
    queryFn: ({ signal }) => api('GET /api/v1/fleet', { signal }),
    refetchInterval: refreshMs,
  });
}

/** Every portfolio there is: a business has a handful. */
export function usePortfolios() {
  return useQuery({
    queryKey: ['devices', 'portfolios'],
    queryFn: ({ signal }) => api('GET /api/v1/portfolios', { query: { limit: 200 }, signal }),
    refetchInterval: refreshMs,
  });
}
