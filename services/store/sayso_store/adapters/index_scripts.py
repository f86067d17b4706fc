"""The index's steps as Redis runs them: Lua, one script for many claims or texts, each atomic.

What each does is said at the port, ``sayso_store.dedupe.index``; ``redis_index`` calls them. Memory is what these are
shaped by. A print is six bytes: the first three name a key, whose string is a row of records of eight bytes, the
print's other three and the number (five bytes) of the claim that has it, in the order they came. So a print costs eight
bytes and its share of a key, however many claims there are. Under its number stands a claim's *body*::

    opener (10)  root (10)  when the root came (5)  the words

A root that was united with an older one has a key that leads on. Numbers rise, and the number with which each day began
is kept, so what is older than the window is told by its number alone: dead records leave a row when it is next written,
and a row that nobody has written for two windows expires (by then all its records are dead).

A script's one key is the index's name with its hash tag; all others begin with it and are in its slot.
"""

EVEN_WHEN_FULL = "redis.call('DEL', KEYS[1] .. '.')"
"""What each script begins with: the deletion of a key that is never there.

Redis at its memory limit refuses a script at its first write, unless that one cannot take memory; after it all writes
pass. So dedupe goes on with what is in the pipeline, which is bounded, as hand-overs do, while pushers are refused.
"""

_COMMON = """
local P, ttl, today, window = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local find, sub, byte, char, floor = string.find, string.sub, string.byte, string.char, math.floor
local call = redis.call

local function number(s, at)
  local a, b, c, d, e = byte(s, at, at + 4)
  return (((a * 256 + b) * 256 + c) * 256 + d) * 256 + e
end
local function packed(n)
  return char(floor(n / 4294967296) % 256, floor(n / 16777216) % 256, floor(n / 65536) % 256,
              floor(n / 256) % 256, n % 256)
end

local alive, young = 0, 0
do
  local days, known = call('HGETALL', P .. ':days'), false
  for i = 1, #days, 2 do
    local day, first = tonumber(days[i]), tonumber(days[i + 1])
    if day == today then known = true end
    if day <= today - window then
      call('HDEL', P .. ':days', days[i])
    else
      if alive == 0 or first < alive then alive = first end
      if day > today - window / 2 and (young == 0 or first < young) then young = first end
    end
  end
  if not known then
    local next = tonumber(call('GET', P .. ':next') or '0') + 1
    call('HSET', P .. ':days', today, next)
    if alive == 0 then alive = next end
    if young == 0 then young = next end
  end
  call('EXPIRE', P .. ':days', ttl)
end

local function row_of(row, mark, seen, before)
  local at = find(row, mark, 1, true)
  while at do
    if at % 8 == 1 then
      local n = number(row, at + 3)
      if n >= alive and n < before then seen[#seen + 1] = n end
      at = find(row, mark, at + 8, true)
    else
      at = find(row, mark, at + 1, true)
    end
  end
end
local function add(key, row, mark, id, room)
  if not row then
    call('SET', key, mark .. id, 'EX', 2 * ttl)
    return mark .. id
  end
  local dead = 0
  while #row > dead and number(row, dead + 4) < alive do dead = dead + 8 end
  local first, count, at = nil, 0, find(row, mark, dead + 1, true)
  while at do
    if at % 8 == 1 then
      first = first or at
      count = count + 1
      at = find(row, mark, at + 8, true)
    else
      at = find(row, mark, at + 1, true)
    end
  end
  if dead == 0 and count < room then
    call('APPEND', key, mark .. id)
    return row .. mark .. id
  end
  if count >= room then row = sub(row, 1, first - 1) .. sub(row, first + 8) end
  row = sub(row, dead + 1) .. mark .. id
  call('SET', key, row, 'EX', 2 * ttl)
  return row
end
"""

_CLAIMS = """
local unpack = unpack or table.unpack
local LAST = 1e15
local function root_of(ref)
  while true do
    local on = call('GET', P .. ':m:' .. sub(ref, 1, 10))
    if not on then return ref end
    ref = on
  end
end
local function older(a, b)
  local x, y = number(a, 11), number(b, 11)
  if x ~= y then return x < y end
  return sub(a, 1, 10) < sub(b, 1, 10)
end
local function unite(refs)
  local first = refs[1]
  for i = 2, #refs do if older(refs[i], first) then first = refs[i] end end
  for i = 1, #refs do
    if sub(refs[i], 1, 10) ~= sub(first, 1, 10) then
      call('SET', P .. ':m:' .. sub(refs[i], 1, 10), first, 'EX', ttl)
    end
  end
  return first
end
local function known(row, mark, words, only)
  local found, id, body = {}, nil, nil
  row_of(row, mark, found, LAST)
  for i = #found, 1, -1 do
    body = call('GET', P .. ':c:' .. packed(found[i]))
    if body and sub(body, 26) == words and (only == '' or sub(body, 1, 10) == only) then return found[i], body end
  end
end
local function put(opener, root, words, prints, rows, room)
  local n = call('INCR', P .. ':next')
  local id = packed(n)
  call('SET', P .. ':c:' .. id, opener .. (root or (opener .. id)) .. words, 'EX', ttl)
  local written = {}
  for i = 1, #prints / 6 do
    local key = P .. ':b:' .. sub(prints, i * 6 - 5, i * 6 - 3)
    written[key] = add(key, written[key] or rows[i] or nil, sub(prints, i * 6 - 2, i * 6), id, room)
  end
  return root or (opener .. id)
end
local function rows_of(prints)
  local keys = {}
  for i = 1, #prints / 6 do keys[i] = P .. ':b:' .. sub(prints, i * 6 - 5, i * 6 - 3) end
  return call('MGET', unpack(keys))
end
"""

