// People whose own consents say no, the latest first: one line a person, whatever they stopped.
import type { Channel, Purpose } from '@sampark/contracts/domain.ts';
import { channels, purposes } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { pageOf, readCursor } from '../http/page.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

type Row = {
  prospect_id: string;
  prospect_name: string | null;
  stopped: { channel: Channel; purpose: Purpose }[];
  last: number;
  source: string;
  by_person: boolean;
  since: Date;
  recorded_by_name: string | null;
};

export async function listOptOuts(rt: Runtime, actor: Actor, query: { limit?: number; cursor?: string }) {
  const limit = query.limit ?? 50;
  const after = readCursor('opt-outs', query.cursor);
  const { rows } = await sql<Row>`
    with refused as (
      select s.prospect_id, jsonb_agg(jsonb_build_object('channel', s.channel, 'purpose', s.purpose)) as stopped,
        (select max(c.id) from consents c where c.prospect_id = s.prospect_id and c.action = 'withdrawn') as last
      from consent_state s
      where s.workspace_id = ${actor.workspace_id} and not s.granted
        -- Nobody who never withdrew anything needs to be looked at.
        and s.prospect_id in (select prospect_id from consents where workspace_id = ${actor.workspace_id} and action = 'withdrawn')
      group by s.prospect_id
    )
    select r.prospect_id, p.name as prospect_name, r.stopped, r.last::float8 as last, c.source, c.by_person,
      c.occurred_at as since, u.name as recorded_by_name
    from (select * from refused ${after ? sql`where last < ${after[1]}::bigint` : sql``} order by last desc limit ${limit + 1}) r
      join prospects p on p.id = r.prospect_id join consents c on c.id = r.last left join users u on u.id = c.recorded_by
    order by r.last desc`.execute(rt.db);
  const page = pageOf('opt-outs', rows, limit, (row) => [null, String(row.last)]);
  return {
    ...page,
    items: page.items.map(({ stopped, last: _last, since, ...row }) => ({
      ...row,
      channels: channels.filter((one) => stopped.some((stop) => stop.channel === one)),
      purposes: purposes.filter((one) => stopped.some((stop) => stop.purpose === one)),
      everything: stopped.length === channels.length * purposes.length,
      since: since.toISOString(),
    })),
  };
}
