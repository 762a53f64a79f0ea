// The first steps of a new workspace, computed from what is there: a step ticks when the thing exists. For a PM that is a
// thing of their own: another book's contacts are no first step of theirs.
import type { Checklist } from '@sampark/contracts/workspaces.ts';
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import { inBook, ownedBy } from '../http/scope.ts';
import { answerPriority } from '../messages/send-single.ts';
import type { Runtime } from '../runtime.ts';

export async function readChecklist(rt: Runtime, actor: Actor): Promise<Checklist> {
  const id = actor.workspace_id;
  const { rows } = await sql<Record<Checklist['steps'][number]['name'], boolean>>`
    select exists (select from sender_accounts where workspace_id = ${id}) as sender,
      exists (select from prospects p where p.workspace_id = ${id} and ${inBook(actor, 'p.id')}) as contacts,
      exists (select from consents c where c.workspace_id = ${id} and c.action = 'granted'
        and ${inBook(actor, 'c.prospect_id')}) as consent,
      exists (select from campaigns c where c.workspace_id = ${id} and c.launched_at is not null
        and ${ownedBy(actor, 'c.portfolio_manager_id')}) as campaign,
      exists (select from messages m where m.workspace_id = ${id} and m.campaign_id is null and m.priority = ${answerPriority}
        and ${ownedBy(actor, 'm.portfolio_manager_id')}) as answer,
      (select count(*) > 1 from users where workspace_id = ${id}) as colleague`.execute(rt.db);
  const found = rows[0];
  const names = ['sender', 'contacts', 'consent', 'campaign', 'answer', 'colleague'] as const;
  return { steps: names.map((name) => ({ name, done: found?.[name] ?? false })) };
}
