-- The post under which a subscription delivers; null for the conversation itself.
alter table subscription add column thread text;
