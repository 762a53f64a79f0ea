-- What was typed into conditions about somebody who is erased: the e-mail, number or whole name they were found by, and a part of
-- one that names nobody else. The value becomes a marker, so the condition reaches nobody by it; everything else of it stays.

-- `named`: e-mails and names in lower case. `digits`: the last nine of their numbers. `own`: the leaf asks for such a thing.
create function without_person(node jsonb, workspace uuid, named text[], digits text[], own boolean default false)
returns jsonb language plpgsql stable set search_path = public as $$
declare
  said text;
  number text;
begin
  case jsonb_typeof(node)
  when 'object' then
    return (select coalesce(jsonb_object_agg(key, case when key in ('field', 'op', 'key', 'channel') then value
        else without_person(value, workspace, named, digits, node ->> 'field' in ('name', 'email', 'phone_number')) end), '{}')
      from jsonb_each(node));
  when 'array' then
    return (select coalesce(jsonb_agg(without_person(value, workspace, named, digits, own) order by place), '[]')
      from jsonb_array_elements(node) with ordinality e(value, place));
  when 'string' then
    said := lower(node #>> '{}');
    number := regexp_replace(said, '\D', '', 'g');
    if exists (select from unnest(named) one where position(one in said) > 0)
      or exists (select from unnest(digits) one where position(one in number) > 0) then
      return '"[erased]"';
    end if;
    if own and length(said) > 4 and (exists (select from unnest(named) one where position(said in one) > 0)
        or length(number) > 4 and exists (select from unnest(digits) one where position(number in one) > 0))
      and not exists (select from prospects p where p.workspace_id = workspace and p.erased_at is null
        and (position(said in lower(p.name)) > 0 or position(said in lower(p.email)) > 0
          or length(number) > 4 and position(number in p.phone_number) > 0)) then
      return '"[erased]"';
    end if;
    return node;
  else
    return node;
  end case;
end $$;

-- Versions are append-only for the application: with their owner's rights. Says how many of each were changed.
create function erase_conditions(workspace uuid, named text[], digits text[], at timestamptz) returns jsonb
language plpgsql security definer set search_path = public as $$
declare
  in_segments bigint;
  in_campaigns bigint;
  in_versions bigint;
begin
  -- A new version: who still has the old one open cannot save it over this.
  update segments s set condition = n.condition, version = version + 1, updated_at = at
  from (select id, without_person(condition, workspace, named, digits) as condition from segments where workspace_id = workspace) n
  where n.id = s.id and n.condition <> s.condition;
  get diagnostics in_segments = row_count;
  update campaigns c set target_segment = n.target, frozen_segment = n.frozen
  from (select id, without_person(target_segment, workspace, named, digits) as target,
      case when frozen_segment is null then null
        else frozen_segment || jsonb_build_object('condition', without_person(frozen_segment -> 'condition', workspace, named, digits)) end as frozen
    from campaigns where workspace_id = workspace and (target_segment ? 'condition' or frozen_segment is not null)) n
  where n.id = c.id and (n.target <> c.target_segment or n.frozen <> c.frozen_segment);
  get diagnostics in_campaigns = row_count;
  update content_versions v set content = jsonb_set(v.content, '{target_segment}', n.target)
  from (select kind, subject_id, version, without_person(content -> 'target_segment', workspace, named, digits) as target
    from content_versions where workspace_id = workspace and kind = 'campaign' and content -> 'target_segment' ? 'condition') n
  where n.kind = v.kind and n.subject_id = v.subject_id and n.version = v.version and n.target <> v.content -> 'target_segment';
  get diagnostics in_versions = row_count;
  return jsonb_build_object('segments', in_segments, 'campaigns', in_campaigns, 'content_versions', in_versions);
end $$;

revoke execute on function erase_conditions(uuid, text[], text[], timestamptz) from public;
do $$
begin
  if exists (select from pg_roles where rolname = 'sampark_app') then
    grant execute on function erase_conditions(uuid, text[], text[], timestamptz) to sampark_app;
  end if;
end $$;
