// One simulated process: the real roles on a runtime of its own, whose clock, database and platforms wait for turns. It
// can be killed, frozen and cut off from the database at any turn.
import { Kysely, PostgresDialect, sql } from 'kysely';
import { pino } from 'pino';
import type pg from 'pg';
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import { runAnalytics } from '../../src/analytics/follow-analytics.ts';
import { startScheduler } from '../../src/campaigns/run-scheduler.ts';
import type { ChannelAdapter, ChannelEvent, SendOutcome } from '../../src/channels/channel.ts';
import { scopedConnections } from '../../src/db/scoped.ts';
import type { DB } from '../../src/db/generated/schema.ts';
import { applyReceipts } from '../../src/delivery/apply-receipts.ts';
import { startDispatch } from '../../src/delivery/dispatch.ts';
import { startSettling } from '../../src/delivery/settle-loop.ts';
import { allowedNetworks } from '../../src/http/allowed-networks.ts';
import type { OutgoingHttp } from '../../src/http/outgoing.ts';
import { databaseJobs } from '../../src/jobs/jobs.ts';
import type { Runtime } from '../../src/runtime.ts';
import { startIngest } from '../../src/webhooks/ingest-loop.ts';
import { storeCallbacks } from '../../src/webhooks/receive.ts';
import { SimPool } from './postgres.ts';
import type { Actor } from './turns.ts';
import type { SimAccount, World } from './world.ts';

export type Role = 'dispatch' | 'ingest' | 'scheduler' | 'analytics';
const log = pino({ level: process.env['SAMPARK_TEST'] === 'log' ? 'debug' : 'silent' });

export class SimProcess implements Actor {
  readonly name: string;
  dead = false;
  paused = false;
  cutOff = false;
  mail: (() => void)[] = [];
  readonly rt: Runtime;
  readonly pool: SimPool;
  /** Kills at the n-th pass of a named point of the code. */
  crashAt: { name: string; left: number } | undefined;
  private readonly world: World;

  readonly roles: readonly Role[];

  constructor(world: World, name: string, roles: readonly Role[] = []) {
    this.world = world;
    this.name = name;
    this.roles = roles;
    this.pool = new SimPool(world.database, this);
    const pool = this.pool as unknown as pg.Pool;
    this.rt = {
      ...world.shared,
      log,
      clock: this.clock(),
      db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
      pool,
      scoped: scopedConnections('postgres://nobody@127.0.0.1:1/none', { max: 1, name: 'none', role: 'none' }),
      http: {} as OutgoingHttp,
      networks: allowedNetworks(['loopback']),
      channels: this.adapters(),
      jobs: databaseJobs,
      instanceId: world.chance.uuid(),
      crashPoint: (point) => this.passes(point),
      demo: { enabled: false, simulators: {} },
    };
  }

  get takesCallbacks(): boolean {
    return !this.dead && !this.paused;
  }

  /** Starts every role; a process that cannot start ends, and is started again by whoever watches it. */
  start(failed: () => void): void {
    const { rt } = this;
    const begin = async () => {
      const now = rt.clock.now();
      await sql`insert into instances (id, roles, host, pid, started_at, heartbeat_at)
        values (${rt.instanceId}, ${[...this.roles]}::text[], 'simulation', 1, ${now}, ${now})`.execute(
        rt.db,
      );
      if (this.roles.includes('scheduler'))
        startScheduler(rt, { forecasts: false, chunk: this.world.plan.chunk });
      if (this.roles.includes('ingest')) startIngest(rt, { applyReceipts });
      if (this.roles.includes('analytics')) {
        startSettling(rt);
        void runAnalytics(rt, { signal: new AbortController().signal });
      }
      if (this.roles.includes('dispatch')) await startDispatch(rt);
    };
    begin().catch(failed);
  }

  async kill(): Promise<void> {
    this.dead = true;
    this.world.turns.forget(this);
    await this.pool.cut();
  }

  resume(): void {
    this.paused = false;
    for (const handOver of this.mail.splice(0)) handOver();
  }

  receive({ ...account }: SimAccount, event: ChannelEvent): Promise<void> {
    return storeCallbacks(this.rt, account, [JSON.stringify(event)]);
  }

  private passes(point: string): void {
    if (this.crashAt?.name !== point || --this.crashAt.left > 0) return;
    this.crashAt = undefined;
    this.dead = true;
    this.world.turns.note(this, `dies at ${point}`);
    this.world.database.coverage.note(`died at ${point}`);
    this.onDeath();
  }

  /** Set by whoever restarts it. */
  onDeath: () => void = () => {};

  private clock(): Runtime['clock'] {
    const { world } = this;
    const { turns } = world;
    return {
      now: () => new Date(turns.now),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (this.dead) return;
          if (signal?.aborted) return resolve();
          const wake = () => {
            signal?.removeEventListener('abort', early);
            resolve();
          };
          // A loop that looks for work can be stopped while it sleeps; one that must get its work done cannot.
          const poll = signal !== undefined && (ms < 1_000 || ms > 4_000);
          const cancel = turns.at(turns.wakeTime(ms), this, `wakes after ${ms}`, wake, poll);
          const early = () => {
            cancel();
            wake();
          };
          signal?.addEventListener('abort', early);
        }),
    };
  }

  private adapters(): Runtime['channels'] {
    const adapter = (channel: Channel): ChannelAdapter => ({
      channel,
      defaultLimits: { per_second: 10, per_day: 1_000, pair_seconds: 0 },
      capabilities: {
        receipts: 'read',
        buttons: false,
        needs_identity: channel === 'telegram',
        max_length: 4_096,
      },
      send: (_http, account, message) =>
        new Promise<SendOutcome>((resolve) => {
          const { world } = this;
          if (this.dead) return;
          world.turns.note(this, `calls ${channel} ${message.key}`);
          world.oracle.call(this.rt.instanceId, account.id, message.key);
          world.platforms.call(world.accounts.get(account.id) as SimAccount, message, (outcome) =>
            world.turns.deliver(this, () => resolve(outcome)),
          );
        }),
      verifyCallback: () => ({ kind: 'refused' }),
      readCallback: (payload) => {
        const event = payload as ChannelEvent & { at: string };
        return [{ ...event, at: new Date(event.at) } as ChannelEvent];
      },
    });
    return Object.fromEntries(channels.map((channel) => [channel, adapter(channel)])) as Runtime['channels'];
  }
}
