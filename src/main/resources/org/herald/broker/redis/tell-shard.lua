-- To the nodes that are interested in a room, over a channel of its slot; before Redis 7 there are none.
local function tell(channel, message)
  local told = redis.pcall('SPUBLISH', channel, message)
  if type(told) == 'table' and told.err then
    if not told.err:find('Unknown Redis command', 1, true) then
      error(told.err)
    end
    redis.call('PUBLISH', channel, message)
  end
end
