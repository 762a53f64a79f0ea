// Creating, editing and copying a campaign. Content is frozen once it is active; name, weight and pace stay editable.
import type { CampaignPatch, NewCampaign } from '@sampark/contracts/campaigns.ts';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { channels } from '@sampark/contracts/domain.ts';
import { variablePattern } from '@sampark/contracts/missing-values.ts';
import type { FieldError } from '@sampark/contracts/problem.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { copyExperiment } from '../experiments/copy-experiment.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { contentFaults, materialise, type CommonText } from './content-faults.ts';
import { readCampaign, type CampaignRecord } from './queries.ts';
import { copyTarget, requireTarget } from './require-target.ts';
import { keepVersion } from './versions.ts';

const frozenFields = [
  'purpose',
  'target_segment',
  'prospect_ids',
  'message_content',
  'message_format',
  'channel_content',
  'channel_order',
  'engagement_profile_id',
  'missing_values',
  'count_link_visits',
] as const;

/** Whose words a copy holds, and whose profiles it chooses from. */
type CopyOf = { id: string; content_by: string | null; written_by: string[] };

export async function createCampaign(
  rt: Runtime,
  actor: Actor,
  given: NewCampaign,
  copied?: CopyOf,
): Promise<string> {
  refuseFaults(given);
  const now = rt.clock.now();
  const order = given.channel_order ?? [...channels];
  const common = { text: given.message_content ?? '', format: given.message_format ?? null };
  const content = materialise(given.channel_content ?? {}, common, order);
  return rt.db.transaction().execute(async (tx) => {
    await refuseForeignProfile(tx, actor, given.engagement_profile_id);
    await requireTarget(tx, actor, given.target_segment);
    const { id } = await tx
      .insertInto('campaigns')
      .values({
        workspace_id: actor.workspace_id,
        portfolio_manager_id: actor.user_id,
        name: given.name,
        purpose: given.purpose ?? 'marketing',
        target_segment: JSON.stringify(given.target_segment ?? {}),
        message_content: common.text,
        message_format: common.format,
        content_by: copied?.content_by ?? actor.user_id,
        written_by: [...new Set([...(copied?.written_by ?? []), actor.user_id])],
        channel_content: JSON.stringify(content),
        channel_order: order,
        engagement_profile_id: given.engagement_profile_id ?? null,
        missing_values: JSON.stringify(given.missing_values ?? {}),
        count_link_visits: given.count_link_visits ?? false,
        weight: given.weight ?? 1,
        pace_per_second: given.pace_per_second ?? null,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await setRecipients(tx, actor, id, given.prospect_ids ?? []);
    if (copied)
      await sql`insert into campaign_profiles (campaign_id, workspace_id, profile_id)
        select ${id}, workspace_id, profile_id from campaign_profiles where campaign_id = ${copied.id} and listed`.execute(
        tx,
      );
    if (copied) await copyExperiment(tx, copied.id, { campaign_id: id, user_id: actor.user_id }, now);
    await keepVersion(tx, actor, now, id, 'made');
    await appendEvents(tx, now, [event(actor, 'campaign.created', id, now, { name: given.name })]);
    return id;
  });
}

/** `version` is what the edit was based on; throws `version_conflict`, `campaign_frozen`, `campaign_state`. */
export async function updateCampaign(
  rt: Runtime,
  actor: Actor,
  id: string,
  version: number,
  patch: CampaignPatch,
): Promise<void> {
  refuseFaults(patch);
  const now = rt.clock.now();
  await rt.db.transaction().execute(async (tx) => {
    const campaign = await readCampaign(tx, actor, id, true);
    if (campaign.version !== version) throw new Problem('version_conflict');
    if (campaign.status === 'completed' || campaign.status === 'cancelled') {
      throw new Problem('campaign_state', {
        detail: `The campaign is ${campaign.status}; copy it to start anew.`,
      });
    }
    const frozen = frozenFields.filter((field) => patch[field] !== undefined);
    if (frozen.length > 0 && campaign.status !== 'draft' && campaign.status !== 'scheduled') {
      throw new Problem('campaign_frozen', {
        field: `body.${frozen[0]}`,
        detail: `Fixed now: ${frozen.join(', ')}.`,
      });
    }
    await refuseForeignProfile(tx, actor, patch.engagement_profile_id);
    await requireTarget(tx, actor, patch.target_segment);
    const order = patch.channel_order ?? campaign.channel_order;
    const text = patch.message_content ?? campaign.message_content;
    // Channels filled from the old common text follow the new one; content of their own stays.
    const own = patch.channel_content ?? ownContent(campaign.channel_content, commonOf(campaign));
    const format = patch.message_format === undefined ? campaign.message_format : patch.message_format;
    const content = JSON.stringify(materialise(own, { text, format }, order));
    // Writing the same words again makes nobody their author.
    const same = sql`message_content = ${text} and message_format is not distinct from ${format}
      and channel_content = ${content}::jsonb`;
    await tx
      .updateTable('campaigns')
      .set({
        ...(patch.name === undefined ? {} : { name: patch.name }),
        ...(patch.purpose === undefined ? {} : { purpose: patch.purpose }),
        ...(patch.target_segment === undefined
          ? {}
          : { target_segment: JSON.stringify(patch.target_segment) }),
        ...(patch.engagement_profile_id === undefined
          ? {}
          : { engagement_profile_id: patch.engagement_profile_id }),
        ...(patch.missing_values === undefined
          ? {}
          : { missing_values: JSON.stringify(patch.missing_values) }),
        ...(patch.count_link_visits === undefined ? {} : { count_link_visits: patch.count_link_visits }),
        ...(patch.weight === undefined ? {} : { weight: patch.weight }),
        ...(patch.pace_per_second === undefined ? {} : { pace_per_second: patch.pace_per_second }),
        message_content: text,
        message_format: format,
        content_by: sql`case when ${same} then content_by else ${actor.user_id} end`,
        written_by: sql`case when ${same} or ${actor.user_id} = any(written_by) then written_by
          else written_by || ${actor.user_id}::uuid end`,
        channel_order: order,
        channel_content: content,
        version: version + 1,
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    if (patch.prospect_ids) await setRecipients(tx, actor, id, patch.prospect_ids);
    await keepVersion(tx, actor, now, id, 'changed');
    await appendEvents(tx, now, [event(actor, 'campaign.updated', id, now, { fields: Object.keys(patch) })]);
  });
}

/** A new draft with the same content and audience. */
export async function copyCampaign(rt: Runtime, actor: Actor, id: string): Promise<string> {
  const source = await readCampaign(rt.db, actor, id);
  const { rows } = await sql<{ prospect_id: string }>`
    select prospect_id from campaign_recipients where campaign_id = ${id}`.execute(rt.db);
  const copy: NewCampaign = {
    name: `${source.name} (copy)`.slice(0, 200),
    purpose: source.purpose,
    target_segment: await copyTarget(rt.db, actor, source),
    prospect_ids: rows.map((row) => row.prospect_id),
    message_content: source.message_content,
    message_format: source.message_format,
    channel_content: ownContent(source.channel_content, commonOf(source)),
    channel_order: source.channel_order,
    engagement_profile_id: source.engagement_profile_id,
    missing_values: source.missing_values,
    count_link_visits: source.count_link_visits,
    weight: source.weight,
    pace_per_second: source.pace_per_second,
  };
  const copied = await sql<CopyOf>`
    select id, content_by, written_by from campaigns where id = ${id} and workspace_id = ${actor.workspace_id}`.execute(
    rt.db,
  );
  return createCampaign(rt, actor, copy, copied.rows[0]);
}

/** Only a draft that never left may go; everything else stays on record. */
export async function deleteCampaign(rt: Runtime, actor: Actor, id: string): Promise<void> {
  await rt.db.transaction().execute(async (tx) => {
    const campaign = await readCampaign(tx, actor, id, true);
    if (campaign.status !== 'draft') {
      throw new Problem('campaign_state', {
        detail: `The campaign is ${campaign.status}; only drafts can be deleted.`,
      });
    }
    await keepVersion(tx, actor, rt.clock.now(), id, 'deleted');
    await tx.deleteFrom('campaigns').where('id', '=', id).execute();
    await appendEvents(tx, rt.clock.now(), [
      event(actor, 'campaign.updated', id, rt.clock.now(), { deleted: campaign.name }),
    ]);
  });
}

// The explicit list may hold only people the owner can see; foreign ids are a fault of the request, not skipped in silence.
async function setRecipients(
  tx: Tx,
  actor: Actor,
  id: string,
  prospectIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('campaign_recipients').where('campaign_id', '=', id).execute();
  if (prospectIds.length === 0) return;
  const unique = [...new Set(prospectIds)];
  const { rows } = await sql`
    insert into campaign_recipients (campaign_id, workspace_id, prospect_id)
    select ${id}, p.workspace_id, p.id from prospects p
    where p.id = any(${unique}::uuid[]) and p.workspace_id = ${actor.workspace_id}
      and (${actor.role === 'admin'} or exists (select from relationships r where r.user_id = ${actor.user_id} and r.prospect_id = p.id))
    returning prospect_id`.execute(tx);
  if (rows.length !== unique.length) {
    throw new Problem('invalid_request', {
      field: 'body.prospect_ids',
      detail: `${unique.length - rows.length} of ${unique.length} people are not in your book.`,
    });
  }
}

async function refuseForeignProfile(
  tx: Tx,
  actor: Actor,
  profile_id: string | null | undefined,
): Promise<void> {
  if (!profile_id) return;
  const { rows } = await sql`
    select 1 from engagement_profiles where id = ${profile_id} and workspace_id = ${actor.workspace_id}
      and (${actor.role === 'admin'} or portfolio_manager_id = ${actor.user_id})`.execute(tx);
  if (rows.length === 0)
    throw new Problem('invalid_request', {
      field: 'body.engagement_profile_id',
      detail: 'There is no such profile of yours.',
    });
}

function refuseFaults(given: CampaignPatch): void {
  const errors: FieldError[] = contentFaults(given, 'body');
  for (const variable of Object.keys(given.missing_values ?? {})) {
    const fault = variableFault(variable);
    if (fault) errors.push({ field: `body.missing_values.${variable}`, ...fault });
  }
  if (errors.length > 0) throw new Problem('template_invalid', { errors });
}

/** Why nothing can be decided for people who lack this. */
function variableFault(variable: string): Omit<FieldError, 'field'> | undefined {
  if (variable === 'preferences_url')
    return {
      reason: 'The link to a person’s own page has no substitute',
      remedy: 'Leave it out here: everybody has one.',
    };
  if (new RegExp(variablePattern, 'u').test(variable)) return undefined;
  return {
    reason: 'This is not the name of a variable',
    remedy: 'Write the name as it stands between {{ and }}, without filters.',
  };
}

function commonOf(campaign: CampaignRecord): CommonText {
  return { text: campaign.message_content, format: campaign.message_format };
}

function ownContent(content: ContentByChannel, common: CommonText): ContentByChannel {
  return Object.fromEntries(
    Object.entries(content).filter(
      ([channel, one]) =>
        channel === 'whatsapp' ||
        one.kind !== 'text' ||
        one.text !== common.text ||
        (one.format ?? null) !== common.format,
    ),
  );
}

function event(
  actor: Actor,
  type: 'campaign.created' | 'campaign.updated',
  id: string,
  at: Date,
  data: Record<string, unknown>,
) {
  return {
    workspace_id: actor.workspace_id,
    type,
    occurred_at: at,
    actor_id: actor.user_id,
    campaign_id: id,
    portfolio_manager_id: actor.user_id,
    data,
  } as const;
}
