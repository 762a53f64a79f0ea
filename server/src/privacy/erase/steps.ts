// What of an erased person is emptied, table by table, in one statement each. The profile goes at once; what is a record of what
// was said goes when nothing keeps it any longer, together with the key. What is sealed needs no step: its key goes.
import { erasedName } from '@sampark/contracts/privacy.ts';
import { sql, type RawBuilder } from 'kysely';
import { endRelationships } from '../../prospects/end-relationships.ts';

export type Erased = {
  workspace_id: string;
  ids: readonly string[];
  /** Texts by which rows that name nobody are known to be theirs. */
  phones: readonly string[];
  addresses: readonly string[];
  emails: readonly string[];
  names: readonly string[];
  now: Date;
};

type Steps = Readonly<Record<string, (of: Erased) => RawBuilder<unknown>>>;

export const profileSteps: Steps = {
  prospects: ({ ids, now }) => sql`
    update prospects set phone_number = null, email = null, name = ${erasedName}, first_name = null, last_name = null,
      language = null, country = null, time_zone = null, demographics = '{}', asset_class_interests = '[]', attributes = '{}',
      lead_score = 0, last_engagement = null, phone_hash = null, held_reason = null, erased_at = coalesce(erased_at, ${now}),
      preferences_version = preferences_version + 1, version = version + 1, updated_at = ${now}
    where id = any(${ids}::uuid[])`,
  channel_identities: ({ ids }) =>
    sql`delete from channel_identities where prospect_id = any(${ids}::uuid[])`,
  relationships: ({ ids, now }) => endRelationships(sql`prospect_id = any(${ids}::uuid[])`, now),
  start_links: ({ ids }) => sql`delete from start_links where prospect_id = any(${ids}::uuid[])`,
  opt_in_requests: ({ ids }) => sql`delete from opt_in_requests where prospect_id = any(${ids}::uuid[])`,
  // An undo finds nothing to bring back.
  import_changes: ({ ids }) => sql`
    update import_changes set before = '{}', after = '{}'
    where prospect_id = any(${ids}::uuid[]) and (before <> '{}' or after <> '{}')`,
  // Rows that became nobody name nobody: known by the number's last digits, the e-mail or the whole name. Rather one too many.
  import_rejects: ({ workspace_id, phones, emails, names }) => sql`
    update import_rejects set value = null, record = '[]', reason = 'This row was about a person who has been erased'
    where workspace_id = ${workspace_id} and record <> '[]' and (
      regexp_replace(record::text, '\\D', '', 'g') like any(${phones.map((one) => `%${one.replace(/\D/g, '').slice(-9)}%`)}::text[])
      or lower(record::text) like any(${emails.map((one) => like(one.toLowerCase()))}::text[])
      or exists (select from jsonb_array_elements_text(record) cell where lower(trim(cell)) = any(${names.map((one) => one.toLowerCase())}::text[])))`,
  webhook_leftovers: ({ workspace_id, addresses }) => sql`
    update webhook_leftovers set payload = 'null'
    where workspace_id = ${workspace_id} and payload::text like any(${addresses.map((one) => like(one.replace(/^\+/, '')))}::text[])`,
  idempotency_keys: ({ workspace_id, ids, addresses, emails }) => sql`
    update idempotency_keys set response = '{"headers": {}, "body": null}'
    where workspace_id = ${workspace_id} and response::text like any(${[...ids, ...addresses, ...emails].map(like)}::text[])`,
  privacy_request_steps: ({ ids }) => sql`
    update privacy_request_steps s set note = null from privacy_requests q
    where q.id = s.request_id and q.prospect_id = any(${ids}::uuid[]) and s.note is not null`,
  conversations: ({ ids }) => sql`
    update conversations set last_snippet = null, unread_count = 0, status = 'closed', assigned_to = null
    where prospect_id = any(${ids}::uuid[])`,
  conversions: ({ ids }) => sql`
    update conversions set reference_hash = null where prospect_id = any(${ids}::uuid[]) and reference_hash is not null`,
  // The keyed hashes stay: they are what keeps the number from being written to again.
  suppressions: ({ ids }) => sql`
    update suppressions set hint = null, note = null, lifted_reason = case when lifted_at is not null then 'erased' end,
      lifted_note = null
    where prospect_id = any(${ids}::uuid[])`,
};

export const recordSteps: Steps = {
  messages: ({ ids }) => sql`
    update messages m set body = null, content = null, recipient = null,
      -- A hash of the text that two people released says something about the text.
      compliance_flags = (select jsonb_agg(flag - 'released_text') from jsonb_array_elements(m.compliance_flags) flag)
    where m.prospect_id = any(${ids}::uuid[])
      and (m.body is not null or m.content is not null or m.recipient is not null or m.compliance_flags is not null)`,
  attempts: ({ ids }) => sql`
    update attempts a set recipient = '', detail = null from messages m
    where m.prospect_id = any(${ids}::uuid[]) and a.message_id = m.id and a.created_at = m.created_at
      and (a.recipient <> '' or a.detail is not null)`,
  intents: ({ ids }) => sql`
    update intents set recipient = '' where prospect_id = any(${ids}::uuid[]) and recipient <> ''`,
  unknown_outcomes: ({ ids }) => sql`
    update unknown_outcomes u set note = null from messages m
    where m.prospect_id = any(${ids}::uuid[]) and u.message_id = m.id and u.created_at = m.created_at and u.note is not null`,
  inbound_messages: ({ ids }) => sql`
    update inbound_messages set text = null, payload = null
    where prospect_id = any(${ids}::uuid[]) and (text is not null or payload is not null)`,
  message_flags: ({ ids }) => sql`
    update message_flags set matched = null, excerpt = '', note = null
    where prospect_id = any(${ids}::uuid[]) and (matched is not null or excerpt <> '' or note is not null)`,
  release_requests: ({ ids }) => sql`
    delete from release_requests q using messages m
    where m.prospect_id = any(${ids}::uuid[]) and q.message_id = m.id and q.created_at = m.created_at`,
  // Lifted, or the records would still be kept.
  legal_holds: ({ ids }) => sql`
    update legal_holds set reason = '', lift_reason = null
    where prospect_id = any(${ids}::uuid[]) and (reason <> '' or lift_reason is not null)`,
  consents: ({ ids }) => sql`select erase_consents(${ids}::uuid[])`,
};

function like(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Tables of the register without a step, and why. */
export const needNoStep: Readonly<Record<string, string>> = {
  events: 'the trail is not changed: what it says about people is sealed',
  person_keys: 'the key itself is destroyed (erase-people.ts)',
  webhook_batches: 'applied or among the leftovers a moment later',
  notifications: 'ids, shown with the names people have now',
  privacy_requests: 'an id and codes',
};
