-- Where the room is, and keeps that from being forgotten. Answers {epoch, seq, when the newest event came}.
-- ARGV: the epoch of a room that begins now

local room = open(ARGV[1])
if redis.call('PTTL', KEYS[1]) < lifetime(room) / 2 then
  redis.call('PEXPIRE', KEYS[1], str(lifetime(room)))
end
return { room.epoch, str(room.seq), str(room.ts) }
