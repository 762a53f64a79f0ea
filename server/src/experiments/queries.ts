// SQL of experiments. Each belongs to a campaign, and whoever sees the campaign sees it.
import type {
  ExperimentListQuery,
  ExperimentResource,
  ExperimentStatus,
  ExperimentVariant,
  Guardrails,
} from '@sampark/contracts/experiments.ts';
import { sql, type RawBuilder } from 'kysely';
import type { DbOrTx } from '../events/append.ts';
import { mostRows, pageOf, readCursor } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { KeptVerdict } from './kept-verdict.ts';
import type { Stretch } from './stretches.ts';

export type ExperimentRecord = {
  id: string;
  workspace_id: string;
  campaign_id: string;
  campaign_name: string;
  campaign_status: string;
  /** Exact once the audience is known as a whole. */
  people_waiting: number;
  expanded_at: Date | null;
  portfolio_manager_id: string;
  portfolio_manager_name: string;
  name: string;
  varies: ExperimentResource['varies'];
  status: ExperimentStatus;
  metric: ExperimentResource['metric'];
  converted_by: ExperimentResource['converted_by'];
  expected_rate: number | null;
  minimum_effect: number;
  power: number;
  alpha: number;
  trial_share: number;
  holdout_share: number;
  settle_minutes: number;
  guardrails: Guardrails;
  people_planned: number | null;
  stretches: Stretch[] | null;
  launched_at: Date | null;
  shown_verdict: KeptVerdict | null;
  shown_at: Date | null;
  winner: number | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  decided_early: string | null;
  rolled_out_at: Date | null;
  version: number;
  created_at: Date;
  updated_at: Date;
  variants: ExperimentVariant[];
};

// A campaign that was cancelled, or is through without a decision, ends its experiment: nobody has to write that down.
const status = sql<ExperimentStatus>`case when e.status = 'running' and c.status = 'cancelled' then 'ended' else e.status end`;

const select = (where: RawBuilder<unknown>, rest = sql``, more = sql``) => sql<ExperimentRecord>`
  select e.id, e.workspace_id, e.campaign_id, c.name as campaign_name, c.status as campaign_status, c.people_waiting, c.expanded_at,
    c.portfolio_manager_id, u.name as portfolio_manager_name, e.name, e.varies, ${status} as status, e.metric, e.converted_by,
    e.expected_rate, e.minimum_effect, e.power, e.alpha, e.trial_share, e.holdout_share, e.settle_minutes, e.guardrails,
    e.people_planned, e.stretches, e.launched_at, e.shown_verdict, e.shown_at, e.winner, d.name as decided_by_name,
    e.decided_at, e.decided_early, e.rolled_out_at, e.version, e.created_at, e.updated_at,
    (select jsonb_agg(jsonb_build_object('variant', v.variant, 'key', v.key, 'name', v.name, 'share', v.share,
       'is_control', v.is_control, 'change', v.change, 'stopped_at', v.stopped_at, 'stopped_reason', v.stopped_reason)
       order by v.variant) from experiment_variants v where v.experiment_id = e.id) as variants ${more}
  from experiments e join campaigns c on c.id = e.campaign_id join users u on u.id = c.portfolio_manager_id
    left join users d on d.id = e.decided_by
  where ${where} ${rest}`;

const seenBy = (actor: Actor) =>
  sql`e.workspace_id = ${actor.workspace_id} and ${ownedBy(actor, 'c.portfolio_manager_id')}`;

/** Throws `not_found` for one the actor may not see, without telling whether it exists. */
export async function readExperiment(
  db: DbOrTx,
  actor: Actor,
  id: string,
  lock = false,
): Promise<ExperimentRecord> {
  const { rows } = await select(
    sql`e.id = ${id} and ${seenBy(actor)}`,
    lock ? sql`for no key update of e` : sql``,
  ).execute(db);
  if (!rows[0]) throw new Problem('not_found');
  return rows[0];
}

/** For jobs and for those who have read the campaign. Undefined: the campaign has none. */
export async function experimentOf(db: DbOrTx, campaign_id: string): Promise<ExperimentRecord | undefined> {
  const { rows } = await select(sql`e.campaign_id = ${campaign_id}`).execute(db);
  return rows[0];
}

/** Running ones of every workspace, for the watch over them. */
export async function runningExperiments(db: DbOrTx): Promise<ExperimentRecord[]> {
  const { rows } = await select(
    sql`e.status = 'running' and c.status <> 'cancelled'`,
    sql`order by e.id`,
  ).execute(db);
  return rows;
}

/** Newest first. */
export async function listExperiments(db: DbOrTx, actor: Actor, query: ExperimentListQuery) {
  const limit = query.limit ?? 50;
  const after = readCursor('experiments', query.cursor);
  const found = await select(
    sql`${seenBy(actor)} ${query.status === undefined ? sql`` : sql`and ${status} = ${query.status}`}
      ${query.q === undefined ? sql`` : sql`and e.name ilike ${`%${query.q.replace(/[\\%_]/g, '\\$&')}%`}`}
      ${after ? sql`and (e.created_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}`,
    sql`order by e.created_at desc, e.id desc limit ${mostRows(limit)}`,
    // The key as text: a Date would cut its microseconds off, and with them rows of the same millisecond.
    sql`, e.created_at::text as sort_key`,
  ).execute(db);
  const rows = found.rows as (ExperimentRecord & { sort_key: string })[];
  const page = pageOf('experiments', rows, limit, (row) => [row.sort_key, row.id]);
  return { ...page, items: page.items.map(present) };
}

export function present(row: ExperimentRecord): ExperimentResource {
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ id: row.id, campaign_id: row.campaign_id, campaign_name: row.campaign_name },
    campaign_status: row.campaign_status,
    portfolio_manager_id: row.portfolio_manager_id,
    portfolio_manager_name: row.portfolio_manager_name,
    ...{ name: row.name, varies: row.varies, status: row.status, metric: row.metric },
    converted_by: row.converted_by,
    ...{ expected_rate: row.expected_rate, minimum_effect: row.minimum_effect },
    ...{ power: row.power, alpha: row.alpha },
    ...{ trial_share: row.trial_share, holdout_share: row.holdout_share },
    ...{ settle_minutes: row.settle_minutes, guardrails: row.guardrails },
    people_planned: row.people_planned,
    variants: row.variants.map((each) => ({
      ...each,
      stopped_at: each.stopped_at && new Date(each.stopped_at).toISOString(),
    })),
    launched_at: iso(row.launched_at),
    winner: row.variants.find((each) => each.variant === row.winner)?.key ?? null,
    ...{ decided_by_name: row.decided_by_name, decided_at: iso(row.decided_at) },
    ...{ decided_early: row.decided_early, rolled_out_at: iso(row.rolled_out_at) },
    ...{ version: row.version, created_at: row.created_at.toISOString() },
    updated_at: row.updated_at.toISOString(),
  };
}
