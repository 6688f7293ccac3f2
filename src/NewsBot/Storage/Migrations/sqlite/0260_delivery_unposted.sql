-- What a claimed delivery was before, until its post is about to be handed over: who dies before that leaves no doubt.
alter table delivery add column unposted integer null;
