// Every place a data class lies in: which rows have run out, whether a hold keeps them, and how they go. The audit trail goes by
// whole months and has a file of its own, drop-months.ts.
import type { DataClass } from '@sampark/contracts/retention.ts';
import { sql, type RawBuilder } from 'kysely';
import { everInBook, heldRow } from './held-rows.ts';

type Sql = RawBuilder<unknown>;
export type Span = { workspace_id: string; cutoff: Date };

export type Store = {
  dataClass: Exclude<DataClass, 'trail'>;
  name: string;
  /** A query: the rows made before the cut-off that are still there, with their key, `at` and whether they are `held`. */
  expired: (span: Span) => Sql;
  /** A statement that removes the rows of `gone` (the keys of `expired`) and returns how many went, as `count`. */
  remove: (span: Span) => Sql;
  /** The instant of the oldest row that is still there. */
  oldest: (workspaceId: string, now: Date) => Sql;
};

const counted = (statement: Sql) =>
  sql`, removed as (${statement} returning 1) select count(*)::int as count from removed`;

const hadMessage = (person: Sql) =>
  sql`exists (select from messages n where n.prospect_id = ${person} and n.campaign_id = h.campaign_id)`;

const words = sql`(m.sealed is not null or m.content is not null or m.body is not null or m.recipient is not null or m.compliance_flags is not null)`;

const messages: Store = {
  dataClass: 'messages',
  name: 'sent',
  expired: ({ workspace_id, cutoff }) => sql`
    select m.id, m.created_at, greatest(m.created_at, m.sent_at) as at, ${heldRow(workspace_id, {
      dataClass: 'messages',
      person: sql`h.prospect_id = m.prospect_id`,
      campaign: sql`h.campaign_id = m.campaign_id`,
      manager: sql`(h.portfolio_manager_id = m.portfolio_manager_id or ${everInBook(sql`m.prospect_id`)})`,
    })} as held
    from messages m where m.workspace_id = ${workspace_id} and m.created_at < ${cutoff}
      and coalesce(m.sent_at, m.created_at) < ${cutoff} and ${words}
      and m.delivery_status in ('sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled', 'skipped')
      and not exists (select from open_messages o where o.message_id = m.id)
      and not exists (select from message_queue q where q.message_id = m.id)
      and not exists (select from intents i where i.message_id = m.id)`,
  // The row stays, without words and addresses: that there was a message, when, and what became of it.
  remove: () => sql`, attempted as (
      update attempts a set recipient = '', detail = null from gone where a.message_id = gone.id and a.created_at = gone.created_at),
    doubted as (
      update unknown_outcomes u set note = null from gone where u.message_id = gone.id)
    ${counted(sql`update messages m set sealed = null, content = null, body = null, recipient = null, compliance_flags = null,
      decision = m.decision - 'flags' from gone where m.id = gone.id and m.created_at = gone.created_at`)}`,
  // Month by month, so that it stops at the first that still has words: clocks are in whole months anyway.
  oldest: (workspaceId, now) => sql`
    select f.created_at as at
    from generate_series(date_trunc('month', ${now}::timestamptz) - interval '25 years', ${now}, interval '1 month') month
    cross join lateral (select m.created_at from messages m where m.workspace_id = ${workspaceId} and m.created_at >= month
      and m.created_at < month + interval '1 month' and ${words} limit 1) f order by month limit 1`,
};

const answers: Store = {
  dataClass: 'messages',
  name: 'answers',
  expired: ({ workspace_id, cutoff }) => sql`
    select i.id, i.received_at as at, ${heldRow(workspace_id, {
      dataClass: 'messages',
      person: sql`h.prospect_id = i.prospect_id`,
      campaign: hadMessage(sql`i.prospect_id`),
      manager: everInBook(sql`i.prospect_id`),
    })} as held
    from inbound_messages i where i.workspace_id = ${workspace_id} and i.received_at < ${cutoff}
      and (i.text is not null or i.payload is not null)`,
  remove: () =>
    counted(sql`update inbound_messages i set text = null, payload = null from gone where i.id = gone.id`),
  oldest: (workspaceId) => sql`
    select min(received_at) as at from inbound_messages where workspace_id = ${workspaceId} and (text is not null or payload is not null)`,
};

