-- What the nodes that are alive say of themselves; forgets what others said. KEYS as of lease

local alive = {}
for _, node in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], str(now()), '+inf')) do
  alive[node] = true
end
local answer = {}
local said = redis.call('HGETALL', KEYS[3])
for i = 1, #said, 2 do
  if alive[said[i]] then
    answer[#answer + 1] = said[i + 1]
  else
    redis.call('HDEL', KEYS[3], said[i])
  end
end
return answer
