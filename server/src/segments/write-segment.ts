// Making, changing and deleting segments. Enters: a condition somebody wants to keep. Leaves: the segment under its next
// version and an event that holds the condition, in one transaction: the log is a segment's history.
import { isDeepStrictEqual } from 'node:util';
import type { EventType } from '@sampark/contracts/event-types.ts';
import { segmentLimits } from '@sampark/contracts/segment-fields.ts';
import type { NewSegment, SegmentCondition, SegmentPatch } from '@sampark/contracts/segments.ts';
import { sql, type RawBuilder } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { forTrail } from './for-trail.ts';
import { readSegment, type SegmentRow } from './queries.ts';
import { requireCondition } from './require-condition.ts';

export async function createSegment(rt: Runtime, actor: Actor, given: NewSegment): Promise<string> {
  await requireCondition(rt.db, actor, given.condition);
  refuseSharing(actor, given.shared);
  const now = rt.clock.now();
  const { condition, description = '', shared = false } = given;
  const name = given.name.trim();
  return rt.db.transaction().execute(async (tx) => {
    await refuseTooMany(tx, actor);
    const { id } = await tx
      .insertInto('segments')
      .values({
        ...{ workspace_id: actor.workspace_id, owner_id: actor.user_id, name, description, shared },
        ...{ condition: JSON.stringify(condition), created_at: now, updated_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await note(tx, now, actor, 'segment.created', {
      segment_id: id,
      name,
      version: 1,
      shared,
      condition: forTrail(condition),
    });
    return id;
  });
}

/** `version`: what the change is based on. Campaigns that were launched keep the condition they were launched with. */
export async function updateSegment(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number,
  patch: SegmentPatch,
): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const segment = await readOwn(tx, actor, id);
    if (segment.version !== version) throw new Problem('version_conflict');
    if (patch.condition !== undefined) await requireCondition(tx, actor, patch.condition);
    if (patch.shared !== segment.shared) refuseSharing(actor, patch.shared);
    if (patch.shared === false && segment.shared) await refuseWhileOthersWait(tx, actor, segment);
    const { description, condition, shared, ...rest } = { ...segment, ...patch };
    const name = rest.name.trim();
    // Nothing new: no version, no entry.
    if (isDeepStrictEqual({ ...segment, name, description, condition, shared }, segment)) return;
    await sql`
      update segments set name = ${name}, description = ${description}, condition = ${JSON.stringify(condition)}::jsonb,
        shared = ${shared}, version = ${version + 1}, updated_at = ${now}
      where id = ${id}`.execute(tx);
    const facts = { segment_id: id, name, version: version + 1, shared, condition: forTrail(condition) };
    await note(tx, now, actor, 'segment.updated', { ...facts, fields: Object.keys(patch) });
  });
}

/** Throws `segment_in_use`, naming the campaigns that are scheduled, running or paused with it. */
export async function deleteSegment(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    // Whoever schedules or launches a campaign holds the segment: the question below is asked after they are done.
    const segment = await readOwn(tx, actor, id);
    await refuseWhileUsed(tx, actor, id, sql`c.status in ('scheduled', 'active', 'paused')`);
    await tx.deleteFrom('segments').where('id', '=', id).execute();
    const { name, version, condition } = segment;
    await note(tx, now, actor, 'segment.deleted', {
      segment_id: id,
      name,
      version,
      condition: forTrail(condition),
    });
  });
}

/** Locked. Others may use a shared segment, and only its owner and administrators change it. */
async function readOwn(tx: Tx, actor: Actor, id: string): Promise<SegmentRow> {
  const segment = await readSegment(tx, actor, id, 'change');
  if (actor.role !== 'admin' && segment.owner_id !== actor.user_id)
    throw new Problem('forbidden', {
      detail: `“${segment.name}” belongs to ${segment.owner_name}. Save a copy under a name of your own.`,
    });
  return segment;
}

function refuseSharing(actor: Actor, shared: boolean | undefined): void {
  if (shared === true && actor.role !== 'admin')
    throw new Problem('forbidden', {
      field: 'body.shared',
      detail: 'Only administrators share segments with all portfolio managers.',
    });
}

/** Whose campaign is scheduled with a shared segment would reach nobody once it is not theirs to use any more. */
async function refuseWhileOthersWait(tx: Tx, actor: Actor, { id, owner_id }: SegmentRow): Promise<void> {
  await refuseWhileUsed(
    tx,
    actor,
    id,
    sql`c.status = 'scheduled' and c.portfolio_manager_id <> ${owner_id}
      and exists (select from users u where u.id = c.portfolio_manager_id and u.role = 'standard')`,
  );
}

/** Throws `segment_in_use`. A colleague's campaigns are counted, and named to those who see them. */
async function refuseWhileUsed(tx: Tx, actor: Actor, id: string, which: RawBuilder<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string | null; status: string; count: number }>`
    select case when ${ownedBy(actor, 'c.portfolio_manager_id')} then c.name end as name, c.status,
      count(*) over ()::int as count
    from campaigns c
    where c.workspace_id = ${actor.workspace_id} and c.target_segment ? 'segment_id'
      and c.target_segment ->> 'segment_id' = ${id} and ${which}
    order by name is null, c.created_at desc, c.id limit 20`.execute(tx);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  const named = rows.flatMap(({ name, status }) => (name === null ? [] : [`“${name}” (${status})`]));
  const others = count - named.length;
  const more = others === 0 ? [] : [named.length === 0 ? `${others} of colleagues` : `${others} more`];
  throw new Problem('segment_in_use', { detail: `Used by ${[...named, ...more].join(', ')}.` });
}

/** Counted under a lock of the person's own, held to the end: those who save at once are counted one by one. */
async function refuseTooMany(tx: Tx, actor: Actor): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('segments/' || ${actor.user_id}::text, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from segments
    where workspace_id = ${actor.workspace_id} and owner_id = ${actor.user_id}`.execute(tx);
  if ((rows[0]?.count ?? 0) >= segmentLimits.segments)
    throw new Problem('too_many_segments', {
      detail: `At most ${segmentLimits.segments} are possible, shared ones included.`,
    });
}

type Facts = { segment_id: string; name: string; version: number; condition: SegmentCondition };
async function note(
  tx: Tx,
  now: Date,
  actor: Actor,
  type: Extract<EventType, `segment.${string}`>,
  data: Facts & { shared?: boolean; fields?: string[] },
): Promise<void> {
  const { workspace_id, user_id } = actor;
  await appendEvents(tx, now, [{ workspace_id, type, occurred_at: now, actor_id: user_id, data }]);
}
