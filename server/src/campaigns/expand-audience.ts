// Enters: an active campaign whose audience is not in the queue yet. Leaves: one message per person, in chunks of one
// short transaction each (the event log's horizon waits for the oldest open transaction). Guaranteed: ids are
// deterministic and the cursor commits with its chunk, so running it twice, or after a kill, changes nothing.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { sql } from 'kysely';
import { hasChoices } from '../choices/load-choices.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { audiencePage, channelHints, type Audience } from './audience.ts';
import { insertChosen, type Inserted } from './insert-chosen.ts';
import { forgetParts, isSettledFirst, nextPart, settleAudience } from './settle-audience.ts';
import { usedSegment } from './used-segment.ts';

const usualChunk = 5_000;

export type Expanding = Audience & {
  launched_at: Date;
  expand_cursor: string | null;
  audience_settled_at: Date | null;
  people_waiting: number;
  engagement_profile_id: string | null;
  /** Launched when ids did not follow those of people: it goes on as it began. */
  earlier_ids: boolean;
  channel_content: ContentByChannel;
  /** Not everybody is sent the same. */
  chooses: boolean;
};

/** Expands one chunk of one campaign. Returns messages made, or undefined when no campaign waits for expansion. */
export async function expandNextChunk(rt: Runtime, chunkSize = usualChunk): Promise<number | undefined> {
  const now = rt.clock.now();
  const made = await rt.db.transaction().execute(async (tx) => {
    // SKIP LOCKED: several schedulers expand different campaigns. The one that waited longest for a chunk comes first, so
    // that a large audience does not keep a small one waiting.
    const { rows } = await sql<Expanding>`
      select c.id, c.workspace_id, c.portfolio_manager_id, c.target_segment, ${usedSegment('c')} as segment, c.purpose, c.channel_order, c.channel_content,
        c.launched_at, c.expand_cursor, c.audience_settled_at, c.people_waiting, c.engagement_profile_id, c.earlier_ids, ${hasChoices('c')} as chooses,
        (select count(*)::int from campaign_recipients r where r.campaign_id = c.id) as recipients_listed,
        (select u.role = 'admin' from users u where u.id = c.portfolio_manager_id) as owner_is_admin
      from campaigns c where c.status = 'active' and c.expanded_at is null and c.launched_at is not null
      order by c.updated_at, c.id limit 1 for no key update skip locked`.execute(tx);
    const next = rows[0];
    if (!next) return undefined;
    const settled = isSettledFirst(next);
    // A turn of its own, so that neither transaction is long.
    if (settled && next.audience_settled_at === null && next.expand_cursor === null) {
      await settleAudience(tx, next, now, chunkSize);
      rt.crashPoint('before-chunk-commit');
      return 0;
    }
    const part =
      settled && next.audience_settled_at
        ? ((await nextPart(tx, next, next.expand_cursor)) ?? null)
        : undefined;
    const campaign = { ...next, part };
    const result = campaign.chooses
      ? await insertChosen(rt, tx, campaign, now, chunkSize)
      : await insertChunk(tx, campaign, now, chunkSize);
    // A chunk that is not full has seen everybody it was looked for among.
    const through = result.seen < chunkSize;
    const done = through && !part;
    const cursor = through && part ? part.last_id : result.last;
    await sql`
      update campaigns set expand_cursor = coalesce(${cursor}::uuid, expand_cursor),
        total_recipients = total_recipients + ${result.made},
        ${result.waiting ? sql`people_waiting = people_waiting + ${result.waiting},` : sql``}
        expanded_at = case when ${done} then ${now}::timestamptz end, updated_at = ${now}
      where id = ${campaign.id}`.execute(tx);
    // Those who wait for a winner are taken from the same people.
    if (done && settled && next.people_waiting + (result.waiting ?? 0) === 0) await forgetParts(tx, next.id);
    if (result.made > 0 || done || part === undefined)
      await appendEvents(tx, now, [
        {
          workspace_id: campaign.workspace_id,
          type: 'campaign.expanded',
          occurred_at: now,
          campaign_id: campaign.id,
          portfolio_manager_id: campaign.portfolio_manager_id,
          profile_id: campaign.engagement_profile_id,
          data: { count: result.made, by_channel: result.by_channel ?? {}, done },
        },
      ]);
    rt.crashPoint('before-chunk-commit');
    return result.made;
  });
  if (made !== undefined) rt.crashPoint('after-chunk-commit');
  return made;
}

async function insertChunk(tx: Tx, campaign: Expanding, now: Date, chunkSize: number): Promise<Inserted> {
  const first = campaign.channel_order.find((channel) => campaign.channel_content[channel] !== undefined);
  const { rows } = await sql<Inserted>`
    with chunk as materialized (${audiencePage(campaign, campaign.expand_cursor, chunkSize, now)}), hints as (${channelHints(campaign)}),
    made as (
      insert into messages (id, created_at, workspace_id, campaign_id, step, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, purpose, priority, due_at, updated_at)
      select message_id(${campaign.id}::uuid, 0, h.prospect_id, ${campaign.earlier_ids}), ${campaign.launched_at}, ${campaign.workspace_id}, ${campaign.id}, 0,
        h.prospect_id, ${campaign.portfolio_manager_id}, ${campaign.engagement_profile_id}::uuid,
        coalesce(h.open_channel, ${first}), ${campaign.purpose}, 5, ${campaign.launched_at}, ${now}
      -- In the order of the indexes, most of which begin or end with the id.
      from hints h order by 1
      on conflict (id, created_at) do nothing
      returning id, created_at, workspace_id, campaign_id, platform, due_at
    ), queued as (
      insert into message_queue (message_id, created_at, workspace_id, campaign_id, platform, due_at)
      select id, created_at, workspace_id, campaign_id, platform, due_at from made
    )
    select (select count(*)::int from chunk) as seen, (select count(*)::int from made) as made,
      (select id from chunk order by id desc limit 1) as last,
      (select jsonb_object_agg(platform, n) from (select platform, count(*) as n from made group by platform) g) as by_channel`.execute(
    tx,
  );
  return rows[0] ?? { seen: 0, made: 0, last: null, by_channel: null };
}