OFFER = (
    _COMMON
    + _CLAIMS
    + """
local room, most, at, answers = tonumber(ARGV[4]), tonumber(ARGV[5]), 6, {}
local function numbers(packed_ids)
  local set, list = {}, {}
  for i = 1, #packed_ids, 5 do
    local n = number(packed_ids, i)
    set[n] = true
    list[#list + 1] = n
  end
  return set, list
end
while at <= #ARGV do
  local opener, words, prints = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local seen, same, only = ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
  at = at + 6
  local row = call('GET', P .. ':b:' .. sub(prints, 1, 3)) or ''
  local me, body = known(row, sub(prints, 4, 6), words, only)
  if me and sub(body, 1, 10) ~= opener then
    local root = root_of(sub(body, 11, 25))
    if me < young then
      call('DEL', P .. ':c:' .. packed(me))
      put(sub(body, 1, 10), root, words, prints, rows_of(prints), room)
    end
    answers[#answers + 1] = {1, root, sub(body, 11, 25), 1}
  else
    local rows, shared, found = rows_of(prints), {}, {}
    for i = 2, #prints / 6 do
      if rows[i] then
        local here = {}
        row_of(rows[i], sub(prints, i * 6 - 2, i * 6), here, me or LAST)
        for j = 1, #here do
          local n = here[j]
          if not shared[n] then found[#found + 1] = n end
          shared[n] = (shared[n] or 0) + 1
        end
      end
    end
    table.sort(found, function(a, b)
      if shared[a] ~= shared[b] then return shared[a] > shared[b] end
      return a > b
    end)
    local compared, answer = numbers(seen), {0}
    for i = 1, math.min(#found, most) do
      if not compared[found[i]] then
        local other = call('GET', P .. ':c:' .. packed(found[i]))
        if other then
          answer[#answer + 1] = found[i]
          answer[#answer + 1] = root_of(sub(other, 11, 25))
          answer[#answer + 1] = other
        end
      end
    end
    if #answer == 1 then
      local root
      if me then
        root = sub(body, 11, 25)
      else
        local _, list = numbers(same)
        local refs = {}
        for i = 1, #list do
          local other = call('GET', P .. ':c:' .. packed(list[i]))
          if other then refs[#refs + 1] = root_of(sub(other, 11, 25)) end
        end
        root = put(opener, #refs > 0 and unite(refs) or nil, words, prints, rows, room)
      end
      answer = {1, root_of(root), root, 0}
    end
    answers[#answers + 1] = answer
  end
end
return answers
"""
)

RESTORE = (
    _COMMON
    + _CLAIMS
    + """
local room, at = tonumber(ARGV[4]), 5
while at <= #ARGV do
  local opener, root, words, prints = ARGV[at], ARGV[at + 1] .. packed(0), ARGV[at + 2], ARGV[at + 3]
  local only = ARGV[at + 4]
  at = at + 5
  local row = call('GET', P .. ':b:' .. sub(prints, 1, 3)) or ''
  local me, body = known(row, sub(prints, 4, 6), words, only)
  if me then
    unite({root, root_of(sub(body, 11, 25))})
  else
    put(opener, root, words, prints, rows_of(prints), room)
  end
end
return {}
"""
)

TEXTS = (
    _COMMON
    + """
local room, least, share, most, at, answers = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]),
  tonumber(ARGV[7]), 8, {}
while at <= #ARGV do
  local id, print, prints = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  at = at + 3
  local size = #prints / 6 - 1
  local known, me = call('GET', P .. ':a:' .. id), nil
  if known and sub(known, 6) == print and number(known, 1) >= alive then me = number(known, 1) end
  local rows, shared, whole, found = {}, {}, {}, {}
  for i = 1, size + 1 do
    rows[i] = call('GET', P .. ':s:' .. sub(prints, i * 6 - 5, i * 6 - 3)) or ''
    local here = {}
    row_of(rows[i], sub(prints, i * 6 - 2, i * 6), here, me or 1e15)
    for j = 1, #here do
      local n = here[j]
      if not shared[n] then
        found[#found + 1] = n
        shared[n] = 0
      end
      if i == 1 then whole[n] = true else shared[n] = shared[n] + 1 end
    end
  end
  table.sort(found, function(a, b)
    if whole[a] ~= whole[b] then return whole[a] == true end
    if shared[a] ~= shared[b] then return shared[a] > shared[b] end
    return a < b
  end)
  local answer, told = {}, {[id] = true}
  for i = 1, math.min(#found, most) do
    local n = found[i]
    if whole[n] or shared[n] >= least then
      local other = call('GET', P .. ':t:' .. packed(n))
      if other then
        local length, name = number(other, 1), sub(other, 6)
        if not told[name] and (whole[n] or shared[n] >= share * math.min(size, length)) then
          told[name] = true
          answer[#answer + 1] = name
        end
      end
    end
  end
  if not me then
    local n = packed(call('INCR', P .. ':next'))
    call('SET', P .. ':t:' .. n, packed(size) .. id, 'EX', ttl)
    call('SET', P .. ':a:' .. id, n .. print, 'EX', ttl)
    for i = 1, size + 1 do
      local key = P .. ':s:' .. sub(prints, i * 6 - 5, i * 6 - 3)
      add(key, call('GET', key) or nil, sub(prints, i * 6 - 2, i * 6), n, room)
    end
  end
  answers[#answers + 1] = answer
end
return answers
"""
)
