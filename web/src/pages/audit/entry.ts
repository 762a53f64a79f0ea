import type { Item } from '../../api/client.ts';

export type Entry = Item<'GET /api/v1/audit'>;

/** What somebody typed as their reason; a code of ours is none. */
export function ownWords(data: Entry['data']): string | undefined {
  return [data['reason'], data['note']].find(
    (one): one is string => typeof one === 'string' && !/^[a-z_]*$/.test(one),
  );
}
