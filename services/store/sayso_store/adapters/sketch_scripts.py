"""Whether two claims' sketches tell that they are about other things, as Redis runs it: a part of ``index_scripts``.

It does in Lua what ``dedupe.domain.sketches`` does in Python, which says what a sketch is; a test runs both. The fewer
strings it makes, the less it costs: Redis's Lua hashes each one over all its length, and sweeps it up again.
"""

SKETCHES = """
-- The sketch of ``words``, and whether one tells that a body is about something else, as in ``domain.sketches``. The
-- marks of its words are a pattern of Lua's, so that one call counts those of another claim that are among them.
local function meant(words, at)
  if byte(words, at) == 0 then return false end
  local bits, means, spoken, called, names, thing, heads = byte(words, at + 1, at + 7)
  local own, from, last = {bits = bits}, at + 8, at + byte(words, at)
  own.known = sub(words, from, from + means + spoken - 1)
  from = from + means
  own.spoken = sub(words, from, from + spoken - 1)
  from = from + spoken
  own.called = sub(words, from, from + called - 1)
  from = from + called
  own.names = sub(words, from, from + names - 1)
  from = from + names
  own.thing = sub(words, from, from + thing - 1)
  from = from + thing
  own.heads = sub(words, from, from + heads - 1)
  from = from + heads
  if bits % 8 >= 4 then
    own.rest = sub(words, from, from + 3)
    from = from + 4
  end
  own.telling = sub(words, from, last)
  return own
end
local function sketched(words)
  local counted, numbers, said, names = byte(words, 2, 5)
  local at = 6 + counted
  local own = {size = counted, numbers = sub(words, at, at + numbers - 1)}
  own.any = '[' .. gsub(gsub(sub(words, 6, at - 1), '[^%w%z]', '%%%0'), '%z', '%%z') .. ']'
  at = at + numbers
  own.said = sub(words, at, at + 2 * said - 1)
  own.names = sub(words, at + 2 * said, at + 2 * (said + names) - 1)
  own.meant = meant(words, 2 + byte(words, 1))
  return own
end
-- Whether ``all`` between two places, marks of so many bytes, lacks one of ``some``.
local function lacks(some, all, from, to, bytes)
  for i = 1, #some, bytes do
    local mark = sub(some, i, i + bytes - 1)
    local at = find(all, mark, from, true)
    while at and (at - from) % bytes ~= 0 do at = find(all, mark, at + 1, true) end
    if not at or at > to then return true end
  end
  return false
end
-- Whether none of some marks of two bytes is among others.
local function none_in(some, others)
  for i = 1, #some, 2 do
    local mark = sub(some, i, i + 1)
    local at = find(others, mark, 1, true)
    while at and at % 2 == 0 do at = find(others, mark, at + 1, true) end
    if at then return false end
  end
  return true
end
local function tells_alone(of, other)
  local telling, at = of.telling, 1
  while at < #telling do
    local word = sub(telling, at + 1, at + byte(telling, at))
    if none_in(word, other.known) and none_in(word, of.spoken) then return true end
    at = at + 1 + #word
  end
  return false
end
local function mean_two(own, other, count_two)
  local mine, others = own.bits, other.bits
  if count_two then
    if own.rest and own.rest == other.rest and none_in(own.thing, other.thing) then return true end
    if mine >= 8 and others >= 8 and tells_alone(own, other) and tells_alone(other, own) then return true end
  end
  if mine % 2 == 0 or others % 2 == 0 or (mine % 4 >= 2 and others % 4 >= 2) then return false end
  for i = 1, #own.heads do
    if find(other.heads, sub(own.heads, i, i), 1, true) then return false end
  end
  if not (none_in(own.names, other.known) and none_in(other.names, own.known)) then return false end
  if own.called == '' or other.called == '' then return true end
  return none_in(own.called, other.spoken) and none_in(other.called, own.spoken)
end
local function plainly_apart(own, body)
  local counted, numbers, said, names = byte(body, 27, 30)
  if own.size == 0 or counted == 0 then return false end
  local shorter = own.size < counted and own.size or counted
  local _, shared = gsub(sub(body, 31, 30 + counted), own.any, '')
  local apart = shorter - shared
  if apart >= 3 and apart * 3 > shorter then return true end
  local first = 31 + counted
  local words = first + numbers
  local named = words + 2 * said
  local count_two = lacks(own.numbers, body, first, words - 1, 1)
    and lacks(sub(body, first, words - 1), own.numbers, 1, #own.numbers, 1)
  if count_two
    and lacks(own.names, body, words, named - 1, 2)
    and lacks(sub(body, named, named + 2 * names - 1), own.said, 1, #own.said, 2)
  then
    return true
  end
  local other = own.meant and meant(body, 27 + byte(body, 26))
  return other and mean_two(own.meant, other, count_two)
end
"""
