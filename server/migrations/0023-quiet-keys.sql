-- A foreign key locks the row it names. For a person's channel that is the sender's row, which every claim and every lease
-- renewal also wants, and the workspace's, which everybody wants; measured: two thirds of the time of writing it. Senders are
-- never deleted while their people remain, and a name that leads nowhere means "no familiar sender".
alter table contact_channels drop constraint contact_channels_account_id_fkey;
alter table contact_channels drop constraint contact_channels_workspace_id_fkey;
alter table account_days drop constraint account_days_workspace_id_fkey;

-- Unique recipients of a portfolio in the moving 24 hours, counted on: only what left the window since is looked up.
alter table portfolios add column window_used integer not null default 0, add column window_at timestamptz;
