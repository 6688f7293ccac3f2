-- Where the trace of an item is (W3C traceparent); null when it was not recorded.
alter table feed_item add column trace text collate "C";
