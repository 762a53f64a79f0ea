import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, type Answer } from '../../api/client.ts';

export type Forecast = Answer<'GET /api/v1/campaigns/{id}/forecast'>;
/** As chosen in the schedule step. */
type Start = { kind: 'now' | 'later'; localTime: string; zone: string };

/** What a launch would do: right now, or at the planned time; asked again whenever the draft was saved. */
export function useForecast(id: string, start?: Start) {
  const query =
    start?.kind === 'later' && start.localTime ? { local_time: start.localTime, time_zone: start.zone } : {};
  return useQuery({
    queryKey: ['forecast', id, query],
    queryFn: ({ signal }) => api('GET /api/v1/campaigns/{id}/forecast', { path: { id }, query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
