// A single send: a message of its own, through the same policy, senders and records as a campaign's, and ahead of them.
import { randomUUID } from 'node:crypto';
import type { ContentByChannel } from '@sampark/contracts/channel-content.ts';
import { textsIn } from '@sampark/contracts/content-texts.ts';
import { channels, type Channel, type Purpose } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { appendEvents, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook } from '../http/scope.ts';
import type { Runtime } from '../runtime.ts';
import { templateProblems } from '../templates/template-problems.ts';
import { templateFault } from './render.ts';
import { textFault } from './text-fault.ts';
import { sealWords } from './words.ts';

/** Of an answer inside a conversation; it marks the message as one for policy, too. */
export const answerPriority = 0;

export type SingleSend = {
  prospect_id: string;
  purpose: Purpose;
  content: ContentByChannel | string;
  channel_order?: readonly Channel[];
  /** An answer inside a conversation: goes first, and needs no marketing consent while the conversation is open. */
  answer?: boolean;
};

export async function sendSingle(rt: Runtime, actor: Actor, given: SingleSend): Promise<string> {
  return rt.db.transaction().execute((tx) => queueSingle(rt, tx, actor, given));
}

/** Queues the message in the caller's transaction and returns its id. */
export async function queueSingle(rt: Runtime, tx: Tx, actor: Actor, given: SingleSend): Promise<string> {
  const now = rt.clock.now();
  const { rows } = await sql`
    select 1 from prospects p where p.id = ${given.prospect_id} and p.workspace_id = ${actor.workspace_id} and ${inBook(actor, 'p.id')}`.execute(
    tx,
  );
  if (rows.length === 0) throw new Problem('not_found', { detail: 'There is no such person in your book.' });
  const wanted = [...(given.channel_order ?? channels)];
  const body = contentsOf(given.content, wanted);
  // What it has no text for it cannot go by: who reads the order later need not open the texts.
  const order = wanted.filter((channel) => body[channel]);
  for (const [channel, content] of Object.entries(body)) {
    for (const { path, text } of textsIn(content)) {
      const fault = content.kind === 'template' ? templateFault(text) : textFault(text);
      if (fault)
        throw new Problem('template_invalid', { field: `body.content.${channel}.${path}`, detail: fault });
    }
  }
  await refuseTemplate(tx, { workspace_id: actor.workspace_id, channel_content: body, channel_order: order });
  const platform = order[0];
  if (!platform)
    throw new Problem('invalid_request', {
      field: 'body.content',
      detail: 'No content for any channel of the order.',
    });
  const id = randomUUID();
  const keys = await rt.keys.people.toWrite(
    tx,
    [{ id: given.prospect_id, workspace_id: actor.workspace_id }],
    now,
  );
  await sql`
    with made as (
      insert into messages (id, created_at, workspace_id, prospect_id, portfolio_manager_id, platform, purpose, priority, sealed,
                            channel_order, due_at, updated_at)
      values (${id}, ${now}, ${actor.workspace_id}, ${given.prospect_id}, ${actor.user_id}, ${platform}, ${given.purpose},
              ${given.answer ? answerPriority : 1}, ${sealWords(keys, given.prospect_id, { body })}, ${order}::text[], ${now}, ${now})
      returning id, created_at, workspace_id, platform, due_at)
    insert into message_queue (message_id, created_at, workspace_id, platform, due_at)
    select id, created_at, workspace_id, platform, due_at from made`.execute(tx);
  await appendEvents(tx, now, [
    {
      workspace_id: actor.workspace_id,
      type: 'message.queued',
      occurred_at: now,
      actor_id: actor.user_id,
      message_id: id,
      prospect_id: given.prospect_id,
      portfolio_manager_id: actor.user_id,
      channel: platform,
      data: { count: 1 },
    },
  ]);
  return id;
}

/** What the platform would refuse. A template nobody has synchronised yet may be there all the same. */
async function refuseTemplate(tx: Tx, message: Parameters<typeof templateProblems>[1]): Promise<void> {
  const problems = await templateProblems(tx, message);
  const errors = problems
    .filter((one) => one.blocking && one.code !== 'template_missing')
    .map(({ field, reason, remedy }) => ({
      field: field.replace('channel_content', 'body.content'),
      reason,
      remedy,
    }));
  if (errors.length > 0) throw new Problem('template_invalid', { errors });
}

function contentsOf(content: ContentByChannel | string, order: readonly Channel[]): ContentByChannel {
  if (typeof content !== 'string') {
    return Object.fromEntries(
      Object.entries(content).filter(([channel]) => order.includes(channel as Channel)),
    );
  }
  return Object.fromEntries(order.map((channel) => [channel, { kind: 'text', text: content }]));
}
