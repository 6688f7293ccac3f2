-- What a conversation is to be told of is asked after every post: those of which nobody knows as well as those given up.
drop index delivery_untold;
create index delivery_untold on delivery (conversation_id) where told = 0 and (state = 5 or (state = 4 and next_try is null));
