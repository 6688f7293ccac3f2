-- What the full-text index of a table is filled from.
create view statement_words_source as
select id, words, speaker_name || ' ' || coalesce(office, '') as speaker from statement where report_id is not null;
