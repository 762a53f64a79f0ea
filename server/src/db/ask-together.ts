// Statements that do not need each other's answers, sent in one go and answered in one go: on a busy machine each of them
// would wait for a processor twice, once on either side. They run in one transaction of their own, one after the other.
// What columns a prepared statement answers with is asked once a connection.
import pg from 'pg';
import type { Lender } from './connect.ts';
import { nameOf } from './prepare-marked.ts';

export type Asked = { text: string; values: readonly unknown[] };
type Rows = Record<string, unknown>[];

type Connection = pg.Connection & { parsedStatements: Record<string, string> };
type Columns = { name: string; read: (text: string) => unknown }[];
type Settle = { resolve: (rows: Rows[]) => void; reject: (error: unknown) => void };

const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => string | null } })
  .utils;
const columnsOf = new WeakMap<object, Map<string, Columns>>();

export async function askTogether(pool: Lender, asked: readonly Asked[]): Promise<Rows[]> {
  const client = await pool.connect();
  try {
    const answers = await new Promise<Rows[]>((resolve, reject) => {
      const together: pg.Submittable = new Together(asked, { resolve, reject });
      client.query(together);
    });
    client.release();
    return answers;
  } catch (error) {
    // Which of them the server had prepared by then is not known: the next ones get a connection that knows of none.
    client.release(true);
    throw error;
  }
}

/** What node-postgres calls a query: it writes itself, and answers are handed to it as they arrive. */
class Together {
  private readonly asked: (Asked & { name: string | undefined })[];
  private readonly answers: Rows[];
  private readonly settle: Settle;
  private known = new Map<string, Columns>();
  private columns: Columns | undefined;
  /** Answers come in the order of the questions. */
  private turn = 0;
  private fault: unknown;

  constructor(asked: readonly Asked[], settle: Settle) {
    this.asked = asked.map((one) => ({ ...one, name: nameOf(one.text) }));
    this.answers = asked.map(() => []);
    this.settle = settle;
  }

  /** Under these node-postgres notes what has been prepared on the connection. */
  get name(): string | undefined {
    return this.asked[this.turn]?.name;
  }

  get text(): string | undefined {
    return this.asked[this.turn]?.text;
  }

  submit(connection: pg.Connection): null {
    const { stream, parsedStatements } = connection as Connection;
    const known = columnsOf.get(connection) ?? new Map<string, Columns>();
    columnsOf.set(connection, (this.known = known));
    const sent = new Set<string>();
    stream.cork();
    try {
      for (const { name = '', text, values } of this.asked) {
        if (name === '' || (parsedStatements[name] === undefined && !sent.has(name)))
          connection.parse({ name, text, types: [] }, true);
        sent.add(name);
        connection.bind(
          { statement: name, values: [...values] as string[], valueMapper: prepareValue },
          true,
        );
        if (!known.has(name)) connection.describe({ type: 'P', name: '' }, true);
        connection.execute({}, true);
      }
      connection.sync();
    } finally {
      stream.uncork();
    }
    return null;
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      read: pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
    if (this.name !== undefined) this.known.set(this.name, this.columns);
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.columns ??= this.known.get(this.name ?? '');
    const row: Record<string, unknown> = {};
    try {
      for (const [index, { name, read }] of (this.columns ?? []).entries()) {
        const text = fields[index];
        row[name] = text == null ? null : read(text);
      }
    } catch (fault) {
      this.fault ??= fault;
    }
    this.answers[this.turn]?.push(row);
  }

  handleCommandComplete(): void {
    this.columns = undefined;
    this.turn++;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleReadyForQuery(): void {
    if (this.fault === undefined) this.settle.resolve(this.answers);
    else this.settle.reject(this.fault);
  }

  handleError(error: unknown): void {
    this.settle.reject(error);
  }
}
