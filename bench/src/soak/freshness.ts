// How old a number is when the dashboard can show it: what the database says has been sent is looked for over the API until
// it is there. Counted from the instant of the newest message in the sample, so it is never too favourable.
import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Runtime } from '../../../server/src/runtime.ts';
import type { Manager } from './population.ts';
import { send } from './send.ts';

export type Freshness = { ms: { at: number; ms: number }[]; missed: number; stop(): Promise<void> };

const everyMs = 1_000;
/** Looked for more rarely the longer it takes: a late number must not be late because of those who ask for it. */
const leastPauseMs = 50;
const pausePart = 0.15;
const patienceMs = 30_000;

export function watchFreshness(rt: Runtime, port: number, sending: readonly Manager[]): Freshness {
  const agent = new Agent({ keepAlive: true });
  const found: Freshness = { ms: [], missed: 0, stop };
  let stopped = false;
  const open = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const one = sample().catch(() => {
      found.missed++;
    });
    open.add(one);
    void one.finally(() => open.delete(one));
  }, everyMs);

  async function sample(): Promise<void> {
    const manager = sending[Math.floor(Math.random() * sending.length)];
    const id = manager?.campaigns[0];
    if (!manager || id === undefined) return;
    const { rows } = await sql<{ sent: number; at: Date | null }>`
      select count(*) filter (where m.sent_at is not null)::int as sent, max(m.sent_at) as at
      from messages m join campaigns c on c.id = m.campaign_id
      where m.campaign_id = ${id} and m.created_at = c.launched_at`.execute(rt.db);
    const { sent = 0, at = null } = rows[0] ?? {};
    if (at === null) return;
    const began = Date.now();
    while (!stopped && Date.now() - began < patienceMs) {
      const shown = await sentShown(manager, id);
      if (shown >= sent) {
        found.ms.push({ at: Date.now(), ms: Date.now() - at.getTime() });
        return;
      }
      await sleep(Math.max(leastPauseMs, (Date.now() - began) * pausePart));
    }
    if (!stopped) found.missed++;
  }

  function sentShown(manager: Manager, id: string): Promise<number> {
    return new Promise((resolve, reject) => {
      send(agent, port, manager.token, { path: `/api/v1/campaigns/${id}` }, ({ status, error, body }) => {
        if (status !== 200) reject(new Error(error ?? String(status)));
        else resolve((JSON.parse(body()) as { messages_sent: number }).messages_sent);
      });
    });
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    stopped = true;
    await Promise.all(open);
    agent.destroy();
  }
  return found;
}
