-- When the bot last came into a conversation or left it, and when the conversation was last renamed, as the channel tells: its events may overtake
-- each other.
alter table conversation add column moved bigint null;
alter table conversation add column renamed bigint null;
