// The first steps of a new workspace, computed from what is there: a step ticks when the thing exists.
import type { Checklist } from '@sampark/contracts/workspaces.ts';
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';

export async function readChecklist(rt: Runtime, actor: Actor): Promise<Checklist> {
  const id = actor.workspace_id;
  const { rows } = await sql<Record<Checklist['steps'][number]['name'], boolean>>`
    select exists (select from sender_accounts where workspace_id = ${id}) as sender,
      exists (select from prospects where workspace_id = ${id}) as contacts,
      exists (select from consents where workspace_id = ${id} and action = 'granted') as consent,
      exists (select from campaigns where workspace_id = ${id} and launched_at is not null) as campaign,
      exists (select from messages m where m.workspace_id = ${id} and m.campaign_id is null) as answer,
      (select count(*) > 1 from users where workspace_id = ${id}) as colleague`.execute(rt.db);
  const found = rows[0];
  const names = ['sender', 'contacts', 'consent', 'campaign', 'answer', 'colleague'] as const;
  return { steps: names.map((name) => ({ name, done: found?.[name] ?? false })) };
}
