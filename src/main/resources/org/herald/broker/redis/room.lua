-- A room: KEYS are meta, history, marks, answers of one window, answers of the other. Meta is one value: seven numbers of
-- eight bytes, and the epoch.

local WEEK = 604800000
local HOUR = 3600000

-- Where the fields of an event begin (see RoomEventCodec).
local KIND, SIZE, TS, EPOCH = 2, 4, 8, 24

local function lifetime(room)
  return room.seq == 0 and HOUR or WEEK + room.age
end

local function save(room)
  local meta = struct.pack('>ddddddd', room.seq, room.first, room.events, room.age, room.floor, room.ts, room.kept)
  redis.call('SET', KEYS[1], meta .. room.epoch, 'PX', str(lifetime(room)))
end

-- A numbering begins anew: whatever was kept of the old one goes.
local function renew(epoch)
  redis.call('DEL', unpack(KEYS))
  -- floor: no event that is kept is older; ts: when the newest came; kept: until when history is kept at least
  local room = { epoch = epoch, seq = 0, first = 1, events = 0, age = 300000, floor = 0, ts = 0, kept = 0 }
  save(room)
  return room
end

-- The room as it is, or as it begins, in the given epoch.
local function open(epoch)
  local meta = redis.call('GET', KEYS[1])
  if not meta then
    return renew(epoch)
  end
  local seq, first, events, age, floor, ts, kept, rest = struct.unpack('>ddddddd', meta)
  return { epoch = meta:sub(rest), seq = seq, first = first, events = events, age = age, floor = floor, ts = ts,
    kept = kept }
end

local function at(seq)
  return redis.call('HGET', KEYS[2], str(seq))
end

local function put(seq, event)
  redis.call('HSET', KEYS[2], str(seq), event)
end

-- Drops all events up to one.
local function drop(room, last)
  while room.first <= last do
    local fields = {}
    for seq = room.first, math.min(last, room.first + 99) do
      fields[#fields + 1] = str(seq)
    end
    redis.call('HDEL', KEYS[2], unpack(fields))
    room.first = room.first + #fields
  end
end

-- Drops what is too much or too old; whether there was anything to do.
local function trim(room, time)
  local first, floor, oldest = room.first, room.floor, time - room.age
  drop(room, room.seq - room.events)
  if room.first <= room.seq and room.ts < oldest then
    redis.call('DEL', KEYS[2])
    room.first = room.seq + 1
  end
  while room.first <= room.seq and room.floor < oldest do
    local event = at(room.first)
    local ts = event and unlong(event, TS) or 0
    if ts < oldest then
      drop(room, room.first)
    else
      room.floor = ts
    end
  end
  return room.first ~= first or room.floor ~= floor
end
