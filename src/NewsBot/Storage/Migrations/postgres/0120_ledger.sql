-- Verdicts that the ledger no longer keeps are found by their age, and what was found in a day by its time: not by going through all that there
-- is.
create index verdict_judged on verdict (judged) where digest_id is null and outcome <> 0;
create index article_found on article (found);
-- A post of which people were told in their own chats (told 2) is still to be told of in the conversation.
drop index delivery_untold;
create index delivery_untold on delivery (conversation_id) where told <> 1 and (state = 5 or (state = 4 and next_try is null));
