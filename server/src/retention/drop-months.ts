// Drops the months of the audit trail that have run out. Enters: the plan. Leaves: a partition less, and for each chain a signed
// note of where it begins since. Guaranteed: before anything goes, the chain has been sealed and signed beyond it; the note, the
// drop and the entry that tells of it commit together; the database itself refuses a month that is young, held or not covered.
import { sql } from 'kysely';
import { checkpointFile, keepPublicKey, readEnd } from '../audit/checkpoint-file.ts';
import { writeDropNote } from '../audit/drop-note.ts';
import { auditKeyOf, type AuditKey } from '../audit/note.ts';
import { lastOf, publishCheckpoints, type PublishRuntime } from '../audit/publish-checkpoints.ts';
import { sealLog } from '../audit/seal-log.ts';
import { hashLeft } from '../audit/verify/check-beginning.ts';
import { appendEvents } from '../events/append.ts';
import { loadKey } from '../load-key.ts';
import { planMonths, type MonthPart, type MonthPlan } from './plan-months.ts';

export type DropResult = { month: string; entries: number };

/** Months it dropped, oldest first. What could not be sealed, signed or locked now is left for the next day. */
export async function dropMonths(rt: PublishRuntime): Promise<DropResult[]> {
  const key = auditKeyOf(rt.config.auditKey ?? loadKey(rt.config.dataDir, 'audit'));
  await keepPublicKey(rt.config.dataDir, key.publicKey);
  const dropped: DropResult[] = [];
  for (;;) {
    const [next] = await planMonths(rt.db, rt.clock.now());
    if (!next?.droppable) return dropped;
    await announce(rt, next);
    while ((await sealOnce(rt)) > 0);
    await publishCheckpoints(rt, key, 0);
    const [plan] = await planMonths(rt.db, rt.clock.now());
    if (!plan?.droppable || plan.month !== next.month || !(await signedBeyond(rt, key, plan))) return dropped;
    await dropMonth(rt, key, plan);
    dropped.push({ month: plan.month, entries: plan.parts.reduce((sum, one) => sum + one.entries, 0) });
  }
}

/** So that every chain has an entry behind what goes. */
async function announce(rt: PublishRuntime, plan: MonthPlan): Promise<void> {
  const now = rt.clock.now();
  await appendEvents(
    rt.db,
    now,
    plan.parts
      .filter((part) => !part.goes_on)
      .map((part) => ({
        ...{ workspace_id: part.workspace_id, type: 'audit.dropping', occurred_at: now },
        data: { month: plan.month },
      })),
  );
}

async function sealOnce(rt: PublishRuntime): Promise<number> {
  const sealed = await sealLog(rt);
  return sealed.kind === 'sealed' ? sealed.entries : 0;
}

async function signedBeyond(rt: PublishRuntime, key: AuditKey, plan: MonthPlan): Promise<boolean> {
  for (const { workspace_id, last_seq, goes_on } of plan.parts) {
    const last = lastOf(await readEnd(checkpointFile(rt.config.dataDir, workspace_id)), key);
    if (last_seq === null || !goes_on || !last || last.size <= last_seq) {
      rt.log.warn(
        { workspace_id, month: plan.month },
        'a month of the audit trail waits: it is not signed beyond it yet',
      );
      return false;
    }
  }
  return true;
}

async function dropMonth(rt: PublishRuntime, key: AuditKey, plan: MonthPlan): Promise<void> {
  const now = rt.clock.now();
  const drops = await Promise.all(plan.parts.map((part) => noteOf(rt, key, plan, part, now)));
  await rt.db.transaction().execute(async (tx) => {
    await sql`select drop_event_month(${`${plan.month}-01`}::date, ${now}, ${JSON.stringify(drops)}::jsonb)`.execute(
      tx,
    );
    await appendEvents(
      tx,
      now,
      plan.parts.map((part) => ({
        ...{ workspace_id: part.workspace_id, type: 'audit.dropped', occurred_at: now },
        data: { month: plan.month, entries: part.entries, last_seq: part.last_seq },
      })),
    );
  });
  rt.log.info({ month: plan.month }, 'a month of the audit trail has run out and was dropped');
}

async function noteOf(rt: PublishRuntime, key: AuditKey, plan: MonthPlan, part: MonthPart, now: Date) {
  const { workspace_id, last_seq, root, place } = part;
  if (last_seq === null || root === null) throw new Error('A month that is not sealed cannot be dropped');
  const left = await hashLeft(rt.pool, workspace_id, place, root, plan.to);
  const note = writeDropNote(key, {
    ...{ workspace_id, last_seq, root, place, left },
    ...{ month: plan.month, time: now },
  });
  return { workspace_id, last_seq, note };
}
