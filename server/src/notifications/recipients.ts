// Who hears of each draft: active people of its workspace only. One statement for the whole batch.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { StoredPreferences } from './choice.ts';
import type { Draft } from './rules.ts';

export type Recipient = { user_id: string; workspace_id: string; preferences: StoredPreferences };
export type Recipients = (draft: Draft) => readonly Recipient[];

export async function recipientsOf(tx: Tx, drafts: readonly Draft[]): Promise<Recipients> {
  if (drafts.length === 0) return () => [];
  const asked = new Map(drafts.map((draft) => [keyOf(draft), { key: keyOf(draft), ...questionOf(draft) }]));
  const { rows } = await sql<Recipient & { key: string }>`
    with asked as (select * from jsonb_to_recordset(${JSON.stringify([...asked.values()])}::jsonb)
      as a(key text, workspace_id uuid, owner uuid, campaign_id uuid, book uuid, admins boolean, oversight boolean))
    select a.key, u.id as user_id, u.workspace_id, coalesce(b.preferences, '{}') as preferences
    from asked a
    left join campaigns c on c.id = a.campaign_id and c.workspace_id = a.workspace_id
    join users u on u.workspace_id = a.workspace_id and u.status = 'active' and (
      u.id = coalesce(a.owner, c.portfolio_manager_id)
      or (a.admins and u.role = 'admin')
      or (a.oversight and u.role in ('admin', 'compliance'))
      or (a.book is not null and (u.role = 'compliance'
          or exists (select from relationships r where r.user_id = u.id and r.prospect_id = a.book))))
    left join notification_boxes b on b.user_id = u.id
    order by u.id`.execute(tx);
  const found = Map.groupBy(rows, (row) => row.key);
  return (draft) => found.get(keyOf(draft)) ?? [];
}

function questionOf({ workspace_id, to }: Draft) {
  if (to === 'admins') return { workspace_id, admins: true };
  if (to === 'oversight') return { workspace_id, oversight: true };
  if ('book' in to) return { workspace_id, admins: false, book: to.book };
  return { workspace_id, admins: false, owner: to.owner, campaign_id: to.campaign_id };
}

function keyOf({ workspace_id, to }: Draft): string {
  if (to === 'admins' || to === 'oversight') return `${workspace_id} ${to}`;
  if ('book' in to) return `${workspace_id} book ${to.book}`;
  return `${workspace_id} owner ${to.owner ?? ''} ${to.owner === null ? (to.campaign_id ?? '') : ''}`;
}
