-- Says which connections one node has of one user in one room: all of them, or none any more. The same call again
-- changes nothing. Answers 'here', 'anew' (here, after having left without notice), 'gone', or how many milliseconds
-- are left of the user's grace.
-- KEYS: the users (user -> 'since due announce node=connection...'), the order of those who are there
-- ARGV: channel, user, node, its connections with blanks between them, grace (ms), whether to announce ('' as
-- before), what to tell when the user has come, what when the user has left, what the connections that these replace
-- begin with

local DAY = 86400000

local channel, user, node, connections, grace, announce, joined, left, mine = unpack(ARGV)
local entry = redis.call('HGET', KEYS[1], user)
local since, due, announced, others, present = nil, 0, '0', {}, false
if entry then
  local words = {}
  for word in entry:gmatch('%S+') do
    words[#words + 1] = word
  end
  since, due, announced = words[1], tonumber(words[2]), words[3]
  for i = 4, #words do
    present = true
    if words[i]:sub(1, #mine) ~= mine then
      others[#others + 1] = words[i]
    end
  end
end
if announce == '' then
  announce = announced
end

local function keep(due)
  local text = since .. ' ' .. str(due) .. ' ' .. announce
  if #others > 0 then
    text = text .. ' ' .. table.concat(others, ' ')
  end
  redis.call('HSET', KEYS[1], user, text)
  redis.call('PEXPIRE', KEYS[1], DAY)
  redis.call('PEXPIRE', KEYS[2], DAY)
end

for connection in connections:gmatch('%S+') do
  others[#others + 1] = node .. '=' .. connection
end
if #others > 0 then
  local anew = entry and not present and due <= now()
  if anew and announced == '1' then
    tell(channel, left)
  end
  if anew or not entry then
    since = str(micros())
  end
  redis.call('ZADD', KEYS[2], since, user)
  keep(0)
  if (anew or not entry) and announce == '1' then
    tell(channel, joined)
  end
  return anew and 'anew' or 'here'
end
if not entry then
  return 'gone'
end
if present then
  due = now() + tonumber(grace)
  redis.call('ZREM', KEYS[2], user)
end
local rest = due - now()
if rest > 0 then
  keep(due)
  return str(rest)
end
redis.call('HDEL', KEYS[1], user)
redis.call('ZREM', KEYS[2], user)
if announce == '1' then
  tell(channel, left)
end
return 'gone'
