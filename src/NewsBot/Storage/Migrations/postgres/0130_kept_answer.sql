-- What is still to be said where Slack did not take an answer for now: the command that it answers is not run again.
alter table slack_inbox add column answer text;
