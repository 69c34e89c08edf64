-- Moves a user's read mark forward. Answers 1 when it moved, 0 when not, -1 when the room is not that far.
-- ARGV: the epoch of a room that begins now, user, epoch and seq of the mark

local MOST = 10000

local room = open(ARGV[1])
local user, seq = ARGV[2], tonumber(ARGV[4])
if ARGV[3] ~= room.epoch or seq > room.seq then
  return -1
end
if seq <= tonumber(redis.call('HGET', KEYS[3], user) or '0') then
  return 0
end
redis.call('HSET', KEYS[3], user, str(seq))
if redis.call('HLEN', KEYS[3]) > MOST then -- of a few, the one who is the furthest behind goes
  local few = redis.call('HRANDFIELD', KEYS[3], 8, 'WITHVALUES')
  local behind, least
  for i = 1, #few, 2 do
    if few[i] ~= user and (not least or tonumber(few[i + 1]) < least) then
      behind, least = few[i], tonumber(few[i + 1])
    end
  end
  redis.call('HDEL', KEYS[3], behind)
end
redis.call('PEXPIRE', KEYS[3], str(lifetime(room)))
return 1
