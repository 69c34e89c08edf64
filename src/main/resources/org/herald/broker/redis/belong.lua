-- Adds a room to a user's memberships, unless there are max others; answers 1 or 0.
-- KEYS: the rooms; ARGV: room, max, lifetime (ms)

if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 0 and redis.call('SCARD', KEYS[1]) >= tonumber(ARGV[2]) then
  return 0
end
redis.call('SADD', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
