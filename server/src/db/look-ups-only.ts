// For transactions that touch a few hundred rows by their keys, thousands of times. The planner may not know yet how large
// a table has become (a campaign was queued a second ago) and then reads all of it for a join; measured: 20 times the time
// of the look-ups. With joins and scans settled there is nothing left to plan for, so the plan made once is used always: left
// to itself PostgreSQL plans small batches anew each time, which took longer than they did. Holds until the transaction ends.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';

export async function lookUpsOnly(tx: Tx): Promise<void> {
  await sql`/* prepared */ select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('enable_seqscan', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(
    tx,
  );
}
