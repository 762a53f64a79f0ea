// What somebody did in the end, as a program or a person tells it. Enters: who, what and when. Leaves: a row with the message it
// followed, and the event that every count goes by, in one transaction. Told twice under one reference, it is one.
import type { ConversionResource, NewConversion } from '@sampark/contracts/experiments.ts';
import { sql } from 'kysely';
import { readCampaign } from '../campaigns/queries.ts';
import { appendEvents, eventColumn, type Tx } from '../events/append.ts';
import { Problem } from '../http/problem.ts';
import type { Actor } from '../http/route.ts';
import { inBook, ownedBy } from '../http/scope.ts';
import { normalisePhone } from '../prospects/normalise-phone.ts';
import { requireProspect } from '../prospects/require-prospect.ts';
import type { Runtime } from '../runtime.ts';

/** What came later than this after a message is not its merit. */
const attributionDays = 30;

type Followed = {
  id: string;
  created_at: Date;
  campaign_id: string | null;
  channel: string;
  portfolio_manager_id: string;
  profile_id: string | null;
};

/** `known`: it was told before, and this is what was kept then. Throws `not_found`, `invalid_request`. */
export async function recordConversion(
  rt: Runtime,
  actor: Actor,
  given: NewConversion,
): Promise<{ conversion: ConversionResource; known: boolean }> {
  const now = rt.clock.now();
  const at = given.occurred_at === undefined ? now : new Date(given.occurred_at);
  // A clock that runs a little ahead of ours is no fault.
  if (at.getTime() > now.getTime() + 5 * 60_000)
    throw new Problem('invalid_request', {
      field: 'body.occurred_at',
      detail: 'It has not happened yet. Give the time at which it did.',
    });
  return rt.db.transaction().execute(async (tx) => {
    const prospect_id = await whom(tx, actor, given);
    // Throws for one the actor may not see.
    if (given.campaign_id !== undefined) await readCampaign(tx, actor, given.campaign_id);
    const message = await followed(tx, actor, prospect_id, at, given.campaign_id);
    const reference =
      given.reference === undefined
        ? null
        : rt.keys.addressHash(`conversion\n${actor.workspace_id}\n${given.reference}`);
    const { rows } = await sql<Row>`
      insert into conversions (workspace_id, prospect_id, kind, occurred_at, recorded_at, recorded_by, reference_hash, message_id,
        message_created_at, campaign_id)
      values (${actor.workspace_id}, ${prospect_id}, ${given.kind}, ${at}, ${now}, ${actor.user_id}, ${reference},
        ${message?.id ?? null}, ${message?.created_at ?? null}, ${message?.campaign_id ?? null})
      on conflict (workspace_id, reference_hash) do nothing
      returning ${columns}`.execute(tx);
    if (!rows[0])
      return { conversion: present(await toldBefore(tx, actor, reference, prospect_id)), known: true };
    await appendEvents(tx, now, [
      {
        ...{ workspace_id: actor.workspace_id, type: 'conversion.recorded', occurred_at: at },
        ...{ actor_id: actor.user_id, prospect_id, message_id: message?.id ?? null },
        ...{ campaign_id: message?.campaign_id ?? null, channel: message?.channel ?? null },
        portfolio_manager_id: message?.portfolio_manager_id ?? actor.user_id,
        profile_id: message?.profile_id ?? null,
        data: { kind: given.kind, ...(await worth(rt, tx, actor, prospect_id, given, now)) },
      },
    ]);
    return { conversion: present(rows[0]), known: false };
  });
}

/** Known by id, or by the number. */
async function whom(tx: Tx, actor: Actor, { prospect_id, phone_number }: NewConversion): Promise<string> {
  if (prospect_id !== undefined) {
    await requireProspect(tx, actor, prospect_id);
    return prospect_id;
  }
  if (phone_number === undefined)
    throw new Problem('invalid_request', {
      field: 'body.prospect_id',
      detail: 'Say whom it is about: give prospect_id or phone_number.',
    });
  const phone = normalisePhone(phone_number, '');
  if (!phone.ok)
    throw new Problem('invalid_phone_number', { field: 'body.phone_number', detail: phone.reason });
  const { rows } = await sql<{ id: string }>`
    select p.id from prospects p where p.workspace_id = ${actor.workspace_id} and p.phone_number = ${phone.phone}
      and ${inBook(actor, 'p.id')}`.execute(tx);
  if (!rows[0]) throw new Problem('not_found', { field: 'body.phone_number' });
  return rows[0].id;
}

/** The newest message sent to them in the time allowed; of the actor's own ones where they are a portfolio manager. */
async function followed(
  tx: Tx,
  actor: Actor,
  prospect_id: string,
  at: Date,
  campaign_id: string | undefined,
): Promise<Followed | undefined> {
  const { rows } = await sql<Followed>`
    select m.id, m.created_at, m.campaign_id, m.platform as channel, m.portfolio_manager_id, m.engagement_profile_id as profile_id
    from messages m
    where m.prospect_id = ${prospect_id} and m.workspace_id = ${actor.workspace_id}
      and ${ownedBy(actor, 'm.portfolio_manager_id')}
      -- Names the partitions: a slow campaign's messages carry its launch, up to 100 days back.
      and m.created_at > ${at}::timestamptz - interval '130 days' and m.created_at <= ${at}
      and m.sent_at between ${at}::timestamptz - make_interval(days => ${attributionDays}) and ${at}
      ${campaign_id === undefined ? sql`` : sql`and m.campaign_id = ${campaign_id}`}
    order by m.sent_at desc, m.id limit 1`.execute(tx);
  return rows[0];
}

/** What it was worth is somebody's own affair: sealed with their key. */
async function worth(
  rt: Runtime,
  tx: Tx,
  actor: Actor,
  id: string,
  { value, currency }: NewConversion,
  now: Date,
): Promise<{ value?: string }> {
  if (value === undefined) return {};
  const keys = await rt.keys.people.toWrite(tx, [{ id, workspace_id: actor.workspace_id }], now);
  if (keys.isUnusable(id)) return {};
  return {
    value: keys.sealText(id, eventColumn, currency === undefined ? `${value}` : `${value} ${currency}`),
  };
}

type Row = Omit<ConversionResource, 'occurred_at' | 'recorded_at'> & { occurred_at: Date; recorded_at: Date };
const columns = sql`id, prospect_id, campaign_id, message_id, kind, occurred_at, recorded_at`;

/** The same number for somebody else is a fault of the teller: neither person is counted for the other. */
async function toldBefore(tx: Tx, actor: Actor, reference: Buffer | null, prospect_id: string): Promise<Row> {
  const { rows } = await sql<Row>`
    select ${columns} from conversions where workspace_id = ${actor.workspace_id} and reference_hash = ${reference}
      and prospect_id = ${prospect_id}`.execute(tx);
  if (!rows[0])
    throw new Problem('invalid_request', {
      field: 'body.reference',
      detail: 'This reference was used for somebody else. Give each conversion a reference of its own.',
    });
  return rows[0];
}

function present(row: Row): ConversionResource {
  return { ...row, occurred_at: row.occurred_at.toISOString(), recorded_at: row.recorded_at.toISOString() };
}
