// When a plan made in wall-clock time begins: the same rule for the schedule that is kept and for the forecast before it.
import type { ScheduleRequest } from '@sampark/contracts/campaigns.ts';
import type { Database } from '../db/connect.ts';
import type { Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import { isTimeZone } from '../policy/quiet-hours.ts';
import { instantOf } from './zoned-time.ts';

/** `part`: where the request gave it, for the refusal. Without a zone the workspace's is meant. */
export async function launchInstant(
  db: Database | Tx,
  workspace_id: string,
  request: ScheduleRequest,
  part: 'body' | 'query',
): Promise<{ at: Date; zone: string }> {
  const zone = request.time_zone ?? (await zoneOf(db, workspace_id));
  if (!isTimeZone(zone)) {
    throw new Problem('invalid_request', {
      field: `${part}.time_zone`,
      detail: `"${zone}" is not a time zone; use a name such as Asia/Dhaka.`,
    });
  }
  if ((request.launch_time === undefined) === (request.local_time === undefined)) {
    throw new Problem('invalid_request', {
      field: `${part}.launch_time`,
      detail: 'Give either launch_time or local_time.',
    });
  }
  const at = request.local_time ? instantOf(request.local_time, zone) : new Date(request.launch_time ?? 0);
  return { at, zone };
}

async function zoneOf(db: Database | Tx, id: string): Promise<string> {
  const { time_zone } = await db
    .selectFrom('workspaces')
    .select('time_zone')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return time_zone;
}
