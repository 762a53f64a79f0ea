import type { Channel } from '@sampark/contracts/domain.ts';
import { optOutLineFor, tellsOptOut } from '@sampark/contracts/opt-out-line.ts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import type { Draft } from './use-draft.ts';

/**
 * The line that says how to stop, where the workspace wants it under texts of this purpose and a text has none. Somebody’s
 * country can want it as well: their preview shows it.
 */
export function useOptOutLine(
  purpose: Draft['purpose'],
): (text: string, channels: readonly Channel[]) => Partial<Record<Channel, string>> {
  const purposes = useQuery({
    queryKey: ['workspace'],
    queryFn: ({ signal }) => api('GET /api/v1/workspace', { signal }),
    staleTime: 300_000,
  }).data?.settings.opt_out_line.purposes;
  return (text, channels) => {
    if (!purposes?.includes(purpose) || text.trim() === '' || tellsOptOut(text)) return {};
    return Object.fromEntries(channels.map((channel) => [channel, optOutLineFor(text)]));
  };
}
