-- A claim asks who of its people must not be written to, by person and by address, each by a key of its own.
create index suppressions_person on suppressions (prospect_id) where lifted_at is null and prospect_id is not null;
