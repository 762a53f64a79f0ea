// The addresses a person was met under on each channel.
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { requireProspect } from './require-prospect.ts';

type Row = {
  id: string;
  channel: Channel;
  address: string;
  account_id: string | null;
  status: string;
  status_code: string | null;
  source: string;
  learned_at: Date;
  updated_at: Date;
};

export async function listIdentities(rt: Runtime, actor: Actor, id: string) {
  await requireProspect(rt.db, actor, id);
  const { rows } = await sql<Row>`
    select id, channel, address, account_id, status, status_code, source, learned_at, updated_at from channel_identities
    where prospect_id = ${id} and workspace_id = ${actor.workspace_id} order by channel, learned_at, id`.execute(
    rt.db,
  );
  return {
    items: rows.map((row) => ({
      ...row,
      learned_at: row.learned_at.toISOString(),
      updated_at: row.updated_at.toISOString(),
    })),
  };
}
