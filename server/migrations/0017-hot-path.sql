-- What moves lives apart from what is kept. Measured with 40,000 messages, processor time of PostgreSQL per row: claiming
-- a message 45 µs while `messages` itself was the queue and 19 µs without; recording its answer 35 and 15. Every change of
-- a column that an index looks at writes to every index of the row, and `queue` was such a column. Without it each change
-- of a message is a heap-only update.

-- Messages a dispatcher may take. A row here and `pending` or `retrying` there are written together (apply-status.ts).
create table message_queue (
  message_id   uuid primary key,
  created_at   timestamptz not null,
  workspace_id uuid not null,
  campaign_id  uuid,
  platform     text not null,
  due_at       timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 100000);
create index message_queue_campaign on message_queue (campaign_id, platform, due_at, message_id) where campaign_id is not null;
create index message_queue_single on message_queue (workspace_id, platform, due_at, message_id) where campaign_id is null;

-- The intent: committed before the call, gone with the record of its answer. What is left of a dead process is here.
create table intents (
  message_id   uuid primary key,
  created_at   timestamptz not null,
  attempt      smallint not null,
  workspace_id uuid not null,
  campaign_id  uuid,
  prospect_id  uuid not null,
  account_id   uuid not null,
  device_id    uuid not null,
  channel      text not null,
  recipient    text not null,
  claim_token  bigint not null,
  -- Counts against the person's cap once it is out; while it is here it counts already.
  capped       boolean not null,
  -- The pair's own pause after an answer, for whoever has to record it as unknown.
  pair_seconds numeric not null,
  intent_at    timestamptz not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index intents_account on intents (account_id);
create index intents_prospect on intents (prospect_id);

-- Outcomes nobody knows yet and messages a rule holds: few, and looked for by workspace and campaign.
create table open_messages (
  message_id   uuid primary key,
  created_at   timestamptz not null,
  workspace_id uuid not null,
  campaign_id  uuid,
  state        text not null check (state in ('unknown', 'held')),
  since        timestamptz not null
);
create index open_messages_campaign on open_messages (workspace_id, campaign_id, state);

insert into message_queue select id, created_at, workspace_id, campaign_id, platform, due_at from messages where queue = 'waiting';
insert into open_messages select id, created_at, workspace_id, campaign_id, delivery_status, updated_at from messages where queue = 'open';
insert into intents
  select m.id, m.created_at, a.attempt, m.workspace_id, m.campaign_id, m.prospect_id, a.account_id, a.device_id, a.channel,
    a.recipient, a.claim_token, m.purpose <> 'service', s.pair_seconds, a.intent_at
  from messages m join attempts a on a.message_id = m.id and a.created_at = m.created_at and a.attempt = m.attempt
  join sender_accounts s on s.id = a.account_id where m.queue = 'flying';
-- From here on an attempt is written with its answer. Those still open are intents, above.
delete from attempts a using intents i where a.message_id = i.message_id and a.created_at = i.created_at and a.attempt = i.attempt;

drop index messages_queue;
drop index messages_single_queue;
drop index messages_in_flight;
drop index messages_open;
-- A waiting message grows to twice its size when it is sent, and is then written at most three times more.
alter table contact_channels set (fillfactor = 80);

-- The log is read by cursor, by person and by message; its identity is the cursor's. 20 µs a row with four indexes, 9 with
-- these two. Whoever reads a time range of a workspace has the month's partition and the block ranges.
drop index events_workspace;
alter table events drop constraint events_pkey;
create index events_recorded on events using brin (recorded_at) with (pages_per_range = 32);
