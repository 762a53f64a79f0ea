// Questions about what happened: consents, opt-outs, addresses, imports, messages. Each is an `exists` with the person as its
// one tie to the outside: PostgreSQL then reads it once for everybody, or person by person, whichever is less.
import type { SegmentLeaf } from '@sampark/contracts/segment-fields.ts';
import type { Channel } from '@sampark/contracts/domain.ts';
import { sql, type RawBuilder } from 'kysely';
import type { SegmentContext } from './compile.ts';
import { ofStretch, since, type Stretch } from './compile-parts.ts';

type History = Extract<
  SegmentLeaf,
  { field: 'import' | 'identity' | 'consent' | 'opted_out' | 'last_written' | 'campaign' }
>;

export function compileHistory(leaf: History, context: SegmentContext): RawBuilder<boolean> {
  const here = sql`${context.workspace_id}::uuid`;
  const { people } = context;
  switch (leaf.field) {
    case 'import':
      return sql`(exists (select from import_changes i where i.prospect_id = p.id and i.workspace_id = ${here}
        and i.import_id = any(${leaf.value}::uuid[]) ${ofStretch('i.prospect_id', people)}))`;
    case 'identity':
      return sql`(exists (select from channel_identities i where i.prospect_id = p.id and i.workspace_id = ${here}
        and i.status = 'active' ${onChannel('i', leaf.channel)} ${ofStretch('i.prospect_id', people)}))`;
    case 'consent': {
      const of = (entry: 'c' | 'g') =>
        sql`${sql.ref(`${entry}.channel`)} = ${leaf.channel} and ${sql.ref(`${entry}.purpose`)} = ${leaf.purpose}`;
      if (leaf.value === 'withdrawn') return sql`(${withdrawn(here, of('c'), people)})`;
      if (leaf.value === 'granted') return sql`(${granted(here, of('g'), people)})`;
      return sql`(not ${withdrawn(here, of('c'), people)} and not ${granted(here, of('g'), people)})`;
    }
    case 'opted_out':
      return optedOut(leaf.channel, here, people);
    case 'last_written': {
      const from = since(context.now, leaf.value);
      // Recorded after it happened, or at most a day before by the clock of a platform: the bound that has an index.
      return sql`(exists (select from events e where e.prospect_id = p.id and e.workspace_id = ${here}
        and e.type = 'message.sent' and e.recorded_at >= ${since(from, 1)}::timestamptz
        and e.occurred_at >= ${from}::timestamptz ${onChannel('e', leaf.channel)} ${ofStretch('e.prospect_id', people)}))`;
    }
    case 'campaign':
      return sql`(exists (select from messages m where m.prospect_id = p.id and m.workspace_id = ${here}
        and m.campaign_id = ${leaf.campaign_id}::uuid and ${outcomes[leaf.value]} ${ofStretch('m.prospect_id', people)}))`;
  }
}

function onChannel(table: 'i' | 'e', channel: Channel | undefined): RawBuilder<unknown> {
  return channel === undefined ? sql`` : sql`and ${sql.ref(`${table}.channel`)} = ${channel}`;
}

// An answer shows that a message was read, also where the platform tells nothing of reading.
const outcomes = {
  sent: sql`(m.delivery_status in ('sent', 'delivered', 'read') or m.replied_at is not null)`,
  delivered: sql`(m.delivery_status in ('delivered', 'read') or m.replied_at is not null)`,
  read: sql`(m.delivery_status = 'read' or m.replied_at is not null)`,
  not_read: sql`(m.delivery_status in ('sent', 'delivered') and m.replied_at is null)`,
  replied: sql`m.replied_at is not null`,
  failed: sql`m.delivery_status = 'failed'`,
} as const;

function optedOut(
  channel: Channel | undefined,
  here: RawBuilder<unknown>,
  people: Stretch | undefined,
): RawBuilder<boolean> {
  const covers = channel === undefined ? sql`` : sql`and (s.channel is null or s.channel = ${channel})`;
  const stopped = (who: RawBuilder<unknown>) =>
    sql`exists (select from suppressions s where ${who} and s.workspace_id = ${here} and s.lifted_at is null ${covers})`;
  return sql`(${stopped(sql`s.prospect_id = p.id ${ofStretch('s.prospect_id', people)}`)} or ${stopped(sql`s.address_hash = p.phone_hash`)}
    or ${withdrawn(here, channel === undefined ? sql`true` : sql`c.channel = ${channel}`, people)})`;
}

// The two states of the view consent_state, which works them out for everybody in the ledger: five times the time. Here no
// entry is grouped, and a test holds both ways to the same answers.

/** A withdrawal `c` that no later act of the person took back. */
function withdrawn(
  here: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
  people: Stretch | undefined,
): RawBuilder<boolean> {
  return sql`exists (select from consents c where c.prospect_id = p.id and c.workspace_id = ${here} and c.action = 'withdrawn'
    and ${which} ${ofStretch('c.prospect_id', people)} and not exists (select from consents a where a.prospect_id = c.prospect_id and a.workspace_id = ${here}
      and a.channel = c.channel and a.purpose = c.purpose and a.action = 'granted' and a.by_person and a.id > c.id ${ofStretch('a.prospect_id', people)}))`;
}

/** A grant `g` that counts, and no withdrawal stands against it: none at all, or none after the person's own act. */
function granted(
  here: RawBuilder<unknown>,
  which: RawBuilder<unknown>,
  people: Stretch | undefined,
): RawBuilder<boolean> {
  return sql`exists (select from consents g where g.prospect_id = p.id and g.workspace_id = ${here} and g.action = 'granted'
    and ${which} ${ofStretch('g.prospect_id', people)} and (g.import_id is null or g.import_id not in (select i.id from imports i where i.voided_at is not null))
    and not exists (select from consents w where w.prospect_id = g.prospect_id and w.workspace_id = ${here}
      and w.channel = g.channel and w.purpose = g.purpose and w.action = 'withdrawn' and (not g.by_person or w.id > g.id) ${ofStretch('w.prospect_id', people)}))`;
}
