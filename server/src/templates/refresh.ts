// "Refresh now": every business account of the workspace is asked at once, and the answer says how each went.
import type { TemplateSyncs } from '@sampark/contracts/templates.ts';
import { appendEvents } from '../events/append.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { readSyncs } from './library.ts';
import { businessAccounts, synchroniseTemplates } from './synchronise.ts';

export async function refreshTemplates(rt: Runtime, actor: Actor): Promise<TemplateSyncs> {
  const now = rt.clock.now();
  const accounts = await businessAccounts(rt, actor.workspace_id);
  await appendEvents(rt.db, now, [
    {
      ...{ workspace_id: actor.workspace_id, type: 'template.refreshed', occurred_at: now },
      ...{ actor_id: actor.user_id, channel: 'whatsapp', data: { accounts: accounts.length } },
    },
  ]);
  await Promise.all(accounts.map((account) => synchroniseTemplates(rt, account)));
  return readSyncs(rt.db, actor);
}
