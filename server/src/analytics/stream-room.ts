// The open streams of one workspace in one process, and the one loop that serves them all. Enters: what the follower
// noted as changed. Leaves: events, at most one overview a second for each client.
// Guaranteed: a PM gets their own campaigns and imports only; a stream ends within 2 s of its session.
import type { Overview } from '@sampark/contracts/analytics.ts';
import type { Runtime } from '../runtime.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import { readOverviews } from './overview.ts';
import type { StreamClient } from './stream-client.ts';
import {
  changesSince,
  latestImports,
  latestRevision,
  ownersOf,
  standingSessions,
  type Change,
} from './stream-queries.ts';

const tickMs = 1_000;
const beatMs = 5_000;

export type StreamRuntime = Pick<Runtime, 'db' | 'clock' | 'log' | 'demo'>;

export type Room = { clients: Set<StreamClient>; join(client: StreamClient): Promise<void> };

/** `onEmpty` is called when the last client has left; the room is then finished. */
export function createRoom(rt: StreamRuntime, workspace_id: string, onEmpty: () => void): Room {
  const clients = new Set<StreamClient>();
  const imports = new Map<string, string>();
  let revision = 0;
  let minute = 0;
  let turn = 0;
  let running = false;

  async function join(client: StreamClient): Promise<void> {
    const overview = (await readOverviews(rt.db, workspace_id, [client.scope_id], rt.clock.now())).get(
      client.scope_id,
    );
    if (overview) client.send('overview', overview, revision);
    if (running) return;
    running = true;
    void run();
  }

  async function run(): Promise<void> {
    let failed = false;
    while (clients.size > 0) {
      try {
        if (turn === 0) await start();
        await tick();
        failed = false;
      } catch (error) {
        if (!failed)
          rt.log.warn({ err: error, workspace_id }, 'live stream could not read its numbers; trying on');
        failed = true;
      }
      await rt.clock.sleep(tickMs);
    }
    onEmpty();
  }

  async function start(): Promise<void> {
    // A second back: what moved between the first overview and now is sent once more rather than missed.
    revision = Math.max(0, (await latestRevision(rt.db, workspace_id)) - 1);
    for (const one of await latestImports(rt.db, workspace_id))
      imports.set(one.state.id, JSON.stringify(one.state));
  }

  async function tick(): Promise<void> {
    if (turn++ % 2 === 0) await endStale();
    const changes = await changesSince(rt.db, workspace_id, revision);
    revision = changes.at(-1)?.revision ?? revision;
    await sendOverviews(changes);
    await sendCampaigns(changes);
    await sendImports();
    const now = performance.now();
    for (const client of clients) if (now - client.last_write >= beatMs) client.beat();
  }

  async function endStale(): Promise<void> {
    const now = rt.clock.now();
    const ids = [...new Set([...clients].map((one) => one.actor.session_id))];
    const standing = await standingSessions(rt.db, ids, now, rt.demo.enabled);
    for (const client of clients) {
      if (client.expires_at <= now.getTime()) client.end('token_expired');
      else if (standing.get(client.actor.session_id) !== client.actor.role) client.end('session_ended');
    }
  }

  async function sendOverviews(changes: readonly Change[]): Promise<void> {
    const now = rt.clock.now();
    // Rates, ETAs and the hour on show move with the minute even when nothing else does.
    const newMinute = Math.floor(now.getTime() / 60_000);
    const changed = new Set(changes.map((one) => one.id));
    const scopes = [...new Set([...clients].map((one) => one.scope_id))].filter(
      (id) => newMinute !== minute || changed.has(id),
    );
    minute = newMinute;
    if (scopes.length === 0) return;
    const overviews: Map<string, Overview> = await readOverviews(rt.db, workspace_id, scopes, now);
    for (const client of clients) {
      const overview = overviews.get(client.scope_id);
      if (overview) client.send('overview', overview, revision);
    }
  }

  async function sendCampaigns(changes: readonly Change[]): Promise<void> {
    const ids = changes.filter((one) => one.kind === 'campaign').map((one) => one.id);
    if (ids.length === 0) return;
    const owners = await ownersOf(rt.db, workspace_id, ids);
    const numbers = await campaignNumbers(rt.db, workspace_id, [...owners.keys()]);
    for (const [id, own] of numbers) {
      for (const client of clients) {
        if (sees(client, owners.get(id))) client.send('campaign', { id, numbers: own }, revision);
      }
    }
  }

  async function sendImports(): Promise<void> {
    for (const one of await latestImports(rt.db, workspace_id)) {
      const text = JSON.stringify(one.state);
      if (imports.get(one.state.id) === text) continue;
      imports.set(one.state.id, text);
      for (const client of clients) if (sees(client, one.user_id)) client.send('import', one.state);
    }
  }

  return { clients, join };
}

function sees(client: StreamClient, owner: string | undefined): boolean {
  return client.actor.role !== 'standard' || client.actor.user_id === owner;
}
