// The design of a campaign's experiment, while the campaign is a draft or scheduled. It is part of what the campaign says: its
// version is the campaign's, and every version is kept with it.
import { defaultGuardrails, type ExperimentDesign, type NewVariant } from '@sampark/contracts/experiments.ts';
import type { EventType } from '@sampark/contracts/event-types.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { readCampaign, type CampaignRecord } from '../campaigns/queries.ts';
import { keepVersion } from '../campaigns/versions.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { ownedBy } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { designFaults } from './design-faults.ts';
import { filledIn } from './filled-in.ts';
import { plannedPeople, tooSmall } from './planned-people.ts';
import { experimentOf, readExperiment } from './queries.ts';

/** @param version the campaign's. Throws `version_conflict`, `campaign_frozen`, `invalid_request` for each faulty field. */
export async function designExperiment(
  rt: Runtime,
  actor: Actor,
  campaign_id: string,
  version: number,
  design: ExperimentDesign,
): Promise<void> {
  const now = rt.clock.now();
  // Before the transaction: it takes longer than one should be open.
  const planned = plannedPeople(design, design.variants.length);
  await rt.db.transaction().execute(async (tx) => {
    const campaign = await openCampaign(tx, actor, campaign_id);
    if (campaign.version !== version) throw new Problem('version_conflict');
    const faults = designFaults(design, campaign.channel_order);
    if (planned === undefined) faults.push({ field: 'body.minimum_effect', ...tooSmall });
    if (faults.length === 0) faults.push(...(await profileFaults(tx, actor, design.variants)));
    if (faults.length > 0) throw new Problem('invalid_request', { errors: faults });
    const before = await experimentOf(tx, campaign_id);
    const id = await store(tx, actor, now, campaign, { ...design, people_planned: planned ?? null });
    await tx.deleteFrom('experiment_variants').where('experiment_id', '=', id).execute();
    await tx
      .insertInto('experiment_variants')
      .values(
        design.variants.map(({ change = {}, ...each }, index) => ({
          ...each,
          ...{ experiment_id: id, workspace_id: actor.workspace_id, variant: index + 1 },
          change: JSON.stringify(filledIn(change, campaign.channel_order, campaign.message_format)),
        })),
      )
      .execute();
    await raiseVersion(tx, actor, now, campaign_id);
    await appendEvents(tx, now, [
      event(actor, campaign, before ? 'experiment.changed' : 'experiment.created', now, {
        experiment_id: id,
        name: design.name ?? campaign.name,
        ...{ varies: design.varies, metric: design.metric, variants: design.variants.length },
      }),
    ]);
  });
}

/** Throws `campaign_frozen` once the campaign was launched: what was found out stays on record. */
export async function deleteExperiment(rt: Runtime, actor: Actor, id: string): Promise<void> {
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const { campaign_id, name } = await readExperiment(tx, actor, id);
    const campaign = await openCampaign(tx, actor, campaign_id);
    await tx.deleteFrom('experiments').where('id', '=', id).execute();
    await raiseVersion(tx, actor, now, campaign_id);
    await appendEvents(tx, now, [
      event(actor, campaign, 'experiment.deleted', now, { experiment_id: id, name }),
    ]);
  });
}

/** Locked. */
async function openCampaign(tx: Tx, actor: Actor, id: string): Promise<CampaignRecord> {
  const campaign = await readCampaign(tx, actor, id, true);
  if (campaign.status !== 'draft' && campaign.status !== 'scheduled')
    throw new Problem('campaign_frozen', {
      detail: `The campaign is ${campaign.status}: its experiment is fixed.`,
    });
  return campaign;
}

async function store(
  tx: Tx,
  actor: Actor,
  now: Date,
  campaign: CampaignRecord,
  design: ExperimentDesign & { people_planned: number | null },
): Promise<string> {
  const { expected_rate = null, minimum_effect, power = 0.8, alpha = 0.05, people_planned } = design;
  const said = {
    ...{ name: design.name ?? campaign.name, varies: design.varies, metric: design.metric },
    converted_by: design.converted_by ?? 'told',
    ...{ expected_rate, minimum_effect, power, alpha },
    ...{ trial_share: design.trial_share ?? 10_000, holdout_share: design.holdout_share ?? 0 },
    ...{ settle_minutes: design.settle_minutes ?? 4_320, updated_at: now },
    guardrails: JSON.stringify(design.guardrails ?? defaultGuardrails),
    people_planned,
  };
  const { id } = await tx
    .insertInto('experiments')
    .values({
      ...said,
      ...{ workspace_id: campaign.workspace_id, campaign_id: campaign.id, created_by: actor.user_id },
      created_at: now,
    })
    .onConflict((on) =>
      on.column('campaign_id').doUpdateSet({ ...said, version: sql`experiments.version + 1` }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Locked against being deleted or switched off meanwhile. */
async function profileFaults(tx: Tx, actor: Actor, variants: readonly NewVariant[]): Promise<FieldError[]> {
  const wanted = variants.flatMap(({ change }, index) =>
    change?.profile_id === undefined ? [] : [{ id: change.profile_id, index }],
  );
  if (wanted.length === 0) return [];
  const { rows } = await sql<{ id: string; is_active: boolean }>`
    select p.id, p.is_active from engagement_profiles p where p.workspace_id = ${actor.workspace_id}
      and ${ownedBy(actor, 'p.portfolio_manager_id')} and p.id = any(${wanted.map((one) => one.id)}::uuid[])
    order by p.id for share`.execute(tx);
  const active = new Map(rows.map((row) => [row.id, row.is_active]));
  return wanted.flatMap(({ id, index }) => {
    if (active.get(id) === true) return [];
    const known = active.has(id);
    return [
      {
        field: `body.variants.${index}.change.profile_id`,
        reason: known ? 'This profile is switched off' : 'There is no such profile of yours',
        remedy: known ? 'Switch it on, or choose another.' : 'Choose one of your profiles.',
      },
    ];
  });
}

async function raiseVersion(tx: Tx, actor: Actor, now: Date, campaign_id: string): Promise<void> {
  // Who designs versions has a hand in what people read: nobody approves that themselves.
  await sql`
    update campaigns set version = version + 1, updated_at = ${now},
      written_by = case when ${actor.user_id} = any(written_by) then written_by else written_by || ${actor.user_id}::uuid end
    where id = ${campaign_id}`.execute(tx);
  await keepVersion(tx, actor, now, campaign_id, 'changed');
}

function event(
  actor: Actor,
  campaign: CampaignRecord,
  type: Extract<EventType, `experiment.${string}`>,
  at: Date,
  data: Record<string, unknown>,
) {
  return {
    ...{ workspace_id: actor.workspace_id, type, occurred_at: at, actor_id: actor.user_id },
    ...{ campaign_id: campaign.id, portfolio_manager_id: campaign.portfolio_manager_id, data },
  };
}
