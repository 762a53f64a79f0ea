-- How a campaign's common text is read: with marks (rich), or as it is written. Channels that follow it take both.
alter table campaigns add column message_format text check (message_format in ('rich'));
