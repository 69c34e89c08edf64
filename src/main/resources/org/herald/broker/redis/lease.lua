-- Keeps a node alive for a while longer. Answers the end of its lease and the nodes that are alive, or nothing when this
-- one was given up for dead, or Redis has forgotten what the node knows: then it has to take a new name.
-- KEYS: the leases (node -> end), the claims, what nodes say of themselves (node -> state); ARGV: node, lease (ms),
-- whether it is new ('1'), the end that its lease was given last, its state

local DAY = 86400000

local known = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[1]) or '-1') >= tonumber(ARGV[4])
known = known and not redis.call('ZSCORE', KEYS[2], ARGV[1])
if not known and ARGV[3] ~= '1' then
  return {}
end
local time = now()
local last = str(time + tonumber(ARGV[2]))
redis.call('ZADD', KEYS[1], last, ARGV[1])
redis.call('PEXPIRE', KEYS[1], DAY)
redis.call('HSET', KEYS[3], ARGV[1], ARGV[5])
redis.call('PEXPIRE', KEYS[3], DAY)
local alive = redis.call('ZRANGEBYSCORE', KEYS[1], str(time), '+inf')
table.insert(alive, 1, last)
return alive
