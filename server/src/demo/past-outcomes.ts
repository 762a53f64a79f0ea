// What the platforms told and people answered to a campaign of the past. Enters: a campaign whose messages wait. Leaves: all of them sent
// and most of them read, some answered, through the same writers as real ones: the ladder of statuses, the log, the inbox.
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql } from 'kysely';
import { wordsFor, type Written } from '../choices/choices.ts';
import { loadPeople } from '../delivery/claim-queries.ts';
import { applyStatusChanges, type StatusChange } from '../delivery/apply-status.ts';
import type { Tx } from '../events/append.ts';
import { readCampaign, withChoices } from '../campaigns/queries.ts';
import type { Actor } from '../http/route.ts';
import { renderContent, variablesOf } from '../messages/render.ts';
import { sealWords } from '../messages/words.ts';
import type { Runtime } from '../runtime.ts';
import { applyInbound } from '../webhooks/apply-inbound.ts';
import { pastReplies, type PastRates } from './past-content.ts';
import { seededRandom } from './people.ts';

type Told = {
  campaign_id: string;
  actor: Actor;
  /** When the first message left. */
  from: Date;
  rates: Readonly<Record<number, PastRates>>;
};
type Waiting = {
  id: string;
  created_at: Date;
  prospect_id: string;
  platform: Channel;
  variant: number;
  due_at: Date;
  agreed: boolean;
};
type Account = { id: string; device_id: string; channel: Channel };
/** One that was sent, and what became of it: instants, where it did. */
type Sent = Waiting & { account: Account; sent: Date; read?: Date; replied?: Date; text: string; to: string };

const minuteMs = 60_000;
/** Messages of one campaign left so far apart. */
const apartMs = 40_000;

export async function tellOutcomes(rt: Runtime, told: Told): Promise<void> {
  const now = rt.clock.now();
  const campaign = await withChoices(rt.db, await readCampaign(rt.db, told.actor, told.campaign_id));
  await rt.db.transaction().execute(async (tx) => {
    const waiting = await waitingOf(tx, told.campaign_id);
    const unwilling = waiting.filter((one) => !one.agreed);
    await applyStatusChanges(
      tx,
      now,
      unwilling.map(({ id, created_at }) => ({
        ...{ message_id: id, created_at, to: 'skipped', occurred_at: told.from, code: 'no_consent' },
        set: {
          decision: { outcome: 'skip', reasons: [{ code: 'no_consent' }], at: told.from },
        },
      })),
    );
    const willing = waiting.filter((one) => one.agreed);
    const sent = await outcomesOf(rt, tx, told, campaign, willing);
    await send(rt, tx, now, told.actor.workspace_id, sent);
    await answer(rt, tx, now, told.actor.workspace_id, sent);
  });
}

