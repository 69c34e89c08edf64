-- Looks for a node whose lease has ended and that nobody takes care of; the caller has to, within a lease. Answers
-- it, or nothing: nothing either when the caller's own lease has ended too, or was renewed and the caller does not know
-- yet, for the clock may have leapt instead of others having died. KEYS as of lease; ARGV: lease (ms), the caller, the
-- end of its lease as it knows it

local DAY = 86400000

local time = now()
local mine = tonumber(redis.call('ZSCORE', KEYS[1], ARGV[2]) or '-1')
if mine < time or mine ~= tonumber(ARGV[3]) then
  return false
end
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. str(time))) do
  local claimed = redis.call('ZSCORE', KEYS[2], node)
  if not claimed or tonumber(claimed) < time then
    redis.call('ZADD', KEYS[2], str(time + tonumber(ARGV[1])), node)
    redis.call('PEXPIRE', KEYS[2], DAY)
    return node
  end
end
return false
