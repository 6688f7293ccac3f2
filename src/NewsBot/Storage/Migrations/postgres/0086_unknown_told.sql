-- Posts of which nobody knows whether they were made are told of from now on; those of the past are no news.
update delivery set told = 1 where state = 4 and next_try is null;
