// What a workspace wants looked at, and how much of each portfolio manager's messages was.
import type { Supervision } from '@sampark/contracts/supervision.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../events/append.ts';

const week = 7 * 86_400_000;

export async function readSupervision(db: DbOrTx, workspaceId: string, now: Date): Promise<Supervision> {
  const { rows } = await sql<Omit<Supervision, 'managers'>>`
    select coalesce(s.percent, 0)::float8 as percent, coalesce(s.first_messages, 0) as first_messages,
      coalesce(s.require_capture, false) as require_capture, coalesce(s.version, 0) as version,
      (select r.id from rules r where r.workspace_id = w.id and r.pack = 'supervision') as rule_id
    from workspaces w left join supervision_settings s on s.workspace_id = w.id where w.id = ${workspaceId}`.execute(
    db,
  );
  const since = new Date(now.getTime() - 13 * week);
  const { rows: managers } = await sql<Supervision['managers'][number]>`
    select u.id, u.name, sum(c.sent)::int as sent, sum(c.sampled)::int as sampled,
      coalesce(max(f.looked_at), 0)::int as looked_at, coalesce(max(f.violations), 0)::int as violations
    from supervised_weeks c join users u on u.id = c.portfolio_manager_id
    left join lateral (
      select count(*) filter (where f.state = 'decided') as looked_at, count(*) filter (where f.verdict = 'violation') as violations
      from message_flags f join rules r on r.id = f.rule_id and r.pack = 'supervision'
      where f.workspace_id = ${workspaceId} and f.portfolio_manager_id = u.id and f.flagged_at >= ${since}) f on true
    where c.workspace_id = ${workspaceId} and c.week >= ${since.toISOString().slice(0, 10)}::date
    group by u.id, u.name order by u.name, u.id`.execute(db);
  const row = rows[0] ?? { percent: 0, first_messages: 0, require_capture: false, version: 0, rule_id: null };
  return { ...row, managers };
}
