// The messages of a chunk of people who are not all sent the same: what each is sent is chosen here, once, and kept with the
// message. Enters: a campaign with choices and where its expansion stands. Leaves: messages and their rows in the queue,
// in the caller's transaction. Guaranteed: a second run inserts what is missing, nothing else.
import type { Channel } from '@sampark/contracts/domain.ts';
import type { PolicyReasonCode } from '@sampark/contracts/policy.ts';
import { sql, type RawBuilder } from 'kysely';
import { chooser } from '../choices/choose.ts';
import { wordsFor, type Chosen, type Words, type Written } from '../choices/choices.ts';
import { choicesOf } from '../choices/load-choices.ts';
import { peoplePage, type ReadyPerson } from '../choices/people-page.ts';
import { sendInstants } from '../choices/send-instant.ts';
import { applyStatusChanges, type StatusChange } from '../delivery/apply-status.ts';
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { channelHints, personColumns } from './audience.ts';
import type { Expanding } from './expand-audience.ts';

export type Inserted = {
  /** People looked at. */
  seen: number;
  /** Messages that were not there before. */
  made: number;
  last: string | null;
  by_channel: Record<string, number> | null;
  /** Passed over until an experiment has a winner. */
  waiting?: number;
};

type Group = { words: Words; people: Person[] };
type Person = Chosen & { id: string; in_trial: boolean | null; due_at: Date };

export async function insertChosen(
  rt: Runtime,
  tx: Tx,
  campaign: Expanding,
  now: Date,
  chunkSize: number,
): Promise<Inserted> {
  const written = { ...campaign, choices: await choicesOf(tx, campaign.id) };
  const { people, seen, last } = await peoplePage(tx, campaign, campaign.expand_cursor, chunkSize, now);
  const result: Inserted = { seen, made: 0, last, by_channel: {}, waiting: 0 };
  const note = (platform: Channel, count: number) => {
    result.made += count;
    result.by_channel = { ...result.by_channel, [platform]: (result.by_channel?.[platform] ?? 0) + count };
  };
  const { groups, heldOut, waiting } = sortOut(rt, written, people);
  result.waiting = waiting;
  for (const group of groups)
    for (const { platform, count } of await insertGroup(tx, campaign, now, group)) note(platform, count);
  const platform = campaign.channel_order[0] ?? 'whatsapp';
  if (heldOut.length > 0) note(platform, await insertHeldOut(tx, campaign, now, platform, heldOut));
  return result;
}

/** Those whose words stand on the same channels in the same order are one group: their routes are looked up together. */
function sortOut(
  rt: Runtime,
  campaign: Expanding & Written,
  people: readonly ReadyPerson[],
): { groups: Iterable<Group>; heldOut: Person[]; waiting: number } {
  const choose = chooser(rt.keys, campaign);
  const { rolled_out_at } = campaign.choices?.experiment ?? {};
  const dueAt = sendInstants(campaign.choices, rolled_out_at ?? campaign.launched_at);
  const groups = new Map<string, Group>();
  const heldOut: Person[] = [];
  let waiting = 0;
  for (const { id, ...person } of people) {
    // A roll-out looks at everybody again: who came after the launch was in no audience that anybody was told of.
    if (rolled_out_at && person.created_at > campaign.launched_at) continue;
    const { fate, ...choice } = choose({ id, ...person });
    const due_at = dueAt(choice.variant);
    if (fate === 'waits') waiting++;
    else if (fate === 'held_out') heldOut.push({ id, ...choice, due_at });
    else {
      const words = wordsFor(campaign, choice);
      const key = words.channel_order.join();
      const group = groups.get(key) ?? { words, people: [] };
      group.people.push({ id, ...choice, due_at });
      groups.set(key, group);
    }
  }
  return { groups: groups.values(), heldOut, waiting };
}

async function insertGroup(
  tx: Tx,
  campaign: Expanding,
  now: Date,
  { words, people }: Group,
): Promise<{ platform: Channel; count: number }[]> {
  // Whoever is sent nothing on any channel has a message all the same: it is skipped with that reason.
  const first = words.channel_order[0] ?? campaign.channel_order[0] ?? 'whatsapp';
  const chosen = sql`k.engagement_profile_id, k.variant, k.in_trial, k.due_at,`;
  const open =
    words.channel_order.length > 0
      ? channelHints({ ...campaign, ...words }, chosen)
      : sql`select k.id as prospect_id, ${chosen} null::text as open_channel from chunk k`;
  // Each person is fetched by their id: without statistics a join is a loop over all of them for each of them.
  const { rows } = await sql<{ platform: Channel; count: number }>`
    with chunk as materialized (
      select p.*, g.engagement_profile_id, g.variant, g.in_trial, g.due_at
      from ${given(people)}
      cross join lateral (select ${personColumns} from prospects p where p.id = g.id offset 0) p),
    hints as (${open}),
    made as (
      insert into messages (id, created_at, workspace_id, campaign_id, step, prospect_id, portfolio_manager_id,
        engagement_profile_id, platform, purpose, priority, channel_order, variant, in_trial, due_at, updated_at)
      select message_id(${campaign.id}::uuid, 0, h.prospect_id, ${campaign.earlier_ids}), ${campaign.launched_at}, ${campaign.workspace_id}, ${campaign.id}, 0,
        h.prospect_id, ${campaign.portfolio_manager_id}, h.engagement_profile_id, coalesce(h.open_channel, ${first}),
        ${campaign.purpose}, 5, ${words.channel_order}::text[], h.variant, h.in_trial, h.due_at, ${now}
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

function given(people: readonly Person[]): RawBuilder<unknown> {
  return sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
    as g(id uuid, engagement_profile_id uuid, variant smallint, in_trial boolean, due_at timestamptz)`;
}

/** They get nothing, so that the others can be compared with them. Said of each, counted like every other skip, never queued. */
async function insertHeldOut(
  tx: Tx,
  campaign: Expanding,
  now: Date,
  platform: Channel,
  people: readonly Person[],
): Promise<number> {
  const { rows } = await sql<{ id: string; created_at: Date }>`
    insert into messages (id, created_at, workspace_id, campaign_id, step, prospect_id, portfolio_manager_id,
      engagement_profile_id, platform, purpose, priority, variant, in_trial, due_at, updated_at)
    select message_id(${campaign.id}::uuid, 0, g.id, ${campaign.earlier_ids}), ${campaign.launched_at}, ${campaign.workspace_id}, ${campaign.id}, 0,
      g.id, ${campaign.portfolio_manager_id}, g.engagement_profile_id, ${platform}, ${campaign.purpose}, 5,
      g.variant, g.in_trial, g.due_at, ${now}
    from ${given(people)} order by 1
    on conflict (id, created_at) do nothing
    returning id, created_at`.execute(tx);
  const code = 'held_out' satisfies PolicyReasonCode;
  await applyStatusChanges(
    tx,
    now,
    rows.map((row): StatusChange => ({
      ...{ message_id: row.id, created_at: row.created_at, to: 'skipped', from: ['pending'] },
      ...{ occurred_at: now, code },
      set: { decision: { outcome: 'skip', reasons: [{ code }], at: now } },
    })),
  );
  return rows.length;
}
