// The queue in numbers, and how good each rule is by what people decided.
import type { FlagSummary, RuleStatistics } from '@sampark/contracts/flags.ts';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { DbOrTx } from '../../events/append.ts';
import type { Actor } from '../../http/route.ts';
import { ownedBy } from '../../http/scope.ts';

type Group = Omit<Static<typeof FlagSummary>['groups'][number], 'oldest'> & { oldest: Date };

export async function summariseFlags(db: DbOrTx, actor: Actor): Promise<Static<typeof FlagSummary>> {
  const mine = sql`f.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'f.portfolio_manager_id')}`;
  const { rows } = await sql<{ waiting: number; oldest: Date | null; held: number }>`
    select (select count(*)::int from message_flags f where ${mine} and f.state <> 'decided') as waiting,
      (select min(f.flagged_at) from message_flags f where ${mine} and f.state <> 'decided') as oldest,
      (select count(*)::int from open_messages o join messages m on m.id = o.message_id and m.created_at = o.created_at
        where o.workspace_id = ${actor.workspace_id} and o.state = 'held' and ${ownedBy(actor, 'm.portfolio_manager_id')}) as held`.execute(
    db,
  );
  const { rows: groups } = await sql<Group>`
    select g.*, v.definition ->> 'name' as rule_name, c.name as campaign_name from (
      select f.rule_id, f.campaign_id, f.action, f.severity, count(*)::int as count, min(f.flagged_at) as oldest
      from message_flags f where ${mine} and f.state <> 'decided'
      group by f.rule_id, f.campaign_id, f.action, f.severity order by count(*) desc, 1, 2 limit 100) g
    join rules r on r.id = g.rule_id
    join rule_versions v on v.rule_id = r.id and v.version = r.version
    left join campaigns c on c.id = g.campaign_id
    order by g.count desc, g.rule_id, g.campaign_id`.execute(db);
  const { rows: facets } = await sql<{ kind: string; id: string; name: string; count: number }>`
    with waiting as materialized (
      select f.rule_id, f.portfolio_manager_id, f.assigned_to from message_flags f where ${mine} and f.state <> 'decided')
    select 'rule' as kind, g.id, v.definition ->> 'name' as name, g.count
      from (select rule_id as id, count(*)::int as count from waiting group by 1) g
      join rules r on r.id = g.id join rule_versions v on v.rule_id = r.id and v.version = r.version
    union all
    select 'manager', g.id, u.name, g.count
      from (select portfolio_manager_id as id, count(*)::int as count from waiting group by 1) g join users u on u.id = g.id
    union all
    select 'reviewer', u.id, u.name, (select count(*)::int from waiting w where w.assigned_to = u.id)
      from users u where u.workspace_id = ${actor.workspace_id} and u.role in ('admin', 'compliance') and u.status = 'active'
    union all
    select 'unassigned', null, '', count(*)::int from waiting w where w.assigned_to is null
    union all
    select 'asked', null, '', count(*)::int from release_requests q where q.workspace_id = ${actor.workspace_id}
      and exists (select from open_messages o where o.message_id = q.message_id and o.state = 'held')
    order by 4 desc, 3`.execute(db);
  const of = (kind: string) =>
    facets.filter((one) => one.kind === kind).map(({ id, name, count }) => ({ id, name, count }));
  const reviewers = of('reviewer');
  return {
    rules: of('rule'),
    managers: of('manager'),
    reviewers: actor.role === 'standard' ? [] : reviewers,
    mine: reviewers.find((one) => one.id === actor.user_id)?.count ?? 0,
    unassigned: of('unassigned')[0]?.count ?? 0,
    release_asked: of('asked')[0]?.count ?? 0,
    waiting: rows[0]?.waiting ?? 0,
    oldest: rows[0]?.oldest?.toISOString() ?? null,
    held: rows[0]?.held ?? 0,
    groups: groups.map((one) => ({ ...one, oldest: one.oldest.toISOString() })),
  };
}

const month = 30 * 86_400_000;

type Statistics = Omit<Static<typeof RuleStatistics>['items'][number], 'precision' | 'last_flagged_at'> & {
  last_flagged_at: Date | null;
};

export async function ruleStatistics(
  db: DbOrTx,
  actor: Actor,
  now: Date,
): Promise<Static<typeof RuleStatistics>> {
  const { rows } = await sql<Statistics>`
    select r.id as rule_id, v.definition ->> 'name' as name, r.enabled, count(f.id)::int as flags,
      count(*) filter (where f.flagged_at >= ${new Date(now.getTime() - month)})::int as flags_30d,
      count(*) filter (where f.state <> 'decided')::int as waiting,
      count(*) filter (where f.verdict = 'false_alarm')::int as false_alarm,
      count(*) filter (where f.verdict = 'minor')::int as minor,
      count(*) filter (where f.verdict = 'violation')::int as violation, max(f.flagged_at) as last_flagged_at
    from rules r
    join rule_versions v on v.rule_id = r.id and v.version = r.version
    left join message_flags f on f.rule_id = r.id
    where r.workspace_id = ${actor.workspace_id}
    group by r.id, v.definition, r.enabled order by count(f.id) desc, r.id`.execute(db);
  return {
    items: rows.map((row) => {
      const decided = row.false_alarm + row.minor + row.violation;
      return {
        ...row,
        precision: decided === 0 ? null : (row.minor + row.violation) / decided,
        last_flagged_at: row.last_flagged_at?.toISOString() ?? null,
      };
    }),
  };
}
