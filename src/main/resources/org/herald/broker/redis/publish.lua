-- Numbers, stores and sends one event. Answers {'ok' or 'duplicate', epoch, seq, ts}, or {the reason for a refusal}.
-- ARGV: the epoch of a room that begins now, channel, kind, echo, tail, size of the content, idempotency key or '',
-- how many events to keep, for how long (ms), user, whether the user moderates ('1'), epoch and seq of the message
-- that is amended, where the content begins in the tail (from 0), epoch and seq up to which the caller has seen the
-- room, what goes before the event on its way but is not kept

local FIVE_MINUTES = 300000

local fresh, channel, kind, echo, tail, size, key = unpack(ARGV, 1, 7)
local user, moderates, amendedEpoch, amended, contentAt = unpack(ARGV, 10, 14)
amended, contentAt = tonumber(amended), tonumber(contentAt)

local room = open(fresh)
if ARGV[15] == room.epoch and tonumber(ARGV[16]) > room.seq then
  room = renew(fresh) -- Redis has lost events that somebody has seen: their numbers must not be used again
end
local time = now()

-- Two hashes take turns, each for the requests of five minutes. What one holds from its last turn is old enough to
-- go.
local window = math.floor(time / FIVE_MINUTES)
local answers, before = KEYS[4 + window % 2], KEYS[5 - window % 2]
local turn
if key ~= '' then
  local now = redis.call('HMGET', answers, key, '')
  turn = now[2]
  local answer = turn == str(window) and now[1] or redis.call('HGET', before, key)
  if answer then
    local epoch, seq, ts = answer:match('^(%w+)-(%d+) (%d+)$')
    if tonumber(ts) >= time - FIVE_MINUTES then
      return { 'duplicate', epoch, seq, ts }
    end
  end
end

room.events = tonumber(ARGV[8])
room.age = tonumber(ARGV[9])
trim(room, time)

-- Edits are a chain, from the message to its newest edit and from each to the one before.
local message, messageRest, edits
if kind == 'E' or kind == 'D' then
  message = amendedEpoch == room.epoch and amended >= room.first and amended <= room.seq and at(amended)
  if not message or message:sub(KIND, KIND) ~= 'M' then
    save(room)
    return { 'not_found' }
  end
  local _, rest = name(message, EPOCH)
  local author
  author, rest = name(message, rest)
  if author ~= user and moderates ~= '1' then
    save(room)
    return { 'not_author' }
  end
  _, messageRest = name(message, rest) -- behind the connection
  _, rest = name(message, messageRest) -- behind the message it answers
  edits = unlong(message, rest + 8)
  if kind == 'E' then
    local previous = contentAt - 8
    tail = tail:sub(1, previous) .. long(edits) .. tail:sub(contentAt + 1)
    put(amended, message:sub(1, SIZE - 1) .. struct.pack('>I4', size) .. message:sub(TS, rest - 1) .. long(time)
      .. long(room.seq + 1) .. tail:sub(contentAt + 1))
  end
end

local function deleted(event, behind)
  local id = room.epoch .. '-' .. str(amended)
  return event:sub(1, KIND - 1) .. 'D' .. event:sub(KIND + 1, SIZE - 1) .. struct.pack('>I4', 0)
    .. event:sub(TS, behind - 1) .. struct.pack('>I2', #id) .. id
end

if kind == 'D' then
  put(amended, deleted(message, messageRest))
  while edits >= room.first do
    local edit = at(edits)
    if not edit then
      break
    end
    local _, rest = name(edit, EPOCH)
    _, rest = name(edit, rest)
    _, rest = name(edit, rest)
    local _, previous = name(edit, rest)
    put(edits, deleted(edit, rest))
    edits = unlong(edit, previous)
  end
end

room.seq = room.seq + 1
room.ts = time
local event = '\1' .. kind .. echo .. struct.pack('>I4', size) .. long(time) .. long(room.seq)
  .. struct.pack('>I2', #room.epoch) .. room.epoch .. tail
if room.first == room.seq then
  room.floor = time
end
if room.events > 0 then
  drop(room, room.seq - room.events)
  put(room.seq, event)
  local age = math.max(room.age, 1000)
  if room.first == room.seq or room.kept < time + age then -- a while longer, so that not every event has to say it
    room.kept = time + age * 1.25
    redis.call('PEXPIRE', KEYS[2], str(age * 1.25))
  end
else
  room.first = room.seq + 1
end
save(room)

if key ~= '' then
  if turn ~= str(window) then
    redis.call('DEL', answers)
    redis.call('HSET', answers, '', str(window))
    redis.call('PEXPIRE', answers, 2 * FIVE_MINUTES)
  end
  redis.call('HSET', answers, key, room.epoch .. '-' .. str(room.seq) .. ' ' .. str(time))
end

tell(channel, ARGV[17] .. event)
return { 'ok', room.epoch, str(room.seq), str(time) }
