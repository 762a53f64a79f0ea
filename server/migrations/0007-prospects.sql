-- What imports need to be undone and to report what they respected; a note on suppressions.

alter table suppressions add column note text;

alter table imports
  add column opt_outs_respected integer not null default 0,
  -- From this instant the grants of the import count for nothing. Set with the request to undo, not at its end.
  add column voided_at timestamptz,
  -- {deleted, restored, kept} while and after undoing.
  add column undo jsonb,
  add column undo_cursor uuid,
  -- The upload is removed 30 days after it came; counts, rejects and changes stay.
  add column file_removed_at timestamptz;

-- Tiny: the consent view reads it once per query.
create index imports_voided on imports (id) where voided_at is not null;
create index imports_files on imports (created_at) where file_path is not null and file_removed_at is null;

alter table import_changes
  -- Only the fields the import changed, as they were (before) and as it left them (after).
  add column after jsonb,
  -- prospects.version as the import left it: a created row that still has it was not edited since.
  add column after_version integer not null default 1;

-- The ledger is append-only, and a compensating withdrawal would bar every later grant that is not the person's own.
-- So a grant of an undone import is void instead: it stays readable and counts for nothing. Withdrawals are never void.
create or replace view consent_state as
select workspace_id, prospect_id, channel, purpose,
       case when max(id) filter (where action = 'withdrawn') is null
              then bool_or(action = 'granted')
            else coalesce(max(id) filter (where action = 'granted' and by_person), 0)
                 > max(id) filter (where action = 'withdrawn')
       end as granted,
       max(id) as last_entry
from consents
where action = 'withdrawn' or import_id is null
   or import_id not in (select i.id from imports i where i.voided_at is not null)
group by workspace_id, prospect_id, channel, purpose;

-- Deleting a person asks these tables; without an index each delete would read them whole.
create index campaign_recipients_prospect on campaign_recipients (prospect_id);
create index suppressions_prospect on suppressions (prospect_id) where prospect_id is not null;

-- Rows written by the hundred thousand do not ask again for what a neighbouring key has settled: the workspace comes with
-- the prospect or the import, users are disabled and never deleted. Each such check locks the one row of the workspace or
-- user for every row written: together they took a third of an import and made parallel imports queue on that row.
alter table relationships
  drop constraint relationships_workspace_id_fkey, drop constraint relationships_shared_by_fkey;
alter table consents drop constraint consents_workspace_id_fkey, drop constraint consents_recorded_by_fkey;
alter table import_changes
  drop constraint import_changes_workspace_id_fkey, drop constraint import_changes_import_id_fkey;
alter table import_rejects drop constraint import_rejects_workspace_id_fkey;
