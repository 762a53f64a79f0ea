// A verification somebody asked for in the dashboard: lines of JSON that say how far it is, and last what it found. What was
// found is itself an entry of the trail.
import type { AuditVerification } from '@sampark/contracts/audit.ts';
import { sql } from 'kysely';
import { acrossWorkspaces } from '../db/within-workspace.ts';
import { appendEvents } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { loadKey } from '../load-key.ts';
import type { Runtime } from '../runtime.ts';
import { checkpointFile, readAll } from './checkpoint-file.ts';
import { auditKeyOf } from './note.ts';
import { verifyDatabase, type Span } from './verify/verify-database.ts';

/** One at a time in a workspace and process: it reads everything. */
const running = new Set<string>();
/** Beside delivery, not instead of it. */
const threads = 2;
const tellEveryMs = 500;

export async function* verifyForPerson(rt: Runtime, actor: Actor, span: Span): AsyncGenerator<string> {
  const { workspace_id } = actor;
  running.add(workspace_id);
  let progress: AuditVerification = {
    ...{ entries: 0, of: 0, done: false, until: null, checkpoints: 0, broken: null },
  };
  try {
    const text = await readAll(checkpointFile(rt.config.dataDir, workspace_id));
    const connections = acrossWorkspaces(rt, 'verification reads one chain, by connections of its own').pool;
    const key = auditKeyOf(rt.config.auditKey ?? loadKey(rt.config.dataDir, 'audit')).publicKey;
    const verifying = verifyDatabase(
      rt.config.databaseUrl || String(connections.options.connectionString),
      workspace_id,
      {
        ...{ ...span, threads },
        checkpoints: text === undefined ? undefined : { text, key },
        onProgress: ({ entries, of }) => (progress = { ...progress, entries, of }),
      },
    );
    const done = verifying.then(
      () => true,
      () => true,
    );
    while (!(await Promise.race([done, rt.clock.sleep(tellEveryMs).then(() => false)]))) yield line(progress);
    const found = await verifying;
    const broken = found.broken
      ? { ...found.broken, event_id: found.broken.event_id ?? null, workspace_id: undefined }
      : null;
    const now = rt.clock.now();
    await appendEvents(rt.db, now, [
      {
        workspace_id,
        type: 'audit.verified',
        occurred_at: now,
        actor_id: actor.user_id,
        data: { from_seq: found.first_seq, to_seq: found.last_seq, checkpoints: found.checkpoints, broken },
      },
    ]);
    yield line({
      ...{ entries: found.entries, of: found.entries, done: true, broken },
      ...{ until: await recordedAt(rt, workspace_id, found.last_seq), checkpoints: found.checkpoints },
    });
  } finally {
    running.delete(workspace_id);
  }
}

async function recordedAt(rt: Runtime, workspaceId: string, seq: number): Promise<string | null> {
  const { rows } = await sql<{ to_at: Date }>`select to_at from audit_segments
    where workspace_id = ${workspaceId} and first_seq <= ${seq} order by first_seq desc limit 1`.execute(
    rt.db,
  );
  return rows[0]?.to_at.toISOString() ?? null;
}

export function refuseSecondVerification(actor: Actor): void {
  if (running.has(actor.workspace_id))
    throw new Problem('rate_limited', { detail: 'A verification is running already.' });
}

function line(verification: AuditVerification): string {
  return `${JSON.stringify(verification)}\n`;
}
