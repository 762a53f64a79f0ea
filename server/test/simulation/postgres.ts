// Real PostgreSQL, one query at a time. Each simulated process gets a pool whose every query waits for its turn. A query
// that waits for a row lock of another process's open transaction is set aside (pg_blocking_pids says so) and others
// move on; it comes back in the turn that freed it. Connections break, transactions roll back, answers of commits get
// lost: the server's part of that is real.
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import { connect, type Database } from '../../src/db/connect.ts';
import { Coverage } from './coverage.ts';
import type { Actor, StepFault, Turns } from './turns.ts';

type Outcome = { result: pg.QueryResult } | { error: Error };
type Blocked = {
  client: SimClient;
  backend: Backend;
  outcome: Promise<Outcome>;
  done: (outcome: Outcome) => Promise<void>;
};

/** `waits`: called when PostgreSQL says that its query waits for somebody's lock. */
export type Backend = { client: pg.Client; pid: number; waits: () => void };
/** What a committed transaction did, by its statements. */
export type Commit = { actor: Actor; wrote: ReadonlySet<string> };

/**
 * How work is looked for, the tables that decide whether there can be any, and what is true while there can. Mostly there is
 * none: who looks then finds nothing, whatever the time, and neither a query nor a turn is spent on it.
 */
const looks: { find: RegExp; tables: readonly string[]; some: string }[] = [
  inbox('webhook_batches', /^with locked as \( select id, count from webhook_batches /),
  inbox('webhook_leftovers', /^select [a-z_, ]+ from webhook_leftovers where /),
  inbox('unknown_outcomes', /^with due as \( update unknown_outcomes /),
  inbox('unknown_outcomes', /^select u\.message_id, .* from unknown_outcomes u join messages m on /),
  inbox('intents', / join intents t on t\.account_id = l\.id and t\.claim_token < l\.lease_token /),
  inbox('message_queue', / cross join lateral \( select w\.message_id, w\.created_at from message_queue w /),
  campaigns("status = 'scheduled'", /^select [a-z_, ]+ from campaigns where status = 'scheduled' /),
  campaigns("status = 'cancelled'", /^select id, launched_at from campaigns c where status = 'cancelled' /),
  campaigns("status = 'completed'", /^select c\.id from campaigns c where c\.status = 'completed' /),
  campaigns(
    "status = 'active' and expanded_at is null",
    /^select c\.id, .* from campaigns c where c\.status = 'active' and c\.expanded_at is null /,
  ),
  {
    find: /^update campaigns c set status = 'completed', /,
    tables: ['campaigns', 'message_queue', 'intents'],
    some: `exists (select from campaigns c where status = 'active' and expanded_at is not null
      and not exists (select from message_queue w where w.campaign_id = c.id)
      and not exists (select from intents t where t.campaign_id = c.id))`,
  },
  // Only says in the log what is open; its times are those of the machine.
  { find: /^select extract\(epoch from clock_timestamp\(\) - at\)/, tables: [], some: 'false' },
];

function inbox(table: string, find: RegExp): (typeof looks)[number] {
  return { find, tables: [table], some: `exists (select from ${table})` };
}

function campaigns(which: string, find: RegExp): (typeof looks)[number] {
  return { find, tables: ['campaigns'], some: `exists (select from campaigns where ${which})` };
}

export class SimDatabase {
  /** Looks and prepares; none of its work is part of the simulation. */
  readonly admin: pg.Client;
  /** For checks after a run. */
  readonly db: Database;
  deadlocks = 0;
  readonly coverage = new Coverage();
  /** Seeds it was emptied for. */
  used = 0;
  /** A transaction ended since the last look: who waits for a lock may go on. */
  freed = false;
  onCommit: (commit: Commit) => Promise<void> = async () => {};
  private readonly answers = new Map<string, { about: Known; result: pg.QueryResult }>();
  private readonly texts = new Map<string, Known>();
  private relations: ReadonlySet<string> = new Set();
  private idleLooks: ReadonlySet<number> = new Set();
  /** Ends of transactions that wrote nothing, on their way. */
  private ending: Promise<unknown>[] = [];
  private readonly url: string;
  private readonly idle: Backend[] = [];
  private readonly all: Backend[] = [];
  private blocked: Blocked[] = [];
  turns!: Turns;

  constructor(adminUrl: string, url: string) {
    this.admin = new pg.Client({ connectionString: adminUrl });
    this.db = connect(adminUrl, { max: 1, name: 'simulation' }).db;
    this.url = url;
  }

  async open(): Promise<void> {
    await this.admin.connect();
    const { rows } = await this.admin.query<{ name: string }>(
      "select relname as name from pg_class where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace",
    );
    this.relations = new Set(rows.map((row) => row.name));
  }

  async close(): Promise<void> {
    await this.db.destroy();
    await Promise.all([this.admin, ...this.all.map((one) => one.client)].map((one) => one.end()));
  }

  /** The same question again and again, of the one who only looks. */
  look<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<T>> {
    return this.admin.query<T>({ text, values: values as never[], name: this.known(text).name });
  }

  async backend(): Promise<Backend> {
    const known = this.idle.pop();
    if (known) return known;
    const client = new pg.Client({ connectionString: this.url, pipeline: true });
    client.on('error', () => {});
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const made: Backend = { client, pid: rows[0]?.pid ?? 0, waits: () => {} };
    client.on('notice', ({ message }) => {
      if (message?.includes(' still waiting for ')) made.waits();
    });
    this.all.push(made);
    return made;
  }

  giveBack(backend: Backend): void {
    this.idle.push(backend);
  }

  /** Runs to its end, or until it waits for somebody's lock: then `done` is called when it is through. */
  async execute(
    sim: SimClient,
    backend: Backend,
    about: Known,
    values: unknown[] | undefined,
    done: (outcome: Outcome) => Promise<void>,
  ): Promise<Outcome | undefined> {
    if (this.ending.length > 0) await Promise.all(this.ending.splice(0));
    const waits = waitOf(backend);
    const query = { text: about.text, values: values as never[], name: about.name };
    const outcome: Promise<Outcome> = backend.client.query(query).then(
      (result) => ({ result }),
      (error: Error) => ({ error }),
    );
    const first = await Promise.race([outcome, waits]);
    if (first) return this.countDeadlock(first);
    const blocked: Blocked = { client: sim, backend, outcome, done };
    const ended = await this.endOrBlocked(blocked);
    if (ended) return this.countDeadlock(ended);
    this.blocked.push(blocked);
    this.coverage.note('waited for a lock');
    return undefined;
  }

  /** PostgreSQL finds a deadlock as soon as it is one, and whoever closed the circle fails: see open-for-test.ts. */
  private countDeadlock(outcome: Outcome): Outcome {
    if ('error' in outcome && (outcome.error as { code?: string }).code === '40P01') this.deadlocks++;
    return outcome;
  }

  /** Ends a transaction that wrote nothing and that nobody waits for: what comes next waits for it. False: not possible. */
  endSoon(backend: Backend, text: string): boolean {
    if (this.blocked.length > 0) return false;
    this.ending.push(backend.client.query(text));
    return true;
  }

  /**
   * After a lock may have been freed: those set aside end now, or wait on. In the order they came, and all of them: who waited
   * behind another may get the lock before it.
   */
  async recheck(): Promise<void> {
    while (this.freed) {
      this.freed = false;
      for (const one of this.blocked) {
        const ended = await this.endOrBlocked(one);
        if (!ended) continue;
        this.blocked = this.blocked.filter((other) => other !== one);
        await one.done(ended);
        this.freed = true;
        break;
      }
    }
  }

  /** Who asks again for what nobody has written since hears what was read the last time, and there is no turn for it. */
  remembered(about: Known, values: unknown[] | undefined): pg.QueryResult | undefined {
    if (about.look >= 0 && this.idleLooks.has(about.look))
      return { command: about.command, rows: [], rowCount: 0 } as unknown as pg.QueryResult;
    if (!about.settled) return undefined;
    const answer = this.answers.get(keyOf(about, values));
    return answer && structuredClone(answer.result);
  }

  remember(about: Known, values: unknown[] | undefined, { command, rows, rowCount }: pg.QueryResult): void {
    // What depends on the time is another question a moment later.
    if (!about.settled || values?.some((value) => value instanceof Date)) return;
    const result = structuredClone({ command, rows, rowCount }) as pg.QueryResult;
    this.answers.set(keyOf(about, values), { about, result });
  }

  async forget(wrote?: ReadonlySet<string>): Promise<void> {
    for (const [key, { about }] of this.answers)
      if (!wrote || about.relations.some((table) => wrote.has(table))) this.answers.delete(key);
    if (wrote && !looks.some(({ tables }) => tables.some((table) => wrote.has(table)))) return;
    const { rows } = await this.look<{ found: boolean[] }>(
      `select array[${looks.map(({ some }) => some).join(', ')}] as found`,
    );
    this.idleLooks = new Set(looks.keys().filter((index) => rows[0]?.found[index] === false));
  }

  /** The server's side of a connection that is gone: its query is cancelled, its transaction rolled back. */
  async drop(sim: SimClient, backend: Backend): Promise<void> {
    const query = this.blocked.find((one) => one.client === sim);
    if (query) {
      this.blocked = this.blocked.filter((one) => one !== query);
      await this.admin.query('select pg_cancel_backend($1)', [backend.pid]);
      await query.outcome;
      // Whoever waits for it goes on without its connection.
      await query.done({ error: lost() });
    }
    if (this.ending.length > 0) await Promise.all(this.ending.splice(0));
    await backend.client.query('rollback; select pg_advisory_unlock_all()');
    this.freed = true;
    this.giveBack(backend);
  }

  private async endOrBlocked(one: Blocked): Promise<Outcome | undefined> {
    for (;;) {
      const waits = waitOf(one.backend);
      const { rows } = await this.look<{ pids: number[] }>('select pg_blocking_pids($1) as pids', [
        one.backend.pid,
      ]);
      if (rows[0]?.pids.length) return undefined;
      const ended = await Promise.race([one.outcome, waits]);
      if (ended) return this.countDeadlock(ended);
    }
  }

  /**
   * What a text says, found out once. Every statement is prepared, not only those the product marks (prepare-marked.ts):
   * planning would take most of a run. Which plan it gets does not depend on how often it ran, see open-for-test.ts. The label
   * is its first words; ids and instants are not part of a trace, they differ from run to run.
   */
  known(text: string): Known {
    let one = this.texts.get(text);
    if (!one) this.texts.set(text, (one = readText(text, this.relations)));
    return one;
  }
}

function waitOf(backend: Backend): Promise<undefined> {
  return new Promise((resolve) => (backend.waits = () => resolve(undefined)));
}

function keyOf({ text }: Known, values: unknown[] | undefined): string {
  return values?.length ? `${text}\n${JSON.stringify(values)}` : text;
}

const done = (command: string) =>
  Promise.resolve({ command, rows: [], rowCount: null } as unknown as pg.QueryResult);
const lost = () => new Error('Connection terminated unexpectedly');

/** Stands in for pg.Pool where Kysely expects one. */
export class SimPool {
  readonly options = {};
  readonly open = new Set<SimClient>();
  readonly database: SimDatabase;
  readonly actor: Actor;

  constructor(database: SimDatabase, actor: Actor) {
    this.database = database;
    this.actor = actor;
  }

  async connect(): Promise<SimClient> {
    if (this.actor.dead) return new Promise(() => {});
    const client = new SimClient(this);
    this.open.add(client);
    return client;
  }

  get holdsTransaction(): boolean {
    return [...this.open].some((client) => client.holdsTransaction);
  }

  /** Cuts every connection: the process died, or the network between it and the database did. */
  async cut(): Promise<void> {
    for (const client of this.open) await client.cut();
  }

  async end(): Promise<void> {}
}

export class SimClient {
  private readonly pool: SimPool;
  private backend: Backend | undefined;
  private broken = false;
  private inTransaction = false;
  private toBegin: string | undefined;
  private wrote = new Set<string>();

  constructor(pool: SimPool) {
    this.pool = pool;
  }

  on(): this {
    return this;
  }

  get holdsTransaction(): boolean {
    return this.inTransaction;
  }

  query(text: string, values?: unknown[]): Promise<pg.QueryResult> {
    const { turns } = this.pool.database;
    // A transaction begins with its first statement, which is when PostgreSQL looks at the data.
    if (text === 'begin') {
      this.toBegin = text;
      return done('BEGIN');
    }
    // Only changes how queries are planned, and here they keep the plan they once got.
    if (this.toBegin !== undefined && text.includes('set_config(')) return done('SELECT');
    // What ends a transaction that wrote nothing is no moment of its own.
    if (text === 'rollback' || (text === 'commit' && this.wrote.size === 0)) return this.atOnce(text);
    const { database, actor } = this.pool;
    const about = database.known(text);
    const remembered =
      actor.dead || actor.cutOff || this.broken || this.wrote.size > 0
        ? undefined
        : database.remembered(about, values);
    if (remembered) return Promise.resolve(remembered);
    return new Promise((resolve, reject) => {
      const settle = (outcome: Outcome) => () => {
        if ('result' in outcome) resolve(outcome.result);
        else reject(outcome.error);
      };
      turns.add({
        actor,
        label: text === 'commit' ? `commit ${[...this.wrote].join(' ')}`.trim() : about.label,
        run: async (fault) => {
          const outcome = await this.run(about, values, fault, (late) => turns.deliver(actor, settle(late)));
          return outcome ? settle(outcome) : undefined;
        },
      });
    });
  }

  private atOnce(text: string): Promise<pg.QueryResult> {
    const { database, actor } = this.pool;
    if (this.toBegin !== undefined) {
      this.toBegin = undefined;
      return done('COMMIT');
    }
    const calm = !actor.dead && !actor.cutOff && !this.broken && this.wrote.size === 0;
    if (calm && this.backend && database.endSoon(this.backend, text)) {
      this.inTransaction = false;
      return done('COMMIT');
    }
    return new Promise((resolve, reject) => {
      database.turns.atOnce(actor, async () => {
        const outcome = await this.run(database.known(text), undefined, 'none', () => {});
        return () => {
          if (outcome && 'result' in outcome) resolve(outcome.result);
          else reject(outcome?.error ?? lost());
        };
      });
    });
  }

  release(): void {
    this.toBegin = undefined;
    this.pool.open.delete(this);
    if (this.backend && !this.broken) this.pool.database.giveBack(this.backend);
    this.backend = undefined;
  }

  async cut(): Promise<void> {
    if (this.broken) return;
    this.broken = true;
    this.inTransaction = false;
    if (this.backend) await this.pool.database.drop(this, this.backend);
  }

  private async run(
    about: Known,
    values: unknown[] | undefined,
    fault: StepFault,
    done: (outcome: Outcome) => void,
  ): Promise<Outcome | undefined> {
    const { database, actor } = this.pool;
    if ((actor.cutOff && fault !== 'cut_after') || fault === 'reset_before') await this.cut();
    if (this.broken) return { error: lost() };
    this.backend ??= await database.backend();
    const finish = async (outcome: Outcome): Promise<Outcome> => {
      if ('result' in outcome) await this.note(about, outcome.result);
      else this.freed();
      database.turns.note(actor, 'result' in outcome ? rowsOf(about, outcome.result) : outcome.error.message);
      return outcome;
    };
    // The beginning of a transaction and its first statement travel together.
    const { stream } = (this.backend.client as unknown as { connection: { stream: Socket } }).connection;
    if (this.toBegin !== undefined) {
      stream.cork();
      process.nextTick(() => stream.uncork());
      void this.backend.client.query(this.toBegin);
      this.toBegin = undefined;
      this.inTransaction = true;
      this.wrote = new Set();
    }
    const late = async (outcome: Outcome) => done(await finish(outcome));
    const outcome = await database.execute(this, this.backend, about, values, late);
    if (!outcome) {
      database.turns.note(actor, 'waits for a lock');
      return undefined;
    }
    await finish(outcome);
    if (this.wrote.size === 0 && 'result' in outcome) database.remember(about, values, outcome.result);
    if (fault !== 'reset_after' && fault !== 'cut_after') return outcome;
    await this.cut();
    return { error: lost() };
  }

  private freed(): void {
    this.pool.database.freed = true;
  }

  private async note({ text, writes, compound }: Known, result: pg.QueryResult): Promise<void> {
    const { database, actor } = this.pool;
    if (text === 'rollback' || result.command === 'ROLLBACK') {
      this.inTransaction = false;
      this.freed();
      return;
    }
    // A part of a `with` may have written although the last one returns nothing.
    if (result.rowCount !== 0 || compound) for (const table of writes) this.wrote.add(table);
    if (this.inTransaction && text !== 'commit') return;
    this.inTransaction = false;
    this.freed();
    const wrote = this.wrote;
    this.wrote = new Set();
    if (wrote.size === 0) return;
    await database.forget(wrote);
    await database.onCommit({ actor, wrote });
  }
}

type Known = {
  text: string;
  name: string | undefined;
  label: string;
  command: string;
  /** Every table and view it names. */
  relations: string[];
  writes: string[];
  compound: boolean;
  /** Reads only tables that seldom change, and no clock. */
  settled: boolean;
  /** Which of `looks` it is, or -1. */
  look: number;
};
const seldomWritten =
  'campaigns users workspaces channel_templates sender_accounts campaign_channel_holds portfolios'.split(' ');

function readText(text: string, all: ReadonlySet<string>): Known {
  const words = new Set(text.toLowerCase().match(/[a-z_]+/g));
  const relations = [...all].filter((name) => words.has(name));
  const line = text
    .replace(/^\s*\/\*[^*]*\*\//, '')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    text,
    name: /^\s*(\/\*|select|insert|update|delete|with)/i.test(text)
      ? createHash('sha256').update(text).digest('base64url').slice(0, 40)
      : undefined,
    label: text.replace(/\s+/g, ' ').trim().slice(0, 90),
    command:
      /\b(update|delete)\b/i.exec(text.replace(/for (no key )?update/gi, ''))?.[1]?.toUpperCase() ?? 'SELECT',
    relations,
    writes: [
      ...new Set(
        Array.from(
          text.toLowerCase().matchAll(/\b(?:insert into|update|delete from)\s+"?([a-z_]+)/g),
          ([, table = '']) => table,
        ).filter((table) => all.has(table)),
      ),
    ],
    compound: /\bas\s*(?:(?:not\s+)?materialized\s*)?\(\s*(?:insert into|update|delete from)\b/i.test(text),
    settled:
      /^\s*(\/\*[^*]*\*\/\s*)?select/i.test(text) &&
      relations.length > 0 &&
      relations.every((table) => seldomWritten.includes(table)) &&
      !/for (update|no key|share|key)|now\(|clock_|pg_|nextval/i.test(text),
    look: looks.findIndex(({ find }) => find.test(line)),
  };
}

/** Other databases of the cluster have transactions too. */
function rowsOf({ text }: Known, { command, rowCount }: pg.QueryResult): string {
  return text.includes('pg_stat_activity') ? command : `${command} ${rowCount}`;
}
