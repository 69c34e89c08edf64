-- Sends something over the channel of a room.
-- KEYS: the channel; ARGV: what is sent

tell(KEYS[1], ARGV[1])