const snippets: Store = {
  dataClass: 'messages',
  name: 'conversations',
  expired: ({ workspace_id, cutoff }) => sql`
    select c.id, c.last_message_at as at, ${heldRow(workspace_id, {
      dataClass: 'messages',
      person: sql`h.prospect_id = c.prospect_id`,
      campaign: hadMessage(sql`c.prospect_id`),
      manager: sql`(h.portfolio_manager_id = c.assigned_to or ${everInBook(sql`c.prospect_id`)})`,
    })} as held
    from conversations c where c.workspace_id = ${workspace_id} and c.last_message_at < ${cutoff} and c.last_snippet is not null`,
  remove: () => counted(sql`update conversations c set last_snippet = null from gone where c.id = gone.id`),
  oldest: (workspaceId) => sql`
    select min(last_message_at) as at from conversations where workspace_id = ${workspaceId} and last_snippet is not null`,
};

const reviews: Store = {
  dataClass: 'reviews',
  name: 'flags',
  expired: ({ workspace_id, cutoff }) => sql`
    select f.id, f.decided_at as at, ${heldRow(workspace_id, {
      dataClass: 'reviews',
      person: sql`h.prospect_id = f.prospect_id`,
      campaign: sql`h.campaign_id = f.campaign_id`,
      manager: sql`h.portfolio_manager_id = f.portfolio_manager_id`,
    })} as held
    from message_flags f where f.workspace_id = ${workspace_id} and f.state = 'decided' and f.decided_at < ${cutoff}`,
  remove: () => counted(sql`delete from message_flags f using gone where f.id = gone.id`),
  oldest: (workspaceId) => sql`
    select min(decided_at) as at from message_flags where workspace_id = ${workspaceId} and state = 'decided'`,
};

/** Entries a later one has replaced (`replaced_consents`), and that one has run out: what holds now never goes by time. */
const consents: Store = {
  dataClass: 'consents',
  name: 'ledger',
  expired: ({ workspace_id, cutoff }) => sql`
    select c.id, c.replaced_at as at, ${heldRow(workspace_id, {
      dataClass: 'consents',
      person: sql`h.prospect_id = c.prospect_id`,
      campaign: hadMessage(sql`c.prospect_id`),
      manager: sql`(h.portfolio_manager_id = c.recorded_by or ${everInBook(sql`c.prospect_id`)})`,
    })} as held
    from replaced_consents c
    where c.workspace_id = ${workspace_id} and c.recorded_at < ${cutoff} and c.replaced_at < ${cutoff}`,
  remove: ({ workspace_id }) => sql`
    select delete_replaced_consents(array(select id from gone), ${workspace_id}) as count`,
  oldest: (workspaceId) => sql`
    select min(c.replaced_at) as at from replaced_consents c where c.workspace_id = ${workspaceId}`,
};

const versionsOf = (kind: 'campaign' | 'template' | 'profile', ended: (span: Span) => Sql): Store => ({
  dataClass: 'content',
  name: kind,
  expired: (span) => sql`
    select v.subject_id, v.version, v.made_at as at, ${heldRow(span.workspace_id, {
      dataClass: 'content',
      ...(kind === 'campaign'
        ? {
            person: sql`exists (select from messages n where n.campaign_id = v.subject_id and n.prospect_id = h.prospect_id)`,
            campaign: sql`h.campaign_id = v.subject_id`,
            manager: sql`(h.portfolio_manager_id = v.made_by or exists (select from campaigns c where c.id = v.subject_id
              and c.portfolio_manager_id = h.portfolio_manager_id))`,
          }
        : {
            manager: sql`h.portfolio_manager_id::text in (v.made_by::text, v.content ->> 'portfolio_manager_id')`,
          }),
    })} as held
    from content_versions v where v.workspace_id = ${span.workspace_id} and v.kind = ${kind} and v.made_at < ${span.cutoff}
      and ${ended(span)}`,
  remove: ({ workspace_id }) => sql`
    select delete_old_versions(${kind}, array(select subject_id from gone order by subject_id, version),
      array(select version from gone order by subject_id, version), ${workspace_id}) as count`,
  oldest: (workspaceId) => sql`
    select min(made_at) as at from content_versions where workspace_id = ${workspaceId} and kind = ${kind}`,
});

