// One batch of translated events, kind by kind, within the caller's transaction. People before messages, as claiming
// locks them. Returns what could not be applied.
import type { Tx } from '../events/append.ts';
import type { Runtime } from '../runtime.ts';
import { applyTemplateEvents } from '../templates/apply-template-events.ts';
import { applyAccountEvents } from './apply-account.ts';
import { applyInbound, lockPeople } from './apply-inbound.ts';
import { addressKey, findKnownPeople, type Address } from './find-people.ts';
import { applyWords } from './person-acts.ts';
import { applyPlatformActs, type PlatformAct } from './platform-acts.ts';
import {
  unmatchedReceipt,
  type ApplyReceipts,
  type Callback,
  type CallbackEvent,
  type EventOf,
  type Leftover,
} from './types.ts';
import type { ChannelEvent } from '../channels/channel.ts';

type Act = Callback<EventOf<'preference' | 'blocked' | 'unblocked'>>;

export async function applyEvents(
  rt: Runtime,
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent[],
  applyReceipts: ApplyReceipts,
): Promise<Leftover[]> {
  const leftovers: Leftover[] = ofKind(events, 'unknown').map((one) => ({
    webhook_id: one.webhook_id,
    reason: `unknown: ${one.event.detail}`.slice(0, 300),
  }));
  const received = await applyInbound(rt, tx, now, ofKind(events, 'inbound'));
  await applyWords(rt, tx, now, received);
  leftovers.push(...(await applyActs(rt, tx, now, events)));
  await applyAccountEvents(rt, tx, now, ofKind(events, 'account'));
  await applyTemplateEvents(rt, tx, now, ofKind(events, 'template'));
  const unmatched = await applyReceipts(rt, tx, now, ofKind(events, 'receipt'));
  leftovers.push(...unmatched.map(({ webhook_id }) => ({ webhook_id, reason: unmatchedReceipt })));
  return leftovers;
}

async function applyActs(
  rt: Runtime,
  tx: Tx,
  now: Date,
  events: readonly CallbackEvent[],
): Promise<Leftover[]> {
  const acts = events.filter(
    (one): one is Act =>
      one.event.kind === 'preference' || one.event.kind === 'blocked' || one.event.kind === 'unblocked',
  );
  if (acts.length === 0) return [];
  const people = await findKnownPeople(tx, acts.map(addressOfAct));
  await lockPeople(tx, [...new Set(people.values())]);
  const known = acts.flatMap((one): PlatformAct[] => {
    const prospect_id = people.get(addressKey(addressOfAct(one)));
    return prospect_id ? [{ ...one, prospect_id }] : [];
  });
  await applyPlatformActs(rt, tx, now, known);
  return acts
    .filter((one) => !people.has(addressKey(addressOfAct(one))))
    .map(({ webhook_id, event }) => ({ webhook_id, reason: `unmatched_person: ${event.kind}` }));
}

function addressOfAct(one: Act): Address {
  const { from } = one.event;
  return {
    workspace_id: one.workspace_id,
    account_id: one.account_id,
    channel: one.channel,
    address: from,
    phone: /^\+[1-9]\d{6,14}$/.test(from) ? from : null,
    name: null,
  };
}

export function ofKind<K extends ChannelEvent['kind']>(
  events: readonly CallbackEvent[],
  kind: K,
): CallbackEvent<K>[] {
  return events.filter((one): one is Callback<ChannelEvent & EventOf<K>> => one.event.kind === kind);
}
