-- The name of an erased person is a code, which the dashboard says in the reader's language.
update prospects set name = 'erased_person' where erased_at is not null and name = 'Erased person';
