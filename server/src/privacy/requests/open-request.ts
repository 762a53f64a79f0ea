// Keeps what a person asks for about their data, with the last day for an answer. Enters: a person who is locked. Leaves: the
// open request and its first step. One of each kind is open at a time. An objection counts at once: nothing of marketing
// leaves from here on, whoever works on the rest.
import type { RequestKind, RequestWay } from '@sampark/contracts/request-kinds.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../../events/append.ts';
import { dayIn, lastDay } from './last-day.ts';
import { addStep } from './add-step.ts';

export type NewRequest = {
  workspace_id: string;
  prospect_id: string;
  kind: RequestKind;
  came_by: RequestWay;
  note: string | null;
  received_at: Date;
  /** Null: the person themselves. */
  created_by: string | null;
  by: 'person' | 'manager' | 'officer';
};

/** Undefined: the same one is open. */
export async function openRequest(tx: Tx, now: Date, given: NewRequest): Promise<string | undefined> {
  const { workspace_id, prospect_id, kind, came_by, received_at, created_by } = given;
  const { rows: places } = await sql<{ time_zone: string }>`
    select time_zone from workspaces where id = ${workspace_id}`.execute(tx);
  const due_on = lastDay(dayIn(places[0]?.time_zone ?? 'UTC', received_at));
  const { rows } = await sql<{ id: string }>`
    insert into privacy_requests (workspace_id, prospect_id, kind, came_by, received_at, due_on, created_by)
    values (${workspace_id}, ${prospect_id}, ${kind}, ${came_by}, ${received_at}, ${due_on}, ${created_by})
    on conflict do nothing returning id`.execute(tx);
  const id = rows[0]?.id;
  if (id === undefined) return undefined;
  await addStep(tx, now, {
    ...{ workspace_id, request_id: id, step: 'received', note: given.note, made_by: created_by },
  });
  await appendEvents(tx, now, [
    {
      workspace_id,
      type: 'privacy_request.received',
      occurred_at: received_at,
      actor_id: created_by,
      prospect_id,
      data: { request_id: id, kind, came_by, due_on, by: given.by },
    },
  ]);
  return id;
}
