import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Experiment } from './results.ts';

const liveMs = 5_000;

/** What is counted and what may be said of it; asked again while people still get their messages and answer. */
export function useResults({ id, status }: Pick<Experiment, 'id' | 'status'>) {
  return useQuery({
    queryKey: ['experiment', id, 'results'],
    queryFn: ({ signal }) => api('GET /api/v1/experiments/{id}/results', { path: { id }, signal }),
    enabled: status !== 'draft',
    refetchInterval: status === 'running' ? liveMs : false,
    placeholderData: keepPreviousData,
    staleTime: 2_000,
  });
}

/** The looks one after the other, for drawing. */
export function useLooks({ id, status }: Pick<Experiment, 'id' | 'status'>) {
  return useQuery({
    queryKey: ['experiment', id, 'series'],
    queryFn: ({ signal }) => api('GET /api/v1/experiments/{id}/series', { path: { id }, signal }),
    enabled: status !== 'draft',
    refetchInterval: status === 'running' ? liveMs * 3 : false,
    staleTime: 5_000,
  });
}
