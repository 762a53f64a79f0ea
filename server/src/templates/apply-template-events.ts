// What the platform says of single templates by callback: applied at once, and the whole list asked for a little later, because
// a callback tells one thing of one template and may come twice, late, or not at all.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { CallbackEvent } from '../webhooks/types.ts';
import { synchroniseSoon } from './synchronise-jobs.ts';
import { tellTemplateChanges, type TemplateChange, type TemplateState } from './template-changes.ts';

type Changed = TemplateState & { was_status: string; was_category: string; was_removed: boolean };

export async function applyTemplateEvents(
  rt: Runtime,
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent<'template'>[],
): Promise<void> {
  const asked = new Set<string>();
  for (const { workspace_id, channel, event } of events) {
    const gone = event.status === 'DELETED';
    const { rows } = await sql<Changed>`
      update channel_templates set status = coalesce(${event.status ?? null}, status), category = coalesce(${event.category ?? null}, category),
        quality = coalesce(${event.quality ?? null}, quality), updated_at = ${now},
        rejected_reason = case when ${event.status ?? null}::text is null then rejected_reason else ${event.rejected_reason ?? null} end,
        removed_at = case when ${gone} then coalesce(removed_at, ${now}) when ${event.status ?? null}::text is null then removed_at end
      where workspace_id = ${workspace_id} and channel = ${channel} and name = ${event.name} and language = ${event.language}
        and (${event.waba_id ?? null}::text is null or waba_id = ${event.waba_id ?? null})
      returning id, name, language, status, category, removed_at is not null as removed,
        old.status as was_status, old.category as was_category, old.removed_at is not null as was_removed`.execute(
      tx,
    );
    await tellTemplateChanges(tx, now, workspace_id, rows.map(changeOf));
    if (event.waba_id !== undefined) asked.add(`${workspace_id}/${event.waba_id}`);
  }
  for (const one of [...asked].sort()) {
    const [workspace_id = '', waba_id = ''] = one.split('/');
    await synchroniseSoon(rt, tx, { workspace_id, waba_id });
  }
}

function changeOf({ was_status, was_category, was_removed, ...after }: Changed): TemplateChange {
  return { after, before: { ...after, status: was_status, category: was_category, removed: was_removed } };
}