/** The clock of a campaign starts when it is over; a deleted draft's with its deletion. */
const campaignVersions = versionsOf(
  'campaign',
  ({ cutoff }) => sql`
    case when exists (select from campaigns c where c.id = v.subject_id)
      then exists (select from campaigns c where c.id = v.subject_id and c.status in ('completed', 'cancelled')
        and greatest(c.completed_at, c.updated_at) < ${cutoff})
      else not exists (select from content_versions n where n.kind = 'campaign' and n.subject_id = v.subject_id
        and n.made_at >= ${cutoff}) end`,
);
/** What a later version has replaced, and that one has run out. */
const replaced = ({ cutoff }: Span) =>
  sql`exists (select from content_versions n where n.kind = v.kind and n.subject_id = v.subject_id
    and n.version = v.version + 1 and n.made_at < ${cutoff})`;

const ofImports = (table: 'import_rejects' | 'import_changes', person: Sql | undefined): Store => {
  const rows = sql.table(table);
  return {
    dataClass: 'imports',
    name: table === 'import_rejects' ? 'rejected' : 'changes',
    expired: ({ workspace_id, cutoff }) => sql`
      select o.ctid as place, m.finished_at as at, ${heldRow(workspace_id, {
        dataClass: 'imports',
        ...(person ? { person, campaign: hadMessage(sql`o.prospect_id`) } : {}),
        manager: sql`h.portfolio_manager_id = m.user_id`,
      })} as held
      from ${rows} o join imports m on m.id = o.import_id
      where m.workspace_id = ${workspace_id} and m.finished_at < ${cutoff}`,
    remove: () => counted(sql`delete from ${rows} o where o.ctid = any(array(select place from gone))`),
    oldest: (workspaceId) => sql`
      select min(m.finished_at) as at from imports m where m.workspace_id = ${workspaceId}
        and exists (select from ${rows} o where o.import_id = m.id)`,
  };
};

const signIns: Store = {
  dataClass: 'sign_ins',
  name: 'sessions',
  expired: ({ workspace_id, cutoff }) => sql`
    select s.id, coalesce(s.revoked_at, s.expires_at) as at, ${heldRow(workspace_id, {
      dataClass: 'sign_ins',
      manager: sql`h.portfolio_manager_id = s.user_id`,
    })} as held
    from sessions s where s.workspace_id = ${workspace_id} and coalesce(s.revoked_at, s.expires_at) < ${cutoff}
      and s.expires_at < ${cutoff}`,
  remove: () => counted(sql`delete from sessions s using gone where s.id = gone.id`),
  // One that goes on has not ended, whatever its last day will be.
  oldest: (workspaceId, now) =>
    sql`select min(expires_at) as at from sessions where workspace_id = ${workspaceId} and expires_at <= ${now}`,
};

const leftovers: Store = {
  dataClass: 'callbacks',
  name: 'leftovers',
  expired: ({ workspace_id, cutoff }) => sql`
    select l.id, l.received_at as at, ${heldRow(workspace_id, { dataClass: 'callbacks' })} as held
    from webhook_leftovers l where l.workspace_id = ${workspace_id} and l.received_at < ${cutoff}`,
  remove: () => counted(sql`delete from webhook_leftovers l using gone where l.id = gone.id`),
  oldest: (workspaceId) =>
    sql`select min(received_at) as at from webhook_leftovers where workspace_id = ${workspaceId}`,
};

const senderHistory: Store = {
  dataClass: 'senders',
  name: 'health',
  expired: ({ workspace_id, cutoff }) => sql`
    select d.id, d.at, ${heldRow(workspace_id, { dataClass: 'senders' })} as held
    from device_health_history d where d.workspace_id = ${workspace_id} and d.at < ${cutoff}`,
  remove: () => counted(sql`delete from device_health_history d using gone where d.id = gone.id`),
  oldest: (workspaceId) =>
    sql`select min(at) as at from device_health_history where workspace_id = ${workspaceId}`,
};

export const stores: readonly Store[] = [
  ...[messages, answers, snippets, reviews, consents, campaignVersions],
  versionsOf('template', replaced),
  versionsOf('profile', replaced),
  ofImports('import_rejects', undefined),
  ofImports('import_changes', sql`h.prospect_id = o.prospect_id`),
  ...[signIns, leftovers, senderHistory],
];
