// The open streams of one workspace in one process, and the one loop that serves them all. Enters: what the follower
// noted as changed. Leaves: events, at most one overview a second for each client.
// Guaranteed: a PM gets their own campaigns and imports only; a stream ends within 2 s of its session.
import type { Overview } from '@sampark/contracts/analytics.ts';
import { plannedOnce } from '../db/planned-once.ts';
import { rememberSessions } from '../http/session-check.ts';
import type { Runtime } from '../runtime.ts';
import { campaignNumbers } from './campaign-numbers.ts';
import type { DbOrTx } from '../events/append.ts';
import { createDueScopes } from './due-scopes.ts';
import { readOverviews } from './overview.ts';
import { boxRevisions, unreadCounts } from '../notifications/queries.ts';
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
/** One part's answers hold up requests for a few milliseconds. */
const scopesAtOnce = 25;

/** Stands for the owner of all campaigns. */
const everybody = '';

export type StreamRuntime = Pick<Runtime, 'db' | 'clock' | 'log' | 'demo'>;

export type Room = { clients: Set<StreamClient>; join(client: StreamClient): Promise<void> };

/** `onEmpty` is called when the last client has left; the room is then finished. */
export function createRoom(rt: StreamRuntime, workspace_id: string, onEmpty: () => void): Room {
  const clients = new Set<StreamClient>();
  const imports = new Map<string, string>();
  const boxes = new Map<string, number>();
  let revision = 0;
  const dueScopes = createDueScopes();
  let started = false;
  let running = false;

  async function join(client: StreamClient): Promise<void> {
    const overview = (await readOverviews(rt.db, workspace_id, [client.scope_id], rt.clock.now())).get(
      client.scope_id,
    );
    if (overview) client.send('overview', overview, revision);
    const reader = client.actor.user_id;
    client.send('notifications', { unread: (await unreadCounts(rt.db, [reader])).get(reader) ?? 0 });
    if (running) return;
    running = true;
    void run();
  }

  async function run(): Promise<void> {
    let failed = false;
    while (clients.size > 0) {
      try {
        if (!started) await start();
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
    started = true;
  }

  async function tick(): Promise<void> {
    const [changes] = await plannedOnce(rt.db, (db) =>
      Promise.all([
        changesSince(db, workspace_id, revision),
        endStale(db),
        sendImports(db),
        sendNotifications(db),
      ]),
    );
    revision = changes.at(-1)?.revision ?? revision;
    await sendOverviews(changes);
    await sendCampaigns(changes);
    const now = performance.now();
    for (const client of clients) if (now - client.last_write >= beatMs) client.beat();
  }

  async function endStale(db: DbOrTx): Promise<void> {
    const now = rt.clock.now();
    const remember = rememberSessions(rt);
    // Those of now: whoever joins while their sessions are read was not asked about.
    const asked = [...clients];
    const ids = [...new Set(asked.map((one) => one.actor.session_id))];
    const standing = await standingSessions(db, ids, now, rt.demo.enabled);
    for (const client of asked) {
      const { session_id, user_id } = client.actor;
      const role = standing.get(session_id);
      remember(session_id, role === undefined ? undefined : { user_id, workspace_id, role });
      if (client.expires_at <= now.getTime()) client.end('token_expired');
      else if (role !== client.actor.role) client.end('session_ended');
    }
  }

  async function sendOverviews(changes: readonly Change[]): Promise<void> {
    const now = rt.clock.now();
    const present = new Set([...clients].map((one) => one.scope_id));
    const scopes = dueScopes(
      present,
      changes.map((one) => one.id),
      now,
    );
    for (let from = 0; from < scopes.length; from += scopesAtOnce) {
      const part = scopes.slice(from, from + scopesAtOnce);
      const overviews: Map<string, Overview> = await readOverviews(rt.db, workspace_id, part, now);
      for (const client of clients) {
        const overview = overviews.get(client.scope_id);
        if (overview) client.send('overview', overview, revision);
      }
    }
  }

  async function sendCampaigns(changes: readonly Change[]): Promise<void> {
    const ids = changes.filter((one) => one.kind === 'campaign').map((one) => one.id);
    if (ids.length === 0) return;
    const [owners, numbers] = await plannedOnce(rt.db, (db) =>
      Promise.all([ownersOf(db, workspace_id, ids), campaignNumbers(db, workspace_id, ids)]),
    );
    const readers = Map.groupBy(clients, ({ actor }) =>
      actor.role === 'standard' ? actor.user_id : everybody,
    );
    for (const [id, owner] of owners) {
      const own = numbers.get(id);
      if (!own) continue;
      for (const client of [...(readers.get(everybody) ?? []), ...(readers.get(owner) ?? [])])
        client.send('campaign', { id, numbers: own }, revision);
    }
  }

  async function sendImports(db: DbOrTx): Promise<void> {
    for (const one of await latestImports(db, workspace_id)) {
      const text = JSON.stringify(one.state);
      if (imports.get(one.state.id) === text) continue;
      imports.set(one.state.id, text);
      for (const client of clients) if (sees(client, one.user_id)) client.send('import', one.state);
    }
  }

  /** How many are unread, to each reader whose own notifications moved. */
  async function sendNotifications(db: DbOrTx): Promise<void> {
    const readers = [...new Set([...clients].map((one) => one.actor.user_id))];
    const revisions = await boxRevisions(db, readers);
    const moved = new Set(readers.filter((id) => (revisions.get(id) ?? 0) !== boxes.get(id)));
    if (moved.size === 0) return;
    const unread = await unreadCounts(db, [...moved]);
    for (const id of moved) boxes.set(id, revisions.get(id) ?? 0);
    for (const client of clients) {
      const id = client.actor.user_id;
      if (moved.has(id)) client.send('notifications', { unread: unread.get(id) ?? 0 });
    }
  }

  return { clients, join };
}

function sees(client: StreamClient, owner: string): boolean {
  return client.actor.role !== 'standard' || client.actor.user_id === owner;
}
