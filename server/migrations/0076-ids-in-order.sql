-- A campaign's messages take the first half of their id from the person's, so that both are in the same order. What is written
-- and read together then lies together: a claim takes neighbours in the queue, whose messages share pages, and whose people,
-- consents, keys and places in every index that begins with a person do too. With ids at random a claim of 300 touched 300 pages of each.
--
-- The other half is as before: of campaign, step and person, so that expanding twice changes nothing. Well formed (RFC 9562, version 8).
drop function message_id(uuid, integer, uuid);
create function message_id(campaign uuid, step integer, prospect uuid, earlier boolean default false) returns uuid
language sql immutable parallel safe as
$$ select case
  when earlier then md5('message:' || campaign::text || ':' || step::text || ':' || prospect::text)::uuid
  else (substr(prospect::text, 1, 8) || substr(prospect::text, 10, 4) || '8' || substr(prospect::text, 16, 3) || '8'
    || left(md5('message:' || campaign::text || ':' || step::text || ':' || prospect::text), 15))::uuid end $$;

-- Who was launched before goes on as it began: an audience is read again when a winner is sent to the rest, and nobody may have
-- two messages.
alter table campaigns add column earlier_ids boolean not null default false;
update campaigns set earlier_ids = true where launched_at is not null;
