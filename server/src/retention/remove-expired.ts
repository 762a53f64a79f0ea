// The daily removal. Enters: what has run out. Leaves: less of it. Guaranteed: what stands under a hold stays, asked again under
// a lock by each batch; a batch and the entry that says so commit together, so that a killed run goes on where it was.
import { cutoffOf } from '@sampark/contracts/retention.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { lockHolds } from './held-rows.ts';
import { clockIn, readRetention } from './read-settings.ts';
import { stores, type Store } from './stores.ts';

export type RemoveRuntime = Pick<Runtime, 'db' | 'clock' | 'crashPoint'>;
export type Removed = Record<string, number>;

const batch = 2_000;

/** Of one workspace. How many rows went, by data class and place. */
export async function removeExpired(rt: RemoveRuntime, workspaceId: string): Promise<Removed> {
  const kept = await readRetention(rt.db, workspaceId);
  const removed: Removed = {};
  for (const store of stores) {
    const cutoff = cutoffOf(clockIn(kept, store.dataClass), rt.clock.now());
    const name = `${store.dataClass}.${store.name}`;
    for (let count = batch; count === batch;) {
      count = await removeBatch(rt, store, { workspace_id: workspaceId, cutoff });
      if (count > 0) removed[name] = (removed[name] ?? 0) + count;
      rt.crashPoint('after-retention-batch');
    }
  }
  return removed;
}

async function removeBatch(
  rt: RemoveRuntime,
  store: Store,
  span: { workspace_id: string; cutoff: Date },
): Promise<number> {
  return rt.db.transaction().execute(async (tx) => {
    await lockHolds(tx, span.workspace_id, 'removing');
    const { rows } = await sql<{ count: number }>`
      with gone as materialized (select * from (${store.expired(span)}) e where not e.held limit ${batch})
      ${store.remove(span)}`.execute(tx);
    const count = rows[0]?.count ?? 0;
    const now = rt.clock.now();
    if (count > 0)
      await appendEvents(tx, now, [
        {
          ...{ workspace_id: span.workspace_id, type: 'retention.removed', occurred_at: now },
          data: { class: store.dataClass, what: store.name, count, made_before: span.cutoff.toISOString() },
        },
      ]);
    return count;
  });
}
