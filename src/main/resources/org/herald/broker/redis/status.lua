-- Notes what the user says, if the user is anywhere; answers the rooms. KEYS as of where; ARGV: status

local DAY = 86400000

local rooms = {}
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  if all[i + 1] == 'here' then
    rooms[#rooms + 1] = all[i]:match('^%S+ (.*)$')
  end
end
if #rooms > 0 then
  redis.call('SET', KEYS[2], ARGV[1], 'PX', DAY)
end
return rooms
