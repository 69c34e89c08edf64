-- All that is revoked: subject, until and issued until, of one after the other. KEYS as of revoke

local all = {}
local found = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. str(now()), '+inf', 'WITHSCORES')
for i = 1, #found, 2 do
  all[#all + 1] = found[i]
  all[#all + 1] = str(tonumber(found[i + 1]))
  all[#all + 1] = redis.call('HGET', KEYS[2], found[i]) or '0'
end
return all
