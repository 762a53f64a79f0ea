-- What people said is applied at once; receipts are gathered, so that a message is written once and not for each of them.
alter table webhook_batches add column urgent boolean not null default true;
