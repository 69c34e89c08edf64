-- Takes tokens out of a user's bucket: as many as are wanted, or as there are. Answers {how many, after how many
-- microseconds there is one, where those are fewer than were wanted}.
-- KEYS: when the bucket is full again (us); ARGV: how many tokens it holds, in what time it fills up (us), how many are
-- wanted, how many come back because they were not used

local count, period, wanted, back = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local each = period / count
local time = micros()

-- A clock that was set back, or another rate, must not keep a user out for longer than an empty bucket does: what is
-- too far ahead is put right for good, or the bucket would stay empty until the clock is there again.
local known = tonumber(redis.call('GET', KEYS[1]) or '0')
local full = math.max(math.min(known, time + period) - back * each, time)

local there = math.floor((time + period - full) / each + 0.000001)
local taken = math.min(wanted, there)
if taken > 0 or back > 0 or known > time + period then
  full = full + taken * each
  if full > time then
    redis.call('SET', KEYS[1], str(full), 'PX', str(math.ceil((full - time) / 1000)))
  end
end
return { str(taken), taken < wanted and str(math.max(1, math.ceil(full - period + each - time))) or '0' }
