// Enters: drafts. Leaves: the open batches of their recipients, grown, or new ones. Runs in the follower's transaction;
// the follower's cursor lock makes it the only one that opens batches.
import {
  notificationTable,
  neverMailed,
  type NotificationKind,
} from '@sampark/contracts/notification-kinds.ts';
import { sql } from 'kysely';
import type { Tx } from '../events/append.ts';
import { countOf, mergeData, type NoticeData } from './notice-data.ts';
import { choiceOf } from './choice.ts';
import type { Recipients } from './recipients.ts';
import { growsForMs, unknownAfterMs, type Draft } from './rules.ts';

type Batch = Omit<Draft, 'to'> & { user_id: string; first_at: Date; in_app: boolean };
type OpenRow = {
  id: string;
  user_id: string;
  kind: string;
  batch: string;
  count: number;
  data: NoticeData;
  first_at: Date;
};

export async function writeNotifications(
  tx: Tx,
  drafts: readonly Draft[],
  recipients: Recipients,
): Promise<void> {
  const batches = batchesOf(drafts, recipients);
  if (batches.length === 0) return;
  const open = await openRows(tx, batches);
  const grown: (OpenRow & { last_at: Date })[] = [];
  const fresh: Batch[] = [];
  const outgrown: string[] = [];
  for (const one of batches) {
    const row = open.get(keyOf(one));
    const limit = growsForMs[one.kind];
    if (!row) fresh.push(one);
    else if (limit !== undefined && one.at.getTime() > row.first_at.getTime() + limit) {
      outgrown.push(row.id);
      fresh.push(one);
    } else {
      const data = mergeData(row.data, one.data);
      grown.push({ ...row, data, count: countOf(data, row.count + one.count), last_at: one.at });
    }
  }
  await closeRows(tx, outgrown, batches[0]?.at ?? new Date(0));
  await growRows(tx, grown);
  await insertRows(tx, fresh);
}

/** One entry per person, kind and batch, for those who want to hear of it at all. */
function batchesOf(drafts: readonly Draft[], recipients: Recipients): Batch[] {
  const batches = new Map<string, Batch>();
  for (const draft of drafts) {
    for (const user of recipients(draft)) {
      const choice = choiceOf(user.preferences, draft.kind);
      if (!choice.in_app && (choice.email === 'off' || neverMailed.includes(draft.kind))) continue;
      const { to: _to, ...rest } = draft;
      const one: Batch = { ...rest, user_id: user.user_id, first_at: draft.at, in_app: choice.in_app };
      const known = batches.get(keyOf(one));
      if (!known) batches.set(keyOf(one), one);
      else {
        known.data = mergeData(known.data, one.data);
        known.count += one.count;
        if (one.at > known.at) known.at = one.at;
        if (one.at < known.first_at) known.first_at = one.at;
      }
    }
  }
  return [...batches.values()];
}

function keyOf(one: { user_id: string; kind: string; batch: string }): string {
  return `${one.user_id}|${one.kind}|${one.batch}`;
}

async function openRows(tx: Tx, batches: readonly Batch[]): Promise<Map<string, OpenRow>> {
  const { rows } = await sql<OpenRow>`
    select n.id, n.user_id, n.kind, n.batch, n.count, n.data, n.first_at
    from notifications n
    join unnest(${batches.map((one) => one.user_id)}::uuid[], ${batches.map((one) => one.kind)}::text[],
      ${batches.map((one) => one.batch)}::text[]) as b(user_id, kind, batch)
      on n.user_id = b.user_id and n.kind = b.kind and n.batch = b.batch
    where n.closed_at is null order by n.id for update of n`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

async function closeRows(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update notifications set closed_at = ${at} where id = any(${ids}::uuid[])`.execute(tx);
}

async function growRows(tx: Tx, rows: readonly (OpenRow & { last_at: Date })[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update notifications n set count = r.count, data = r.data, last_at = greatest(n.last_at, r.last_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, count integer, data jsonb, last_at timestamptz)
    where n.id = r.id`.execute(tx);
}

async function insertRows(tx: Tx, batches: readonly Batch[]): Promise<void> {
  if (batches.length === 0) return;
  const rows = batches.map((one) => ({
    workspace_id: one.workspace_id,
    user_id: one.user_id,
    kind: one.kind,
    batch: one.batch,
    subject_id: one.subject_id,
    count: countOf(one.data, one.count),
    data: one.data,
    first_at: one.first_at,
    last_at: one.at,
    in_app: one.in_app || notificationTable[one.kind].always === true,
    ...checkOf(one.kind, one.first_at),
  }));
  await sql`
    insert into notifications (workspace_id, user_id, kind, batch, subject_id, count, data, first_at, last_at, in_app,
                               certain, check_at)
    select workspace_id, user_id, kind, batch, subject_id, count, data, first_at, last_at, in_app, certain, check_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(workspace_id uuid, user_id uuid, kind text, batch text,
      subject_id uuid, count integer, data jsonb, first_at timestamptz, last_at timestamptz, in_app boolean,
      certain boolean, check_at timestamptz)`.execute(tx);
}

function checkOf(kind: NotificationKind, at: Date): { certain: boolean; check_at: Date | null } {
  if (kind === 'messages_unknown')
    return { certain: false, check_at: new Date(at.getTime() + unknownAfterMs) };
  return { certain: true, check_at: kind === 'account_held' ? at : null };
}
