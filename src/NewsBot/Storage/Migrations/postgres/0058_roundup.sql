-- The statements of several alerts on one card are a digest of a kind of their own: no edition, which has an hour.
update digest set kind = 4 where kind = 1 and window_key like 'catch-up %';
