import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';

export type Forecast = Answer<'GET /api/v1/campaigns/{id}/forecast'>;

/** Who a launch would reach right now; asked again whenever the draft was saved. */
export function useForecast(id: string) {
  return useQuery({
    queryKey: ['forecast', id],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/forecast', { path: { id }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
