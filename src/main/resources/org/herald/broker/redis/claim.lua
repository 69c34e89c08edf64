-- Looks for a node whose lease has ended and that nobody takes care of; the caller has to, within a lease. Answers
-- it, or nothing. KEYS as of lease; ARGV: lease (ms)

local DAY = 86400000

local time = now()
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. str(time))) do
  local claimed = redis.call('ZSCORE', KEYS[2], node)
  if not claimed or tonumber(claimed) < time then
    redis.call('ZADD', KEYS[2], str(time + tonumber(ARGV[1])), node)
    redis.call('PEXPIRE', KEYS[2], DAY)
    return node
  end
end
return false
