// Search, filters and order the list was left with, for the way back to it.
import type { getRouteApi } from '@tanstack/react-router';

type ListSearch = ReturnType<ReturnType<typeof getRouteApi<'/app/prospects'>>['useSearch']>;

let last: ListSearch = {};

export function leaveListAs(search: ListSearch): void {
  last = search;
}

export function listAsLeft(): ListSearch {
  return last;
}
