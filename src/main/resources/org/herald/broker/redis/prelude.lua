-- What all scripts have in common. Before this stands micros(), the time in microseconds.

local function now()
  return math.floor(micros() / 1000)
end

-- To all nodes.
local function proclaim(channel, message)
  redis.call('PUBLISH', channel, message)
end

-- Lua would write large numbers with an exponent.
local function str(number)
  return string.format('%.0f', number)
end

local function long(number)
  return struct.pack('>I4I4', math.floor(number / 4294967296), number % 4294967296)
end

local function unlong(text, at)
  local high, low = struct.unpack('>I4I4', text, at)
  return high * 4294967296 + low
end

-- The text at a place, and the place behind it; nil where there is none.
local function name(text, at)
  local length = struct.unpack('>I2', text, at)
  if length == 65535 then
    return nil, at + 2
  end
  return text:sub(at + 2, at + 1 + length), at + 2 + length
end
