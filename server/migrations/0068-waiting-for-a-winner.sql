-- People whom a campaign's expansion passed over: they are sent something when its experiment has a winner.
alter table campaigns add column people_waiting integer not null default 0 check (people_waiting >= 0);

alter table experiments
  -- Since then people are being taken to another variant, those whose message nobody has claimed yet; null: nobody is left to.
  add column moving_since timestamptz;
create index experiments_moving on experiments (moving_since) where moving_since is not null;
