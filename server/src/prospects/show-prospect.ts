// Prospects as the API shows them.
import type { ProspectDetail, ProspectItem } from '@sampark/contracts/prospects.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';

export type ProspectRow = Omit<ProspectItem, 'last_engagement' | 'created_at' | 'updated_at'> & {
  last_engagement: Date | null;
  created_at: Date;
  updated_at: Date;
};

export const prospectColumns = sql`p.id, p.phone_number, p.email, p.name, p.first_name, p.last_name, p.language, p.country,
  p.time_zone, p.demographics, p.asset_class_interests, p.attributes, p.lead_score, p.last_engagement, p.held_reason,
  p.import_id, p.version, p.created_at, p.updated_at,
  coalesce((select json_agg(json_build_object('channel', s.channel, 'purpose', s.purpose, 'granted', s.granted)
    order by s.channel, s.purpose) from consent_state s where s.prospect_id = p.id), '[]') as consents`;

export async function findProspect(db: DbOrTx, actor: Actor, id: string): Promise<ProspectDetail> {
  const { rows } = await sql<
    ProspectRow & { owners: { user_id: string; name: string }[]; suppressed: boolean }
  >`
    /* prepared */ select ${prospectColumns},
      coalesce((select json_agg(json_build_object('user_id', u.id, 'name', u.name) order by r.created_at, u.id)
        from relationships r join users u on u.id = r.user_id where r.prospect_id = p.id), '[]') as owners,
      exists (select from suppressions s where s.workspace_id = p.workspace_id and s.address_hash = p.phone_hash
        and s.lifted_at is null) as suppressed
    from prospects p
    where p.id = ${id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')}`.execute(db);
  const row = rows[0];
  if (!row) throw new Problem('not_found');
  return { ...shownProspect(row), owners: row.owners, suppressed: row.suppressed };
}

export function shownProspect(row: ProspectRow): ProspectItem {
  const { id, phone_number, email, name, first_name, last_name, language, country, time_zone } = row;
  return {
    id, phone_number, email, name, first_name, last_name, language, country, time_zone,
    demographics: row.demographics,
    asset_class_interests: row.asset_class_interests,
    attributes: row.attributes,
    lead_score: row.lead_score,
    last_engagement: row.last_engagement?.toISOString() ?? null,
    held_reason: row.held_reason,
    import_id: row.import_id,
    version: row.version,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    consents: row.consents,
  }; // prettier-ignore
}
