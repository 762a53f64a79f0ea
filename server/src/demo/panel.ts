// What the demo's panel does to the simulated platforms: a few known acts, relayed for the demo workspace's administrator.
import { channels, type Channel } from '@sampark/contracts/domain.ts';
import type {
  SimulatedBan,
  SimulatedReply,
  SimulatorChange,
  SimulatorState,
} from '@sampark/contracts/demo.ts';
import { sql } from 'kysely';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import type { Runtime } from '../runtime.ts';
import { control, ControlRefused } from './simulators.ts';

type Behaviour = {
  latency_ms: { min: number; max: number };
  drop_receipts: number;
  reorder_receipts: number;
  outage: boolean | 'refuse';
};
type Ledger = { accepted: number; doubled: number; violations: number };

/** Throws `demo_only` outside the demo's own workspace. */
export async function requireDemo(rt: Runtime, actor: Actor): Promise<void> {
  const workspace = await rt.db
    .selectFrom('workspaces')
    .select('is_demo')
    .where('id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!rt.demo.enabled || !workspace?.is_demo) throw new Problem('demo_only');
}

export async function simulatorStates(rt: Runtime, actor: Actor): Promise<{ items: SimulatorState[] }> {
  await requireDemo(rt, actor);
  const running = channels.filter((channel) => rt.demo.simulators[channel] !== undefined);
  return { items: await Promise.all(running.map((channel) => stateOf(rt, channel))) };
}

async function stateOf(rt: Runtime, channel: Channel): Promise<SimulatorState> {
  const [behaviour, ledger] = await Promise.all([
    ask<Behaviour>(rt, channel, 'GET', 'behaviour'),
    ask<Ledger>(rt, channel, 'GET', 'ledger?summary=1'),
  ]);
  return {
    channel,
    slow_ms: behaviour.latency_ms.max,
    drop_receipts: behaviour.drop_receipts,
    reorder_receipts: behaviour.reorder_receipts,
    outage: behaviour.outage !== false,
    accepted: ledger.accepted,
    doubled: ledger.doubled,
    violations: ledger.violations,
  };
}

export async function changeSimulator(
  rt: Runtime,
  actor: Actor,
  { channel, slow_ms, ...rest }: SimulatorChange,
): Promise<SimulatorState> {
  await requireDemo(rt, actor);
  const patch =
    slow_ms === undefined ? rest : { ...rest, latency_ms: { min: Math.round(slow_ms / 2), max: slow_ms } };
  await ask(rt, channel, 'PATCH', 'behaviour', patch);
  return stateOf(rt, channel);
}

/** Back to how each platform was at the start of the demo. */
export async function calmSimulators(rt: Runtime, actor: Actor): Promise<{ items: SimulatorState[] }> {
  await requireDemo(rt, actor);
  const calm = { latency_ms: { min: 0, max: 0 }, drop_receipts: 0, reorder_receipts: 0, outage: false };
  for (const channel of channels) {
    if (rt.demo.simulators[channel] !== undefined) await ask(rt, channel, 'PATCH', 'behaviour', calm);
  }
  return simulatorStates(rt, actor);
}

/** The person writes to the sender they know on this channel, or to any of ours there. */
export async function replyAs(rt: Runtime, actor: Actor, reply: SimulatedReply): Promise<void> {
  await requireDemo(rt, actor);
  const { rows } = await sql<{ phone: string | null; identity: string | null; account: string | null }>`
    select p.phone_number as phone, i.address as identity, coalesce(known.address, any_one.address) as account
    from prospects p
    left join lateral (select address, account_id from channel_identities
      where prospect_id = p.id and channel = ${reply.channel} order by updated_at desc limit 1) i on true
    left join sender_accounts known on known.id = i.account_id
    left join lateral (select a.address from sender_accounts a
      where a.workspace_id = p.workspace_id and a.channel = ${reply.channel} order by a.id limit 1) any_one on true
    where p.id = ${reply.prospect_id} and p.workspace_id = ${actor.workspace_id}`.execute(rt.db);
  const found = rows[0];
  if (!found) throw new Problem('not_found');
  const from = reply.channel === 'telegram' ? found.identity : (found.identity ?? found.phone);
  if (!from || !found.account) {
    throw new Problem('invalid_request', {
      detail: 'This person is not on this channel: on Telegram they have to open the bot first.',
    });
  }
  await ask(rt, reply.channel, 'POST', 'inbound', {
    ...named(found.account),
    from,
    chat_id: Number(from),
    text: reply.text,
  });
}

/** The platform restricts one of our senders, or lets it go on. What we make of it is the point of the demo. */
export async function banSender(
  rt: Runtime,
  actor: Actor,
  { account_id, banned }: SimulatedBan,
): Promise<void> {
  await requireDemo(rt, actor);
  const account = await rt.db
    .selectFrom('sender_accounts')
    .select(['channel', 'address'])
    .where('id', '=', account_id)
    .where('workspace_id', '=', actor.workspace_id)
    .executeTakeFirst();
  if (!account) throw new Problem('not_found');
  await ask(rt, account.channel as Channel, 'POST', banned ? 'ban' : 'unban', named(account.address));
}

/** Each simulator calls its account something else. */
function named(address: string) {
  return { phone_number_id: address, bot: address, account: address, number: address, name: address };
}

async function ask<T>(
  rt: Runtime,
  channel: Channel,
  method: string,
  name: string,
  body?: unknown,
): Promise<T> {
  const url = rt.demo.simulators[channel];
  if (url === undefined) throw new Problem('demo_only');
  try {
    return await control<T>(url, method, name, body);
  } catch (error) {
    if (!(error instanceof ControlRefused)) throw error;
    throw new Problem('invalid_request', {
      detail: `The ${channel} simulator refused this: it may not know the sender or the person.`,
    });
  }
}
