-- Only a server's foreign keys are asked row by row at a price that shows.
select 1;
