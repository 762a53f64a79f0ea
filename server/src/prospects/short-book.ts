// Whether a portfolio manager's book is so short that reading all of it is cheap. Only ways to the same answer are chosen by
// it, so it may be out of date.
import { sql } from 'kysely';
import { remembered } from '../analytics/remembered.ts';
import type { Database } from '../db/connect.ts';

const short = 10_000;
const rememberMs = 120_000;

export const hasShortBook = remembered(
  rememberMs,
  async (db: Database, user_id: string): Promise<boolean> => {
    const { rows } = await sql<{ size: number }>`
    /* prepared */ select count(*)::int as size
    from (select from relationships where user_id = ${user_id} limit ${sql.lit(short + 1)}) r`.execute(db);
    return (rows[0]?.size ?? 0) <= short;
  },
);
