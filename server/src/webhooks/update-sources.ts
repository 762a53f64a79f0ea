// Keeps a stream or poll open for every account whose platform does not call back: Signal always, Telegram where the
// account polls. One process holds an account's source, by an advisory lock on a connection of its own: if the process
// dies the server frees the lock and another takes over within a check.
import { sql } from 'kysely';
import type pg from 'pg';
import type { UpdateSource } from '../channels/channel.ts';
import type { Runtime } from '../runtime.ts';
import { keepCapture } from '../devices/check-account.ts';
import { loadAccountAccess } from './accounts.ts';
import { storeUpdates } from './store-updates.ts';

type Open = { source: UpdateSource; version: string };

/** Advisory locks of this kind, apart from all others. */
const lockClass = 7301;

export class UpdateSources {
  private readonly rt: Runtime;
  private readonly open = new Map<string, Open>();
  private connection: pg.PoolClient | undefined;

  constructor(rt: Runtime) {
    this.rt = rt;
  }

  /** Opens, restarts and closes sources so that they match the accounts. Call it every few seconds. */
  async check(): Promise<void> {
    const wanted = await this.wanted();
    const lock = await this.lockConnection();
    for (const [id, { version }] of this.open) {
      if (wanted.get(id) !== version) await this.close(id);
    }
    for (const [id, version] of wanted) {
      if (this.open.has(id)) continue;
      if (await tryLock(lock, id)) await this.start(id, version);
    }
  }

  async stop(): Promise<void> {
    const sources = [...this.open.values()];
    this.open.clear();
    await Promise.all(sources.map(({ source }) => source.stop()));
    // Every lock goes with its connection.
    this.connection?.release(true);
    this.connection = undefined;
  }

  /** Account → what it looked like: a changed account gets a new source. */
  private async wanted(): Promise<Map<string, string>> {
    const { rows } = await sql<{ id: string; version: string }>`
      select id, md5(base_url || address || settings::text || encode(credentials, 'hex')) as version from sender_accounts
      where channel = 'signal' or (channel = 'telegram' and settings->>'updates' = 'polling')`.execute(
      this.rt.db,
    );
    return new Map(rows.map((row) => [row.id, row.version]));
  }

  private async lockConnection(): Promise<pg.PoolClient> {
    if (this.connection) return this.connection;
    const connection = await this.rt.pool.connect();
    // With the connection every lock is gone: somebody else may hold the sources now.
    connection.on('error', () => {
      // A broken connection reports more than once (the server's word, then the socket's end); it is let go once.
      if (this.connection !== connection) return;
      this.connection = undefined;
      for (const { source } of this.open.values()) void source.stop();
      this.open.clear();
      connection.release(true);
    });
    this.connection = connection;
    return connection;
  }

  private async start(id: string, version: string): Promise<void> {
    const { rt } = this;
    const account = (await loadAccountAccess(rt, [id])).get(id);
    if (!account) return;
    const onState = (state: 'connected' | 'disconnected', detail?: string): void => {
      const level = state === 'connected' ? 'info' : 'warn';
      rt.log[level]({ account: id, channel: account.access.channel, detail }, `updates ${state}`);
      const fault = state === 'connected' ? null : 'The stream of what people write is closed';
      keepCapture(rt, id, fault).catch((error: unknown) =>
        rt.log.warn(
          { err: error, account: id },
          'the state of a stream could not be kept; the next change is',
        ),
      );
    };
    const adapter = rt.channels[account.access.channel];
    const source = adapter.openUpdates?.(rt.http, account.access, storeUpdates(rt, account), onState);
    if (source) this.open.set(id, { source, version });
  }

  private async close(id: string): Promise<void> {
    const known = this.open.get(id);
    this.open.delete(id);
    await known?.source.stop();
    await this.connection?.query('select pg_advisory_unlock($1, hashtext($2))', [lockClass, id]);
  }
}

async function tryLock(connection: pg.PoolClient, id: string): Promise<boolean> {
  const { rows } = await connection.query<{ got: boolean }>(
    'select pg_try_advisory_lock($1, hashtext($2)) as got',
    [lockClass, id],
  );
  return rows[0]?.got === true;
}
