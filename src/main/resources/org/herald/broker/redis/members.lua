-- Who is in a room, the longest there first: {user, since (ms), how many connections...}.
-- KEYS as of stay; ARGV: how many at most

local users = redis.call('ZRANGE', KEYS[2], 0, tonumber(ARGV[1]) - 1)
local answer = {}
for i = 1, #users, 100 do
  local some = { unpack(users, i, math.min(i + 99, #users)) }
  for j, entry in ipairs(redis.call('HMGET', KEYS[1], unpack(some))) do
    if entry then
      local since = entry:match('^%d+')
      local _, words = entry:gsub('%S+', '')
      answer[#answer + 1] = some[j]
      answer[#answer + 1] = str(math.floor(tonumber(since) / 1000))
      answer[#answer + 1] = str(words - 3)
    end
  end
end
return answer
