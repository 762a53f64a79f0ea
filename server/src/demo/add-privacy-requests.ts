// What people of the sample workspace ask for about their data: one in time, one late, one answered with its proof. Made by the
// verbs everybody uses, after the workspace is there: an erasure is a transaction of its own.
import { sql } from 'kysely';
import type { Actor } from '../http/route.ts';
import { changeRequest } from '../privacy/requests/change-request.ts';
import { closeRequest } from '../privacy/requests/close-request.ts';
import { recordRequest } from '../privacy/requests/record-request.ts';
import { createProspect } from '../prospects/create-prospect.ts';
import { lockPerson } from '../consents/queries.ts';
import { recordConsents } from '../consents/record-consents.ts';
import type { Runtime } from '../runtime.ts';

const dayMs = 86_400_000;
type Ids = { workspace_id: string; officer: string; manager: string };

export async function addPrivacyRequests(
  rt: Runtime,
  { workspace_id, officer, manager }: Ids,
): Promise<void> {
  const now = rt.clock.now();
  const actor: Actor = {
    ...{ workspace_id, user_id: officer, role: 'compliance' },
    ...{ session_id: '', request_id: 'sample' },
  };
  const ago = (days: number) => new Date(now.getTime() - days * dayMs).toISOString();
  const { rows: people } = await sql<{ id: string }>`
    select id from prospects where workspace_id = ${workspace_id} order by created_at limit 2`.execute(rt.db);
  const [first, second] = people;
  if (!first || !second) throw new Error('The sample workspace has nobody who could ask');

  const copy = await recordRequest(rt, actor, {
    ...{ prospect_id: first.id, kind: 'copy', came_by: 'email', received_at: ago(9) },
    note: 'Please send me everything you keep about me, on paper if you can.',
  });
  await changeRequest(rt, actor, copy.id, {
    assigned_to: officer,
    note: 'Asked which address the letter should go to.',
  });
  await recordRequest(rt, actor, {
    ...{ prospect_id: second.id, kind: 'correction', came_by: 'letter', received_at: ago(38) },
    note: 'My name is spelt with one l, and I moved to Sylhet last year.',
  });

  const gone = await createProspect(
    rt,
    { ...actor, user_id: manager, role: 'standard' },
    {
      ...{ phone_number: '+8801799999999', name: 'Tanvir Alam', language: 'en' },
    },
  );
  // A consent that a later one replaced: what the law keeps, the proof names with its date.
  for (const action of ['granted', 'withdrawn'] as const)
    await rt.db.transaction().execute(async (tx) => {
      await lockPerson(tx, gone.id);
      await recordConsents(rt, tx, now, {
        ...{ workspace_id, prospect_id: gone.id, channels: ['whatsapp'], purposes: ['marketing'], action },
        ...{ source: 'phone', evidence: {}, occurred_at: now, recorded_by: officer },
      });
    });
  const erasure = await recordRequest(rt, actor, {
    ...{ prospect_id: gone.id, kind: 'erasure', came_by: 'phone', received_at: ago(12) },
  });
  await changeRequest(rt, actor, erasure.id, { assigned_to: officer });
  await closeRequest(rt, actor, erasure.id, { outcome: 'completed' });
}
