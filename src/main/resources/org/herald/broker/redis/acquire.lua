-- Takes a place for a connection, unless the user has max already; answers 1 or 0.
-- KEYS: the user's connections (connection -> node); ARGV: connection, node, max

local DAY = 86400000

if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], DAY)
return 1
