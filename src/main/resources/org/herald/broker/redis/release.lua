-- Gives back the place of a connection that a dead node held; not one that somebody else holds by now.
-- KEYS: the user's connections; ARGV: connection, node

if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then
  redis.call('HDEL', KEYS[1], ARGV[1])
end
return 1
