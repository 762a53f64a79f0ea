-- Nothing looks at it since 0017: what waits, flies or is open has tables of its own. It was computed and stored with every
-- change of a message.
alter table messages drop column queue;
