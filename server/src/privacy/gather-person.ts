// Everything kept about one person, section by section (register.ts says which table is in which). Times are UTC.
import { sql, type RawBuilder } from 'kysely';
import { flagColumn } from '../compliance/seal-flags.ts';
import { inboundColumn } from '../conversations/queries.ts';
import { eventColumn, type Tx } from '../events/append.ts';
import { openWords, outcomeNoteColumn, readable, wordColumns, type WordRow } from '../messages/words.ts';
import type { PersonKeys, Vault } from '../security/person-keys/vault.ts';

export type Entry = Record<string, unknown>;

export type PersonCopy = {
  /** What the person themselves is: one entry. */
  person: Entry;
  looked_after_by: Entry[];
  addresses: Entry[];
  consents: Entry[];
  opt_outs: Entry[];
  opt_in_links: Entry[];
  opt_in_requests: Entry[];
  campaigns: Entry[];
  messages: Entry[];
  answers: Entry[];
  reviews: Entry[];
  imports: Entry[];
  requests: Entry[];
  history: Entry[];
};

/** Reads in the caller's transaction: give one that sees a single moment. The person must be in the workspace. */
export async function gatherPerson(
  tx: Tx,
  people: Vault,
  workspaceId: string,
  id: string,
): Promise<PersonCopy> {
  const keys = await people.toRead(tx, [id]);
  const all = async (query: RawBuilder<Entry>): Promise<Entry[]> => (await query.execute(tx)).rows;
  const [person = {}] = await all(sql`
    select name, first_name, last_name, phone_number, email, language, country, time_zone, demographics,
      asset_class_interests, attributes, lead_score, last_engagement, held_reason, created_at, updated_at
    from prospects where id = ${id} and workspace_id = ${workspaceId}`);
  return {
    person,
    looked_after_by: await all(sql`
      select u.name, r.created_at as since from relationships r join users u on u.id = r.user_id
      where r.prospect_id = ${id} order by r.created_at, u.id`),
    addresses: await all(sql`
      select channel, address, status, status_code, source, learned_at, updated_at from channel_identities
      where prospect_id = ${id} order by channel, learned_at, id`),
    consents: await all(sql`
      select c.channel, c.purpose, c.action, c.source, c.by_person, c.evidence, c.occurred_at, c.recorded_at, u.name as recorded_by
      from consents c left join users u on u.id = c.recorded_by where c.prospect_id = ${id} order by c.id`),
    // An opt-out is tied to the address: one that came before the person did is theirs as well.
    opt_outs: await all(sql`
      select s.channel, s.purpose, s.reason, s.note, s.source, s.hint as ends_in, s.created_at, s.lifted_at, s.lifted_reason,
        s.lifted_note
      from suppressions s
      where s.workspace_id = ${workspaceId} and (s.prospect_id = ${id}
        or s.address_hash = (select phone_hash from prospects where id = ${id})) order by s.created_at, s.id`),
    opt_in_links: await all(sql`
      select channel, grants, wording, created_at, used_at from start_links where prospect_id = ${id} order by created_at, token`),
    opt_in_requests: await all(sql`
      select o.name as page, w.wording, q.grants, q.language, q.created_at, q.used_at
      from opt_in_requests q join opt_in_pages o on o.id = q.page_id
        left join opt_in_wordings w on w.page_id = q.page_id and w.version = q.version
      where q.prospect_id = ${id} order by q.created_at, q.code`),
    campaigns: await all(sql`
      select c.name, c.purpose, c.status, c.launched_at, u.name as sent_for
      from campaign_recipients r join campaigns c on c.id = r.campaign_id join users u on u.id = c.portfolio_manager_id
      where r.prospect_id = ${id} order by c.launched_at nulls last, c.id`),
    messages: (
      await all(sql`
      select m.created_at, m.platform as channel, m.purpose, c.name as campaign, u.name as sent_for, ${wordColumns},
        m.prospect_id, m.delivery_status as status, m.failed_reason as reason,
        m.sent_at, m.delivered_at, m.read_at, m.replied_at, m.decision, m.compliance_flags as flags,
        coalesce((select jsonb_agg(jsonb_build_object('at', a.intent_at, 'channel', a.channel, 'recipient', a.recipient,
            'result', a.state, 'code', a.code, 'detail', a.detail) order by a.attempt)
          from attempts a where a.message_id = m.id and a.created_at = m.created_at), '[]') as attempts,
        (select jsonb_agg(jsonb_build_object('channel', o.channel, 'at', o.intent_at, 'settled_at', o.settled_at,
            'settled_by', o.settled_by, 'decision', o.decision, 'note', o.note) order by o.attempt)
          from unknown_outcomes o where o.message_id = m.id) as unclear
      from messages m left join campaigns c on c.id = m.campaign_id left join users u on u.id = m.portfolio_manager_id
      where m.prospect_id = ${id} order by m.created_at, m.id`)
    ).map((row) => opened(keys, row)),
    answers: keys.openAll(
      id,
      inboundColumn,
      await all(sql`
      select i.occurred_at, i.channel, i.kind, i.text, i.payload as chose from inbound_messages i
      where i.prospect_id = ${id} order by i.occurred_at, i.id`),
    ),
    reviews: keys.openAll(
      id,
      flagColumn,
      await all(sql`
      select f.flagged_at, f.channel, v.definition ->> 'name' as rule, f.severity, f.matched, f.excerpt, f.state, f.verdict, f.note,
        u.name as decided_by, f.decided_at,
        (select jsonb_agg(jsonb_build_object('asked_at', q.asked_at, 'note', q.note) order by q.asked_at)
          from release_requests q where q.message_id = f.message_id) as release_asked
      from message_flags f left join users u on u.id = f.decided_by
        left join rule_versions v on v.rule_id = f.rule_id and v.version = f.rule_version
      where f.prospect_id = ${id} order by f.flagged_at, f.id`),
    ),
    imports: await all(sql`
      select i.file_name, i.started_at, c.created, c.before, c.after from import_changes c join imports i on i.id = c.import_id
      where c.prospect_id = ${id} order by i.started_at, i.id`),
    requests: await all(sql`
      select q.kind as asked_for, q.came_by, q.received_at, q.due_on, q.state, q.closed_at,
        (select jsonb_agg(jsonb_build_object('at', s.made_at, 'step', s.step, 'by', u.name, 'note', s.note) order by s.id)
          from privacy_request_steps s left join users u on u.id = s.made_by where s.request_id = q.id) as steps
      from privacy_requests q where q.prospect_id = ${id} order by q.received_at, q.id`),
    history: (
      await all(sql`
      select e.occurred_at, e.recorded_at, e.type as what, u.name as by, e.channel, e.data, e.decision
      from events e left join users u on u.id = e.actor_id
      where e.prospect_id = ${id} and e.workspace_id = ${workspaceId} order by e.xid, e.id`)
    ).map((row) => ({
      ...row,
      data: keys.openAll(id, eventColumn, row['data']),
      decision: keys.openAll(id, flagColumn, row['decision']),
    })),
  };
}

/** The columns a message's words are kept in become the words. */
function opened(keys: PersonKeys, row: Entry): Entry {
  const { sealed, content, recipient, body, prospect_id, decision, unclear, ...rest } = row;
  const words = openWords(keys, { sealed, content, recipient, body, prospect_id } as WordRow);
  return {
    ...rest,
    recipient: words.to,
    text: readable(words, String(rest['channel'])),
    decision: keys.openAll(String(prospect_id), flagColumn, decision),
    unclear: keys.openAll(String(prospect_id), outcomeNoteColumn, unclear),
  };
}
