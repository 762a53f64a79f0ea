-- Which entries of the ledger say nothing any more, and since when. What somebody here recorded, or an import brought, counts for
-- nothing after the person has stopped, so it replaces neither their stop nor their own word; nor does what an undone import
-- brought. A switch on a platform does not replace a stop said to us: it can be switched back (consents/resumes.ts).
create view replaced_consents with (security_invoker = true) as
select c.id, c.workspace_id, c.prospect_id, c.recorded_at, c.recorded_by, n.recorded_at as replaced_at
from consents c cross join lateral (
  select n.recorded_at from consents n
  where n.prospect_id = c.prospect_id and n.channel = c.channel and n.purpose = c.purpose
    and n.workspace_id = c.workspace_id and n.id > c.id
    and case
      when n.action = 'granted' and n.by_person then true
      when n.action = 'withdrawn' then c.action = 'granted' or n.source <> 'platform' or (c.source = 'platform' and c.by_person)
      else c.action = 'granted' and not c.by_person
        and not exists (select from imports i where i.id = n.import_id and i.voided_at is not null) end
  order by n.id limit 1) n;

create or replace function delete_replaced_consents(ids bigint[], of_workspace uuid) returns integer
language plpgsql security definer set search_path = public as $$
declare gone integer;
begin
  delete from consents c where c.id = any(ids) and c.workspace_id = of_workspace and c.recorded_at < now() - interval '1 year'
    and exists (select from replaced_consents r where r.id = c.id);
  get diagnostics gone = row_count;
  return gone;
end $$;

do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant select on replaced_consents to sampark_app;
  end if;
end $$;
