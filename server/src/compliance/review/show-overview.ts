// Flags day by day, by rule and by portfolio manager, and how long a verdict takes: the officer's first look.
import type { ComplianceOverview } from '@sampark/contracts/flags.ts';
import type { RuleAction, RuleSeverity } from '@sampark/contracts/rules.ts';
import { sql } from 'kysely';
import type { DbOrTx } from '../../events/append.ts';
import type { Actor } from '../../http/route.ts';

type Cell = {
  kind: 'rule' | 'manager';
  id: string;
  day: string;
  count: number;
  violations: number;
  false_alarms: number;
};

export async function showOverview(
  db: DbOrTx,
  actor: Actor,
  days: number,
  now: Date,
): Promise<ComplianceOverview> {
  const { rows: zones } = await sql<{ time_zone: string; day: string }>`
    select time_zone, (${now}::timestamptz at time zone time_zone)::date::text as day from workspaces
    where id = ${actor.workspace_id}`.execute(db);
  const zone = zones[0]?.time_zone ?? 'UTC';
  const last = Date.parse(`${zones[0]?.day ?? now.toISOString().slice(0, 10)}T00:00:00Z`);
  const list = Array.from({ length: days }, (_, index) =>
    new Date(last - (days - 1 - index) * 86_400_000).toISOString().slice(0, 10),
  );
  const from = sql`(${list[0]}::date::timestamp at time zone ${zone})`;
  const { rows: cells } = await sql<Cell>`
    select case when grouping(f.rule_id) = 0 then 'rule' else 'manager' end as kind,
      coalesce(f.rule_id, f.portfolio_manager_id) as id, (f.flagged_at at time zone ${zone})::date::text as day,
      count(*)::int as count, count(*) filter (where f.verdict = 'violation')::int as violations,
      count(*) filter (where f.verdict = 'false_alarm')::int as false_alarms
    from message_flags f where f.workspace_id = ${actor.workspace_id} and f.flagged_at >= ${from}
    group by grouping sets ((f.rule_id, 3), (f.portfolio_manager_id, 3))`.execute(db);
  const { rows: names } = await sql<{
    id: string;
    name: string;
    severity: RuleSeverity | null;
    action: RuleAction | null;
  }>`
    select r.id, v.definition ->> 'name' as name, v.definition ->> 'severity' as severity, v.definition ->> 'action' as action
    from rules r join rule_versions v on v.rule_id = r.id and v.version = r.version where r.workspace_id = ${actor.workspace_id}
    union all select id, name, null, null from users where workspace_id = ${actor.workspace_id}`.execute(db);
  const { rows: verdicts } = await sql<{ decided: number; median_hours: number | null }>`
    select count(*)::int as decided,
      (percentile_cont(0.5) within group (order by extract(epoch from f.decided_at - f.flagged_at)) / 3600)::float8 as median_hours
    from message_flags f
    where f.workspace_id = ${actor.workspace_id} and f.state = 'decided' and f.decided_at >= ${from}`.execute(
    db,
  );

  const known = new Map(names.map((one) => [one.id, one]));
  const seriesOf = (kind: Cell['kind']) =>
    [
      ...Map.groupBy(
        cells.filter((one) => one.kind === kind),
        (one) => one.id,
      ),
    ]
      .map(([id, own]) => {
        const sum = (of: (cell: Cell) => number) => own.reduce((all, cell) => all + of(cell), 0);
        return {
          id,
          name: known.get(id)?.name ?? '',
          severity: known.get(id)?.severity ?? ('low' as const),
          action: known.get(id)?.action ?? ('warn' as const),
          counts: list.map((day) => own.find((cell) => cell.day === day)?.count ?? 0),
          total: sum((cell) => cell.count),
          violations: sum((cell) => cell.violations),
          false_alarms: sum((cell) => cell.false_alarms),
        };
      })
      .toSorted((a, b) => b.total - a.total || a.name.localeCompare(b.name));
  return {
    days: list,
    rules: seriesOf('rule'),
    managers: seriesOf('manager'),
    decided: verdicts[0]?.decided ?? 0,
    median_hours: verdicts[0]?.median_hours ?? null,
  };
}
