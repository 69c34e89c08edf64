-- Keeps a node alive for a while longer. Answers the nodes that are alive, or nothing when this one was given up for
-- dead or forgotten: then it has to take a new name.
-- KEYS: the leases (node -> end), the claims, what nodes say of themselves (node -> state); ARGV: node, lease (ms),
-- whether it is new ('1'), its state

local DAY = 86400000

local known = redis.call('ZSCORE', KEYS[1], ARGV[1]) and not redis.call('ZSCORE', KEYS[2], ARGV[1])
if not known and ARGV[3] ~= '1' then
  return {}
end
local time = now()
redis.call('ZADD', KEYS[1], str(time + tonumber(ARGV[2])), ARGV[1])
redis.call('PEXPIRE', KEYS[1], DAY)
redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[3], DAY)
return redis.call('ZRANGEBYSCORE', KEYS[1], str(time), '+inf')
