-- Remembers that tokens are revoked, and tells all nodes.
-- KEYS: until when what is remembered (subject -> ms), until when issued (user -> ms); ARGV: subject ('t' and a token
-- id, or 'u' and a user), until, issued until, the channel of all nodes, the message ('': none)

local subject = ARGV[1]
redis.call('ZADD', KEYS[1], 'GT', ARGV[2], subject)
if subject:sub(1, 1) == 'u' then
  local before = tonumber(redis.call('HGET', KEYS[2], subject) or '0')
  redis.call('HSET', KEYS[2], subject, str(math.max(before, tonumber(ARGV[3]))))
end
local time = str(now())
for _, over in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', time)) do
  redis.call('ZREM', KEYS[1], over)
  redis.call('HDEL', KEYS[2], over)
end
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2]
if last then
  redis.call('PEXPIREAT', KEYS[1], str(tonumber(last)))
  redis.call('PEXPIREAT', KEYS[2], str(tonumber(last)))
end
if ARGV[5] ~= '' then
  proclaim(ARGV[4], ARGV[5])
end
