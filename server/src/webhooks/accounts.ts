// Sender accounts as adapters need them, kept for two seconds: thousands of callbacks a second must not each open
// credentials, and a changed secret must take effect at once for a person watching.
import { sql } from 'kysely';
import type { Channel } from '@sampark/contracts/domain.ts';
import type { AccountAccess } from '../channels/channel.ts';
import { acrossWorkspaces, coreOf } from '../db/within-workspace.ts';
import type { Runtime } from '../runtime.ts';
import { openCredentials } from '../security/open-credentials.ts';

export type KnownAccount = {
  access: AccountAccess;
  workspace_id: string;
  device_id: string;
  portfolio_id: string | null;
};

type Entry = {
  until: number;
  value: Promise<KnownAccount | undefined>;
  known?: KnownAccount;
  renewing?: boolean;
};

const keptMs = 2_000;
/** One that is asked for is read again while it still holds, or all that arrives meanwhile would go the long way. */
const renewAfterMs = 1_000;
/** Unknown ids are remembered too, or guessing them would cost a query each; the map is emptied beyond this. */
const mostEntries = 20_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const caches = new WeakMap<Runtime, Map<string, Entry>>();

/** The accounts that exist among these ids. Credentials are in the answer: never log it. */
export async function loadAccountAccess(
  rt: Runtime,
  ids: readonly string[],
): Promise<Map<string, KnownAccount>> {
  const cache = cacheOf(rt);
  const now = rt.clock.now().getTime();
  const missing = [...new Set(ids)].filter((id) => uuid.test(id) && !((cache.get(id)?.until ?? 0) > now));
  if (missing.length > 0) {
    if (cache.size + missing.length > mostEntries) cache.clear();
    const loading = readAccounts(rt, missing);
    for (const id of missing) {
      const value = loading.then((accounts) => accounts.get(id.toLowerCase()));
      // Whoever waits sees the failure; the cache forgets it.
      value.catch(() => cache.delete(id));
      const entry: Entry = { until: now + keptMs, value };
      value.then(
        (known) => known && (entry.known = known),
        () => {},
      );
      cache.set(id, entry);
    }
  }
  const found = new Map<string, KnownAccount>();
  for (const id of new Set(ids)) {
    const account = await cache.get(id)?.value;
    if (account) found.set(id, account);
  }
  return found;
}

/** The account, where it was loaded within the last two seconds; undefined says nothing about whether it exists. */
export function knownAccount(rt: Runtime, id: string): KnownAccount | undefined {
  const entry = cacheOf(rt).get(id);
  if (!entry?.known) return undefined;
  const left = entry.until - rt.clock.now().getTime();
  if (left <= 0) return undefined;
  if (left <= keptMs - renewAfterMs && !entry.renewing) renewSoon(rt, id, entry);
  return entry.known;
}

/** Those asked for in the same turn are read together. */
const renewals = new WeakMap<Runtime, Map<string, Entry>>();

function renewSoon(rt: Runtime, id: string, entry: Entry): void {
  entry.renewing = true;
  const waiting = renewals.get(rt);
  if (waiting) waiting.set(id, entry);
  else {
    renewals.set(rt, new Map([[id, entry]]));
    setImmediate(() => void renew(rt));
  }
}

async function renew(rt: Runtime): Promise<void> {
  const entries = renewals.get(rt) ?? new Map<string, Entry>();
  renewals.delete(rt);
  const until = rt.clock.now().getTime() + keptMs;
  // A failure shows when the entry has run out and is asked for.
  const accounts = await readAccounts(rt, [...entries.keys()]).catch(() => undefined);
  const cache = cacheOf(rt);
  for (const [id, entry] of entries) {
    const known = accounts?.get(id);
    // Forgotten meanwhile: what was read may be older than the change.
    if (!known || cache.get(id) !== entry) continue;
    cache.set(id, { until, value: Promise.resolve(known), known });
  }
}

/** For whoever changes an account in this process; other processes follow within two seconds. */
export function forgetAccount(rt: Runtime, id: string): void {
  cacheOf(rt).delete(id);
}

function cacheOf(rt: Runtime): Map<string, Entry> {
  const core = coreOf(rt);
  let cache = caches.get(core);
  if (!cache) caches.set(core, (cache = new Map<string, Entry>()));
  return cache;
}

type Row = {
  id: string;
  channel: Channel;
  address: string;
  base_url: string;
  credentials: Buffer;
  settings: Record<string, unknown>;
  workspace_id: string;
  device_id: string;
  portfolio_id: string | null;
};

async function readAccounts(rt: Runtime, ids: readonly string[]): Promise<Map<string, KnownAccount>> {
  const { rows } = await sql<Row>`
    select id, channel, address, base_url, credentials, settings, workspace_id, device_id, portfolio_id
    from sender_accounts where id = any(${ids}::uuid[])`.execute(
    acrossWorkspaces(rt, 'a callback’s address names an account; remembered for the whole process').db,
  );
  return new Map(
    rows.flatMap((row): [string, KnownAccount][] => {
      const account = opened(rt, row);
      return account ? [[row.id, account]] : [];
    }),
  );
}

function opened(rt: Runtime, row: Row): KnownAccount | undefined {
  const { workspace_id, device_id, portfolio_id, credentials: _sealed, ...access } = row;
  const credentials = openCredentials(rt, row);
  if (!credentials) return undefined;
  return {
    workspace_id,
    device_id,
    portfolio_id,
    access: { ...access, credentials },
  };
}
