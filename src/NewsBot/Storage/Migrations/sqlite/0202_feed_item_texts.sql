-- What the retention looks for: items that still have their texts.
create index feed_item_texts on feed_item (found) where summary is not null or content is not null;
