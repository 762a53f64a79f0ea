-- Receipts that came before their message was known are tried again every few seconds.
create index webhook_leftovers_waiting on webhook_leftovers (received_at) where reason = 'unmatched_receipt';
