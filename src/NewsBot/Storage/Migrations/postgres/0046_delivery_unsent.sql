-- What a conversation is still owed, among all that was ever sent.
create index delivery_unsent on delivery (conversation_id, id) where sent is null;
