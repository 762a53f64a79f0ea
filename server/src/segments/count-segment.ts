// How many people of the asker's book fit a condition now, and the first few of them. For somebody who is still writing the
// condition: one statement, cut off before it is a burden.
import type { User } from '@sampark/contracts/accounts.ts';
import type { SegmentCondition, SegmentCount, SegmentCountRequest } from '@sampark/contracts/segments.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import { hasShortBook } from '../prospects/short-book.ts';
import type { Runtime } from '../runtime.ts';
import { compileCondition } from './compile.ts';
import { describe } from './describe.ts';
import { namesIn, readSegment } from './queries.ts';
import { requireCondition } from './require-condition.ts';
import { countInTurn } from './take-turns.ts';

export const mostSeconds = 5;
const sampleSize = 10;

/** `language`: of the condition in words. Throws `segment_too_slow` after `seconds`, `not_found` for a segment the asker does not see. */
export async function countSegment(
  rt: Runtime,
  actor: Actor,
  asked: SegmentCountRequest,
  { language = 'en', seconds = mostSeconds }: { language?: User['language']; seconds?: number } = {},
): Promise<SegmentCount> {
  const whole = await wholeCondition(rt, actor, asked);
  const now = rt.clock.now();
  const names = await namesIn(rt.db, actor.workspace_id, [whole]);
  const few = actor.role === 'standard' && (await hasShortBook(rt.db, actor.user_id));
  const { rows } = await countInTurn(actor.user_id, () =>
    inTime(rt, { seconds, few }, (tx) => matching(actor, whole, now).execute(tx)),
  );
  const found = rows[0] ?? { count: 0, sample: [] };
  return {
    ...found,
    text: describe(whole, language, names),
    sample: found.sample.map((one) => ({
      ...one,
      last_reply: one.last_reply === null ? null : new Date(one.last_reply).toISOString(),
    })),
    as_of: now.toISOString(),
  };
}

/** What was asked about as one condition. Throws `invalid_request`, and `not_found` for a segment the asker does not see. */
export async function wholeCondition(
  rt: Runtime,
  actor: Actor,
  { condition, segment_id }: SegmentCountRequest,
): Promise<SegmentCondition> {
  if (condition === undefined && segment_id === undefined)
    throw new Problem('invalid_request', {
      field: 'body.condition',
      detail: 'Neither a condition nor a segment is given.',
    });
  if (condition !== undefined) await requireCondition(rt.db, actor, condition);
  const saved = segment_id === undefined ? [] : [(await readSegment(rt.db, actor, segment_id)).condition];
  const parts = [...saved, ...(condition === undefined ? [] : [condition])];
  return parts.length === 1 && parts[0] ? parts[0] : { all: parts };
}

/** Those who fit are found once; the sample is read by their ids. */
export function matching(
  actor: Actor,
  condition: SegmentCondition,
  now: Date,
): RawBuilder<Pick<SegmentCount, 'count' | 'sample'>> {
  return sql`
    with fitting as materialized (
      select p.id from prospects p
      where p.workspace_id = ${actor.workspace_id} and p.erased_at is null and ${inBook(actor, 'p.id')}
        and ${compileCondition(condition, { workspace_id: actor.workspace_id, now })})
    select (select count(*)::int from fitting) as count,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'country', p.country, 'language', p.language,
          'lead_score', p.lead_score, 'last_reply', p.last_engagement) order by p.id), '[]')
        from prospects p where p.workspace_id = ${actor.workspace_id}
          and p.id = any(array(select id from fitting limit ${sql.lit(sampleSize)}))) as sample`;
}

/**
 * With room to keep a list of everybody in memory, and no longer than so many seconds. Of many people everything is read once
 * and joined by hash: a planner that takes a campaign for small would look its people up one by one.
 */
export async function inTime<T>(
  rt: Runtime,
  { seconds, few }: { seconds: number; few: boolean },
  ask: (tx: Tx) => Promise<T>,
): Promise<T> {
  return tooSlowAfter(seconds, () =>
    rt.db.transaction().execute(async (tx) => {
      await sql`select set_config('statement_timeout', ${String(Math.ceil(seconds * 1_000))}, true),
        set_config('jit', 'off', true), set_config('work_mem', '64MB', true),
        set_config('enable_nestloop', ${few ? 'on' : 'off'}, true),
        -- The ids that helpers hand over are short, and somebody waits.
        set_config('parallel_tuple_cost', '0.005', true), set_config('parallel_setup_cost', '200', true)`.execute(
        tx,
      );
      return ask(tx);
    }),
  );
}

/** A statement that was cut off becomes `segment_too_slow`. */
export async function tooSlowAfter<T>(seconds: number, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error;
    throw new Problem('segment_too_slow', { detail: `It was stopped after ${seconds} seconds.` });
  }
}
