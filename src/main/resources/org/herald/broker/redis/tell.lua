-- To the nodes that are interested in a room.
local function tell(channel, message)
  redis.call('PUBLISH', channel, message)
end
