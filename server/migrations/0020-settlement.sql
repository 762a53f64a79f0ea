-- Sends whose outcome nobody heard: when they are looked at next, and what a person decided. One row per unknown attempt
-- that is looked up or was decided; they are few, and the messages themselves carry no column for it.
create table unknown_outcomes (
  message_id   uuid not null,
  attempt      smallint not null,
  created_at   timestamptz not null,        -- the message's
  workspace_id uuid not null references workspaces,
  account_id   uuid not null,
  channel      text not null,
  intent_at    timestamptz not null,
  -- Null: nothing is left to try by itself. While it is looked at, the end of that look's lease.
  next_look_at timestamptz,
  looks        integer not null default 0,
  -- What the last look said: found, not_found, several, no_answer.
  last_look    text,
  -- What settled it without a person: look_up or lone_receipt.
  settled_by   text,
  settled_at   timestamptz,
  decision     text check (decision in ('resend', 'leave')),
  decided_at   timestamptz,
  decided_by   uuid references users,
  note         text,
  primary key (message_id, attempt)
);
create index unknown_outcomes_due on unknown_outcomes (channel, next_look_at) where next_look_at is not null;
create index unknown_outcomes_workspace on unknown_outcomes (workspace_id);

-- Receipts without a message, by the account that got them.
create index webhook_leftovers_unmatched on webhook_leftovers (account_id, received_at) where reason = 'unmatched_receipt';
