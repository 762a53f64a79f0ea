-- Everybody who has written words of a campaign, of the one it was copied from included: none of them gives the second word for
-- its release. `content_by` is who changed them last.
alter table campaigns add column written_by uuid[] not null default '{}';
update campaigns c set written_by = array(
  select distinct who from (
    select c.content_by as who
    union all select v.made_by from content_versions v where v.kind = 'campaign' and v.subject_id = c.id and v.act <> 'deleted') w
  where who is not null);
