-- When a waiting receipt is looked at next. Thousands can wait at once on a busy day, and a few that will never match
-- must not stand in the way of the others.
alter table webhook_leftovers add column retry_at timestamptz;
update webhook_leftovers set retry_at = received_at where reason = 'unmatched_receipt' and settled_at is null;
drop index webhook_leftovers_waiting;
create index webhook_leftovers_waiting on webhook_leftovers (retry_at) where retry_at is not null;
