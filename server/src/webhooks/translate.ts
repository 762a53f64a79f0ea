// Stored callbacks → events, through their channel's adapter. Whatever an adapter does not understand comes out as
// `unknown` with the reason, and the row is kept.
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import type { CallbackEvent, StoredCallback } from './types.ts';
import type { ChannelEvent } from '../channels/channel.ts';

export async function translate(
  rt: Runtime,
  tx: Tx,
  callbacks: readonly StoredCallback[],
): Promise<CallbackEvent[]> {
  const events = callbacks.flatMap((callback) =>
    read(rt, callback).map((event) => ({
      webhook_id: callback.id,
      account_id: callback.account_id,
      workspace_id: callback.workspace_id,
      channel: callback.channel,
      received_at: callback.received_at,
      event: withSaneTime(event, callback.received_at),
    })),
  );
  await readdress(tx, events);
  return events;
}

function read(rt: Runtime, callback: StoredCallback): ChannelEvent[] {
  try {
    return rt.channels[callback.channel].readCallback(callback.payload);
  } catch (cause) {
    rt.log.error({ cause, callback: callback.id, channel: callback.channel }, 'callback not readable');
    return [
      { kind: 'unknown', detail: `not readable: ${cause instanceof Error ? cause.message : String(cause)}` },
    ];
  }
}

/** A missing time becomes the time of receipt, and so does one from the future: phones' clocks are set by people. */
function withSaneTime(event: ChannelEvent, receivedAt: Date): ChannelEvent {
  if (!('at' in event)) return event;
  const at = event.at.getTime();
  return at > 0 && at <= receivedAt.getTime() ? event : { ...event, at: receivedAt };
}

/**
 * A callback may speak of another of our accounts than the one whose address was called: without an override of its
 * own, a WhatsApp number's callbacks go to the app's address. Only within the workspace that proved its secret.
 */
async function readdress(tx: Tx, events: CallbackEvent[]): Promise<void> {
  const wanted = new Map<string, { workspace_id: string; channel: string; address: string }>();
  for (const { workspace_id, channel, event } of events) {
    const address = 'to' in event ? event.to : undefined;
    if (address) wanted.set(`${workspace_id}/${channel}/${address}`, { workspace_id, channel, address });
  }
  if (wanted.size === 0) return;
  const { rows } = await sql<{ key: string; id: string }>`
    select a.workspace_id::text || '/' || a.channel || '/' || a.address as key, a.id
    from jsonb_to_recordset(${JSON.stringify([...wanted.values()])}::jsonb) as w(workspace_id uuid, channel text, address text)
    join sender_accounts a on a.workspace_id = w.workspace_id and a.channel = w.channel and a.address = w.address`.execute(
    tx,
  );
  const ids = new Map(rows.map((row) => [row.key, row.id]));
  for (const one of events) {
    const address = 'to' in one.event ? one.event.to : undefined;
    if (address) one.account_id = ids.get(`${one.workspace_id}/${one.channel}/${address}`) ?? one.account_id;
  }
}
