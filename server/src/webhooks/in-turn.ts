// Order among batches of callbacks that are applied side by side.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { CallbackEvent } from './types.ts';

/**
 * Replies and receipts both write to messages, each in the order of ids, but one after the other: two batches could lock
 * each other out. A batch with people's own words runs alone among the batches; those with receipts only run side by side.
 */
export async function inTurn(tx: Tx, events: readonly CallbackEvent[]): Promise<void> {
  if (events.some((one) => one.event.kind === 'inbound'))
    await sql`/* prepared */ select pg_advisory_xact_lock(7301)`.execute(tx);
  else if (events.some((one) => one.event.kind === 'receipt'))
    await sql`/* prepared */ select pg_advisory_xact_lock_shared(7301)`.execute(tx);
}
