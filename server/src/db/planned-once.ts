// For reads that a page makes thousands of times an hour. What `read` asks at the same time (Promise.all) goes to PostgreSQL
// together, and is planned once a connection and then only executed: left to itself PostgreSQL plans them anew each time,
// which takes longer than reading the few rows they want. The statements themselves have to be marked (prepare-marked.ts).
import type { CompiledQuery, QueryExecutor } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { askTogether, type Asked } from './ask-together.ts';
import { poolOf, type Lender } from './connect.ts';
import { nameOf } from './prepare-marked.ts';

const planOnce: Asked = {
  text: "/* prepared */ select set_config('plan_cache_mode', 'force_generic_plan', true)",
  values: [],
};

/** `read` gets what it asks for from one connection, or from several one after the other: it may not rely on one snapshot. */
export async function plannedOnce<T>(db: DbOrTx, read: (db: DbOrTx) => Promise<T>): Promise<T> {
  const pool = db.isTransaction ? undefined : poolOf(db);
  return read(pool ? gathering(db, pool) : db);
}

type Waiting = Asked & {
  resolve: (rows: Record<string, unknown>[]) => void;
  reject: (error: unknown) => void;
};

const isMarked = (one: Asked) => nameOf(one.text) !== undefined;

/** As much of a database as `sql` needs to be executed on it. */
function gathering(db: DbOrTx, pool: Lender): DbOrTx {
  const waiting: Waiting[] = [];
  const executor = db.getExecutor();
  const gather = ({ sql, parameters }: CompiledQuery) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      // Once nothing is left to do but wait: until then the reader may ask for more.
      if (waiting.length === 0) process.nextTick(() => void send(waiting.splice(0)));
      waiting.push({ text: sql, values: parameters, resolve, reject });
    });
  async function send(asked: Waiting[]): Promise<void> {
    // A plan for any values would be a poor one for those that were not made for it.
    const [marked, others] = [asked.filter(isMarked), asked.filter((one) => !isMarked(one))];
    await Promise.all([sendAll(marked, [planOnce]), sendAll(others, [])]);
  }
  async function sendAll(asked: readonly Waiting[], first: readonly Asked[]): Promise<void> {
    if (asked.length === 0) return;
    try {
      const answers = await askTogether(pool, [...first, ...asked]);
      for (const [index, one] of asked.entries()) one.resolve(answers[first.length + index] ?? []);
    } catch (error) {
      for (const one of asked) one.reject(error);
    }
  }
  const gatherer: Pick<QueryExecutor, 'transformQuery' | 'compileQuery'> & { executeQuery: unknown } = {
    transformQuery: executor.transformQuery.bind(executor),
    compileQuery: executor.compileQuery.bind(executor),
    executeQuery: async (query: CompiledQuery) => ({ rows: await gather(query) }),
  };
  return { isTransaction: true, getExecutor: () => gatherer } as unknown as DbOrTx;
}
