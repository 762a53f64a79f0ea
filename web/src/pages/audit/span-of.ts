// The span of time of the filter, in the viewer's own days. Pure.
import type { spans } from './routes.ts';

type Chosen = {
  span?: (typeof spans)[number] | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

export function spanOf({ span, from, to }: Chosen, now: Date): { from?: string; to?: string } {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const back = (days: number) => new Date(today.getFullYear(), today.getMonth(), today.getDate() - days);
  switch (span) {
    case 'today':
      return { from: today.toISOString() };
    case 'week':
      return { from: back(6).toISOString() };
    case 'month':
      return { from: back(29).toISOString() };
    case 'days':
      return {
        ...(from ? { from: midnight(from, 0).toISOString() } : {}),
        ...(to ? { to: midnight(to, 1).toISOString() } : {}),
      };
    default:
      return {};
  }
}

function midnight(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}