async function waitingOf(tx: Tx, campaign_id: string): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select m.id, m.created_at, m.prospect_id, m.platform, m.variant, m.due_at,
      exists (select from consent_state s where s.prospect_id = m.prospect_id and s.channel = m.platform and s.purpose = m.purpose
        and s.granted) as agreed
    from messages m where m.campaign_id = ${campaign_id} and m.delivery_status = 'pending' order by md5(m.id::text)`.execute(
    tx,
  );
  return rows;
}

async function outcomesOf(
  rt: Runtime,
  tx: Tx,
  { actor, from, rates }: Told,
  campaign: Written & { portfolio_manager_name: string },
  willing: readonly Waiting[],
): Promise<Sent[]> {
  const { rows: accounts } = await sql<Account>`
    select id, device_id, channel from sender_accounts where workspace_id = ${actor.workspace_id} order by address`.execute(
    tx,
  );
  const people = await loadPeople(
    rt.keys,
    tx,
    willing.map((one) => one.prospect_id),
  );
  const random = seededRandom(willing.length);
  const shuffled = shuffler(random);
  const sender = { name: campaign.portfolio_manager_name, public_url: rt.config.publicUrl };
  return [...new Set(willing.map((one) => one.variant))].flatMap((variant) => {
    const own = willing.filter((one) => one.variant === variant);
    const { read = 0, replied = 0 } = rates[variant] ?? {};
    // Exactly such a share, in no order: every installation tells the same story.
    const places = shuffled(own.map((_, place) => place));
    return own.flatMap((one, index): Sent[] => {
      const person = people.get(one.prospect_id);
      const words = wordsFor(campaign, { engagement_profile_id: null, variant });
      const content = words.channel_content[one.platform];
      const senders = accounts.filter((account) => account.channel === one.platform);
      const account = senders[index % senders.length];
      if (!person?.phone_number || !content || !account) return [];
      const rendered = renderContent(one.platform, content, variablesOf(person, sender));
      if (!rendered.ok) return [];
      const sent = new Date(Math.max(from.getTime(), one.due_at.getTime()) + index * apartMs);
      const place = (places[index] ?? 0) / own.length;
      const after = (most: number) => new Date(sent.getTime() + minuteMs * (2 + random() * most));
      const seen = place < read ? after(240) : undefined;
      return [
        {
          ...{ ...one, account, sent, text: rendered.text, to: person.phone_number },
          ...(seen ? { read: seen } : {}),
          ...(seen && place < replied
            ? { replied: new Date(seen.getTime() + random() * 300 * minuteMs) }
            : {}),
        },
      ];
    });
  });
}

function shuffler(random: () => number): (places: number[]) => number[] {
  return (places) => {
    const mixed = [...places];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other] ?? 0, mixed[last] ?? 0];
    }
    return mixed;
  };
}

async function send(
  rt: Runtime,
  tx: Tx,
  now: Date,
  workspace_id: string,
  sent: readonly Sent[],
): Promise<void> {
  const owners = sent.map((one) => ({ id: one.prospect_id, workspace_id }));
  const keys = await rt.keys.people.toWrite(tx, owners, now);
  const step = (
    to: StatusChange['to'],
    at: (one: Sent) => Date | undefined,
    set?: (one: Sent) => StatusChange['set'],
  ) =>
    applyStatusChanges(
      tx,
      now,
      sent.flatMap((one): StatusChange[] => {
        const occurred_at = at(one);
        const more = set?.(one);
        return occurred_at
          ? [
              {
                ...{ message_id: one.id, created_at: one.created_at, to, occurred_at },
                ...(more ? { set: more } : {}),
              },
            ]
          : [];
      }),
    );
  await step(
    'sending',
    (one) => one.sent,
    (one) => ({
      ...{ account_id: one.account.id, device_id: one.account.device_id, attempt: 1, claim_token: 1 },
      sealed: sealWords(keys, one.prospect_id, { text: one.text, to: one.to }),
      decision: { outcome: 'send', channel: one.platform, reasons: [], at: one.sent },
    }),
  );
  await step(
    'sent',
    (one) => one.sent,
    (one) => ({ external_id: `past-${one.id}` }),
  );
  await step('delivered', ({ sent: left }) => new Date(left.getTime() + 3_000));
  await step('read', (one) => one.read);
  await keepAttempts(tx, workspace_id, sent);
}

async function keepAttempts(tx: Tx, workspace_id: string, sent: readonly Sent[]): Promise<void> {
  const rows = sent.map(({ id, created_at, account, platform, to, sent: left, read }) => ({
    ...{ id, created_at, channel: platform, recipient: to, left, read: read ?? null },
    ...{ account_id: account.id, device_id: account.device_id, state: read ? 'read' : 'delivered' },
  }));
  await sql`
    insert into attempts (message_id, created_at, attempt, workspace_id, account_id, device_id, channel, recipient, claim_token,
      state, external_id, intent_at, responded_at, delivered_at, read_at)
    select id, created_at, 1, ${workspace_id}, account_id, device_id, channel, recipient, 1, state, 'past-' || id, "left", "left",
      "left" + interval '3 seconds', read
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, created_at timestamptz, channel text, recipient text,
      "left" timestamptz, read timestamptz, account_id uuid, device_id uuid, state text)`.execute(tx);
}

/** Somebody has read them since: nobody finds weeks of unread words in the inbox. */
async function answer(
  rt: Runtime,
  tx: Tx,
  now: Date,
  workspace_id: string,
  sent: readonly Sent[],
): Promise<void> {
  const received = await applyInbound(
    rt,
    tx,
    now,
    sent.flatMap((one, index) =>
      one.replied
        ? [
            {
              ...{ webhook_id: 0, account_id: one.account.id, workspace_id, channel: one.platform },
              received_at: one.replied,
              event: {
                ...{ kind: 'inbound' as const, external_id: `past-reply-${one.id}`, from: one.to },
                ...{ message_kind: 'text' as const, at: one.replied },
                text: pastReplies[index % pastReplies.length] ?? '',
              },
            },
          ]
        : [],
    ),
  );
  const ids = received.map((one) => one.conversation_id);
  await sql`update conversations set unread_count = 0, status = 'closed' where id = any(${ids}::uuid[])`.execute(
    tx,
  );
}
