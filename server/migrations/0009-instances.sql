-- Which job workers a process runs, so that a dead one's locks can be freed at once.
alter table instances add column workers text[] not null default '{}';
