-- Reads a part of the history. Answers {epoch, seq, when the newest event came, whether it reaches back, whether
-- there is more, event...}.
-- ARGV: the epoch of a room that begins now, epoch and seq of since ('' for none), how many events and bytes at most,
-- whether the newest come first ('1'), when the event at since came if the caller knows for sure that it was there
-- ('')

local OVERHEAD = 256 -- what an event weighs beside its content (RoomEvent.size)

local fresh, epoch, since = unpack(ARGV, 1, 3)
local limit, bytes, reverse, seen = tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6] == '1', ARGV[7]
since = tonumber(since)

local room = open(fresh)
if trim(room, now()) then
  save(room)
end

-- Redis may have lost its newest events, and others may have got their numbers since.
if seen ~= '' and epoch == room.epoch then
  local event = since >= room.first and since <= room.seq and at(since)
  if since > room.seq or event and str(unlong(event, TS)) ~= seen then
    room = renew(fresh)
  end
end

-- A page is cut where something is missing that should be there: then all of it counts as gone.
local function forget()
  redis.call('DEL', KEYS[2])
  room.first = room.seq + 1
  save(room)
  return { room.epoch, str(room.seq), str(room.ts), '0', '0' }
end

local known = epoch == '' or epoch == room.epoch and since <= room.seq
local wanted = epoch ~= '' and known and since + 1 or 1
local from = math.max(wanted, room.first)
local count = math.min(limit, room.seq - from + 1)
local answer = { room.epoch, str(room.seq), str(room.ts), known and wanted >= room.first and '1' or '0', '0' }

local taken, weight = 0, 0
while taken < count do
  local fields = {}
  for i = taken, math.min(count, taken + 32) - 1 do
    fields[#fields + 1] = str(reverse and room.seq - i or from + i)
  end
  for _, event in ipairs(redis.call('HMGET', KEYS[2], unpack(fields))) do
    if not event then
      return forget()
    end
    weight = weight + OVERHEAD + struct.unpack('>I4', event, SIZE)
    if weight > bytes and taken > 0 then
      count = taken
      break
    end
    taken = taken + 1
    answer[5 + taken] = event
  end
end
if taken < room.seq - from + 1 then
  answer[5] = '1'
end
return answer
