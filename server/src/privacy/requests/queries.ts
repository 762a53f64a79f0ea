import type { PrivacyRequest } from '@sampark/contracts/privacy-requests.ts';
import { sql } from 'kysely';
import { dayIn, daysBetween } from './last-day.ts';

export type RequestRow = {
  id: string;
  kind: PrivacyRequest['kind'];
  came_by: PrivacyRequest['came_by'];
  state: PrivacyRequest['state'];
  prospect_id: string | null;
  prospect_name: string | null;
  received_at: Date;
  due_on: string;
  extended_at: Date | null;
  assigned_id: string | null;
  assigned_name: string | null;
  recorded_by_name: string | null;
  closed_at: Date | null;
  closed_by_name: string | null;
  time_zone: string;
};

/** Columns of `privacy_requests q` with everybody's names. */
export const requestRows = sql`
  select q.id, q.kind, q.came_by, q.state, q.prospect_id, p.name as prospect_name, q.received_at, q.due_on, q.extended_at,
    a.id as assigned_id, a.name as assigned_name, r.name as recorded_by_name, q.closed_at, c.name as closed_by_name, w.time_zone
  from privacy_requests q join workspaces w on w.id = q.workspace_id
    left join prospects p on p.id = q.prospect_id left join users a on a.id = q.assigned_to
    left join users r on r.id = q.created_by left join users c on c.id = q.closed_by`;

export function shownRequest(row: RequestRow, now: Date): PrivacyRequest {
  const { id, kind, came_by, state, due_on, recorded_by_name, closed_by_name } = row;
  return {
    ...{ id, kind, came_by, state, due_on, recorded_by_name, closed_by_name },
    person: row.prospect_id === null ? null : { id: row.prospect_id, name: row.prospect_name },
    received_at: row.received_at.toISOString(),
    days_left: state === 'open' ? daysBetween(dayIn(row.time_zone, now), due_on) : null,
    extended_at: row.extended_at?.toISOString() ?? null,
    assigned_to: row.assigned_id === null ? null : { id: row.assigned_id, name: row.assigned_name ?? '' },
    closed_at: row.closed_at?.toISOString() ?? null,
  };
}
