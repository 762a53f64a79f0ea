// The messages of a chunk of people who are not all sent the same: what each is sent is chosen here, once, and kept with the
// message. Enters: a campaign with choices and where its expansion stands. Leaves: messages and their rows in the queue,
// in the caller's transaction. Guaranteed: a second run chooses the same and inserts what is missing, nothing else.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { chooser } from '../choices/choose.ts';
import { wordsFor, type Chosen, type Words } from '../choices/choices.ts';
import { choicesOf } from '../choices/load-choices.ts';
import { peoplePage } from '../choices/people-page.ts';
import type { Tx } from '../events/append.ts';
import { channelHints, personColumns } from './audience.ts';
import type { Expanding } from './expand-audience.ts';

export type Inserted = {
  /** People looked at. */
  seen: number;
  /** Messages that were not there before. */
  made: number;
  last: string | null;
  by_channel: Record<string, number> | null;
};

/** Those whose words stand on the same channels in the same order: their routes are looked up together. */
type Group = { words: Words; people: (Chosen & { id: string })[] };

export async function insertChosen(
  tx: Tx,
  campaign: Expanding,
  now: Date,
  chunkSize: number,
): Promise<Inserted> {
  const written = { ...campaign, choices: await choicesOf(tx, campaign.id) };
  const { people, seen, last } = await peoplePage(tx, campaign, campaign.expand_cursor, chunkSize, now);
  const choose = chooser(written);
  const groups = new Map<string, Group>();
  for (const person of people) {
    const chosen = choose(person);
    const words = wordsFor(written, chosen);
    const key = words.channel_order.join();
    const group = groups.get(key) ?? { words, people: [] };
    group.people.push({ id: person.id, ...chosen });
    groups.set(key, group);
  }
  const result: Inserted = { seen, made: 0, last, by_channel: {} };
  for (const group of groups.values()) {
    for (const { platform, count } of await insertGroup(tx, campaign, now, group)) {
      result.made += count;
      result.by_channel = { ...result.by_channel, [platform]: (result.by_channel?.[platform] ?? 0) + count };
    }
  }
  return result;
}

async function insertGroup(
  tx: Tx,
  campaign: Expanding,
  now: Date,
  { words, people }: Group,
): Promise<{ platform: Channel; count: number }[]> {
  const own = { ...campaign, ...words };
  // Whoever is sent nothing on any channel has a message all the same: it is skipped with that reason.
  const first = words.channel_order[0] ?? campaign.channel_order[0] ?? 'whatsapp';
  const open =
    words.channel_order.length > 0
      ? channelHints(own, sql`k.engagement_profile_id,`)
      : sql`select k.id as prospect_id, k.engagement_profile_id, null::text as open_channel from chunk k`;
  // Each person is fetched by their id: without statistics a join is a loop over all of them for each of them.
  const { rows } = await sql<{ platform: Channel; count: number }>`
    with chunk as materialized (
      select p.*, g.engagement_profile_id
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as g(id uuid, engagement_profile_id uuid)
      cross join lateral (select ${personColumns} from prospects p where p.id = g.id offset 0) p),
    hints as (${open}),
    made as (
      insert into messages (id, created_at, workspace_id, campaign_id, step, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, purpose, priority, channel_order, due_at, updated_at)
      select message_id(${campaign.id}::uuid, 0, h.prospect_id), ${campaign.launched_at}, ${campaign.workspace_id}, ${campaign.id}, 0,
        h.prospect_id, ${campaign.portfolio_manager_id}, h.engagement_profile_id,
        coalesce(h.open_channel, ${first}), ${campaign.purpose}, 5, ${words.channel_order}::text[], ${campaign.launched_at}, ${now}
      -- In the order of the indexes, most of which begin or end with the id.
      from hints h order by 1
      on conflict (id, created_at) do nothing
      returning id, created_at, workspace_id, campaign_id, platform, due_at
    ), queued as (
      insert into message_queue (message_id, created_at, workspace_id, campaign_id, platform, due_at)
      select id, created_at, workspace_id, campaign_id, platform, due_at from made
    )
    select platform, count(*)::int as count from made group by platform`.execute(tx);
  return rows;
}
