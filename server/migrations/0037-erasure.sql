-- The ledger of consents is append-only for the application. Of people who were erased the proof of what they agreed to goes;
-- that they did, and when, stays.
create function erase_consents(people uuid[]) returns bigint
language plpgsql security definer set search_path = public as $$
declare emptied bigint;
begin
  update consents c set evidence = '{}', source = 'erased'
  from prospects p
  where p.id = c.prospect_id and p.id = any(people) and p.erased_at is not null and (c.evidence <> '{}' or c.source <> 'erased');
  get diagnostics emptied = row_count;
  return emptied;
end $$;

-- With their owner's rights: for the application alone.
revoke execute on function erase_consents(uuid[]), forget_person_keys() from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant execute on function erase_consents(uuid[]) to sampark_app;
  end if;
end $$;
