-- The callbacks of a row compressed, and beside them how long they are: a message's receipts took a fifth of what it wrote to
-- the write-ahead log. The first byte says how the rest is kept (webhooks/packed.ts).
alter table webhook_batches alter column callbacks type bytea using '\x00'::bytea || convert_to(callbacks, 'UTF8');
alter table webhook_batches add column bytes integer;
update webhook_batches set bytes = octet_length(callbacks) - 1;
alter table webhook_batches alter column bytes set not null;
alter table webhook_batches alter column callbacks set storage external;
