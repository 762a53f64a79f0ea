-- Named searches and filters of a user, by list: {"prospects": [{"name": "…", "query": {…}}]}.
alter table users add column saved_views jsonb not null default '{}';
