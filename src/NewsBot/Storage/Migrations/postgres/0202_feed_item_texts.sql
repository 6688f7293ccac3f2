-- What the retention looks for: items that still have their texts.
create index feed_item_texts on feed_item (found) where summary is not null or content is not null;

-- Ordered byte by byte, like every other text.
alter table node_turn alter column what type text collate "C";
