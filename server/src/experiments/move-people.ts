// Takes people away from a variant that is not sent any more. Enters: an experiment in which one was stopped or a winner
// rolled out. Leaves: a piece of its waiting messages with another variant. Guaranteed: a message that was ever claimed keeps
// what it is; each piece is one short transaction that another scheduler may run as well, and a kill loses nothing.
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { chooser } from '../choices/choose.ts';
import { variantOf, wordsFor } from '../choices/choices.ts';
import { choicesOf } from '../choices/load-choices.ts';
import { readyPeople } from '../choices/people-page.ts';
import { sendInstants } from '../choices/send-instant.ts';
import { takeToVariants, type TakenTo } from '../delivery/take-to-variants.ts';
import { appendEvents, type Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { leavingVariants } from './leaving-variants.ts';

const atOnce = 1_000;

type Moving = {
  id: string;
  campaign_id: string;
  workspace_id: string;
  portfolio_manager_id: string;
  engagement_profile_id: string | null;
  channel_order: Channel[];
  channel_content: ContentByChannel;
};

type Waiting = {
  id: string;
  created_at: Date;
  prospect_id: string;
  platform: Channel;
  variant: number;
  due_at: Date;
};

/** One piece of one experiment. Returns people taken, or undefined when there is none to take anybody from. */
export async function movePeople(rt: Runtime, most = atOnce): Promise<number | undefined> {
  const now = rt.clock.now();
  const moved = await rt.db.transaction().execute(async (tx) => {
    const { rows } = await sql<Moving>`/* prepared */
      select e.id, e.campaign_id, e.workspace_id, c.portfolio_manager_id, c.engagement_profile_id, c.channel_order, c.channel_content
      from experiments e join campaigns c on c.id = e.campaign_id
      where e.moving_since is not null order by e.moving_since, e.id limit 1 for no key update of e skip locked`.execute(
      tx,
    );
    const moving = rows[0];
    if (!moving) return undefined;
    const leaving = [...(await leavingVariants(tx, [moving.campaign_id]))].map((one) =>
      Number(one.split('/')[1]),
    );
    const waiting = await lockWaiting(tx, moving.campaign_id, leaving, most);
    if (waiting.length === 0) {
      // What a claim holds just now is either sent or comes back; it is looked for until neither is the case.
      if (await anybodyWaits(tx, moving.campaign_id, leaving)) return 0;
      await sql`update experiments set moving_since = null, updated_at = ${now} where id = ${moving.id}`.execute(
        tx,
      );
      return 0;
    }
    await takeToVariants(tx, now, await chooseAnew(rt, tx, moving, waiting, now));
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: moving.workspace_id, type: 'experiment.people_moved', occurred_at: now },
        ...{ campaign_id: moving.campaign_id, portfolio_manager_id: moving.portfolio_manager_id },
        data: { experiment_id: moving.id, count: waiting.length },
      },
    ]);
    rt.crashPoint('before-move-commit');
    return waiting.length;
  });
  if (moved !== undefined) rt.crashPoint('after-move-commit');
  return moved;
}

const ofLeaving = (campaign_id: string, leaving: readonly number[]) => sql`
  from message_queue w cross join lateral (
    select m.* from messages m where m.id = w.message_id and m.created_at = w.created_at offset 0) m
  where w.campaign_id = ${campaign_id} and m.attempt = 0 and m.delivery_status = 'pending'
    and m.variant = any(${leaving}::smallint[])`;

/** SKIP LOCKED: what a claim or a cancellation holds is theirs. */
async function lockWaiting(
  tx: Tx,
  campaign_id: string,
  leaving: readonly number[],
  most: number,
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select m.id, m.created_at, m.prospect_id, m.platform, m.variant, m.due_at ${ofLeaving(campaign_id, leaving)}
    order by w.message_id limit ${most} for update of w skip locked`.execute(tx);
  return rows;
}

async function anybodyWaits(tx: Tx, campaign_id: string, leaving: readonly number[]): Promise<boolean> {
  const { rows } = await sql`select 1 ${ofLeaving(campaign_id, leaving)} limit 1`.execute(tx);
  return rows.length > 0;
}

async function chooseAnew(
  rt: Runtime,
  tx: Tx,
  moving: Moving,
  waiting: readonly Waiting[],
  now: Date,
): Promise<TakenTo[]> {
  const campaign = { ...moving, choices: await choicesOf(tx, moving.campaign_id) };
  const choose = chooser(rt.keys, campaign);
  const ids = waiting.map((one) => one.prospect_id);
  const people = new Map((await readyPeople(tx, moving.workspace_id, ids)).map((one) => [one.id, one]));
  const dueAt = sendInstants(campaign.choices, now);
  return waiting.flatMap((message) => {
    const person = people.get(message.prospect_id);
    if (!person) return []; // erased meanwhile, and with them their message
    const choice = choose(person);
    const words = wordsFor(campaign, choice);
    const timeOf = (variant: number | null) => variantOf(campaign.choices, variant)?.send_time ?? null;
    const timed = timeOf(choice.variant) ?? timeOf(message.variant);
    return {
      ...{ id: message.id, created_at: message.created_at, variant: choice.variant, in_trial: false },
      engagement_profile_id: choice.engagement_profile_id,
      channel_order: words.channel_order,
      // A hint: the claim decides again.
      platform: words.channel_order.includes(message.platform)
        ? message.platform
        : (words.channel_order[0] ?? message.platform),
      // What policy put off stays put off.
      due_at: timed ? dueAt(choice.variant) : message.due_at,
    };
  });
}
