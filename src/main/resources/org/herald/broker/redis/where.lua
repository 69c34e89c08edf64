-- Notes for one node whether one of its users is in a room: ARGV[3] 'here', 'away' (the grace runs) or 'gone'. What
-- the user says of being there goes with the last room.
-- KEYS: where the user is ('node room' -> state), what the user says; ARGV: node, room, state

local DAY = 86400000

local field = ARGV[1] .. ' ' .. ARGV[2]
if ARGV[3] == 'gone' then
  redis.call('HDEL', KEYS[1], field)
  if redis.call('EXISTS', KEYS[1]) == 0 then
    redis.call('DEL', KEYS[2])
  end
else
  redis.call('HSET', KEYS[1], field, ARGV[3])
  redis.call('PEXPIRE', KEYS[1], DAY)
  redis.call('PEXPIRE', KEYS[2], DAY)
end
return 1
