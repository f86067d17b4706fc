"""The index's steps as Redis runs them: Lua, one script for many claims or texts, each atomic.

What each does is said at the port, ``sayso_store.dedupe.index``; ``redis_index`` calls them. Those of texts, which lie
in the same way, are in ``text_scripts``, and what holds two sketches against each other is in ``sketch_scripts``. Time
and memory are what these are shaped by.

A print is six bytes: the first names one of sixteen hashes, the next three a field in it, whose value is a row of
records of seven bytes, the print's last two and the number (five bytes) of the claim that has it, in the order they
came. So a print costs seven bytes and its share of a field, however many claims there are. The caller tells which rows
claims need, each once, so a script reads them all with sixteen commands, goes from claim to claim in its own memory,
and writes what has changed with sixteen more. Under its number stands a claim's *body*::

    opener (10)  root (10)  when the root came (5)  the words: a sketch of them, the speaker, the content

A root that was united with an older one has a key that leads on. Numbers rise, and the number with which each day began
is kept, so what is older than the window is told by its number alone: dead records leave a row when it is next written.
The hashes expire when nothing was put in for two windows.

A script's one key is the index's name with its hash tag; all others begin with it and are in its slot.
"""

from sayso_store.adapters.sketch_scripts import SKETCHES

EVEN_WHEN_FULL = "redis.call('DEL', KEYS[1] .. '.')"
"""What each script begins with: the deletion of a key that is never there.

Redis at its memory limit refuses a script at its first write, unless that one cannot take memory; after it all writes
pass. So dedupe goes on with what is in the pipeline, which is bounded, as hand-overs do, while pushers are refused.
"""

COMMON = """
local P, ttl, today, window = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local find, sub, byte, gsub = string.find, string.sub, string.byte, string.gsub
local unpack = unpack or table.unpack
local call = redis.call

local read_number, write_number = struct.unpack, struct.pack
local function number(s, at) return (read_number('>I5', s, at)) end
local function packed(n) return write_number('>I5', n) end

local last = tonumber(call('GET', P .. ':next') or '0')
local first_new, alive, young = last + 1, 0, 0
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
    call('HSET', P .. ':days', today, first_new)
    if alive == 0 then alive = first_new end
    if young == 0 then young = first_new end
  end
  call('EXPIRE', P .. ':days', ttl)
end
local function new_number()
  last = last + 1
  return packed(last)
end

-- The rows that the call is about: parts[i] has counts[i] of the fields. Print j is in row_at[j], under marks[j].
local parts, counts, fields, row_at, marks = cmsgpack.unpack(ARGV[4])
local AT_ONCE = 2000
local rows, changed = {}, {}
local function read(kind)
  local last_read, rows = 0, rows
  for p = 1, #parts do
    local key, to = P .. kind .. parts[p], last_read + counts[p]
    while last_read < to do
      local some = math.min(to - last_read, AT_ONCE)
      local got = call('HMGET', key, unpack(fields, last_read + 1, last_read + some))
      for i = 1, some do
        last_read = last_read + 1
        rows[last_read] = got[i]
      end
    end
  end
end
local function write(kind)
  local at, rows, fields, changed = 0, rows, fields, changed
  for p = 1, #parts do
    local key, list, size = P .. kind .. parts[p], {}, 0
    for i = at + 1, at + counts[p] do
      if changed[i] then
        list[size + 1], list[size + 2] = fields[i], rows[i]
        size = size + 2
      end
    end
    at = at + counts[p]
    for from = 1, size, AT_ONCE do
      call('HSET', key, unpack(list, from, math.min(from + AT_ONCE - 1, size)))
    end
    if size > 0 then call('EXPIRE', key, 2 * ttl) end
  end
  if last >= first_new then call('SET', P .. ':next', last) end
end

local function row_of(row, mark, before, found)
  local at = find(row, mark, 1, true)
  while at do
    if at % 7 == 1 then
      local n = number(row, at + 2)
      if n >= alive and n < before then found[#found + 1] = n end
      at = find(row, mark, at + 7, true)
    else
      at = find(row, mark, at + 1, true)
    end
  end
end
local function added(row, mark, id, room)
  local dead = 0
  if alive > 1 then
    while #row > dead and number(row, dead + 3) < alive do dead = dead + 7 end
    if dead > 0 then row = sub(row, dead + 1) end
  end
  if #row < 7 * room then return row .. mark .. id end
  local at, first, count = find(row, mark, 1, true), nil, 0
  while at do
    if at % 7 == 1 then
      first = first or at
      count = count + 1
      at = find(row, mark, at + 7, true)
    else
      at = find(row, mark, at + 1, true)
    end
  end
  if count >= room then row = sub(row, 1, first - 1) .. sub(row, first + 7) end
  return row .. mark .. id
end
local function add(from, to, id, room)
  local rows, row_at, marks, changed = rows, row_at, marks, changed
  for j = from, to do
    local at = row_at[j]
    local row = rows[at]
    if row then rows[at] = added(row, marks[j], id, room) else rows[at] = marks[j] .. id end
    changed[at] = true
  end
end
"""

_CLAIMS = """
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
local function known(print, words, only)
  local row, found = rows[row_at[print]], {}
  if row then row_of(row, marks[print], LAST, found) end
  for i = #found, 1, -1 do
    local body = call('GET', P .. ':c:' .. packed(found[i]))
    if body and sub(body, 26) == words and (only == '' or sub(body, 1, 10) == only) then return found[i], body end
  end
end
local function put(opener, root, words, from, to, room)
  local id = new_number()
  root = root or opener .. id
  call('SET', P .. ':c:' .. id, opener .. root .. words, 'EX', ttl)
  add(from, to, id, room)
  return root
end
"""

OFFER = (
    COMMON
    + _CLAIMS
    + SKETCHES
    + """
local room, most, looked, few = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local answers, settled = {}, {}
local NONE = {}
local function numbers(head, from, count)
  if count == 0 then return NONE end
  local list = {}
  for i = 1, count do list[i] = number(head, from + 5 * (i - 1)) end
  return list
end
local function alike(from, to, after, before)
  local shared, found, size = {}, {}, 0
  local rows, row_at = rows, row_at
  for j = from, to do
    local row = rows[row_at[j]]
    -- numbers rise along a row
    if row and (after == 0 or read_number('>I5', row, #row - 4) > after) then
      local mark = marks[j]
      local at = find(row, mark, 1, true)
      while at do
        if at % 7 == 1 then
          local n = read_number('>I5', row, at + 2)
          local times = shared[n]
          if times then
            shared[n] = times + 1
          elseif n >= alive and n > after and n < before then
            size = size + 1
            found[size], shared[n] = n, 1
          end
          at = find(row, mark, at + 7, true)
        else
          at = find(row, mark, at + 1, true)
        end
      end
    end
  end
  -- those that share most first, then the newest
  if size < 2 then return found end
  local sharing, most = {}, 0
  for i = 1, size do
    local n = found[i]
    local times = shared[n]
    local those = sharing[times]
    if those then those[#those + 1] = n else sharing[times] = {n} end
    if times > most then most = times end
  end
  local top, ranked = {}, 0
  for times = most, 1, -1 do
    local those = sharing[times]
    if those then
      if #those > 1 then table.sort(those) end
      for i = #those, 1, -1 do
        ranked = ranked + 1
        top[ranked] = those[i]
        if ranked == looked then return top end
      end
    end
  end
  return top
end
local function repeated(me, body, words, from, to)
  local root = root_of(sub(body, 11, 25))
  if me < young then
    call('DEL', P .. ':c:' .. packed(me))
    put(sub(body, 1, 10), root, words, from, to, room)
  end
  return {1, root, sub(body, 11, 25), 1}
end
local function fetch(found, from, to)
  local keys, prefix = {}, P .. ':c:'
  for i = from, to do keys[i - from + 1] = prefix .. write_number('>I5', found[i]) end
  return call('MGET', unpack(keys))
end
local function offered(me, body, opener, words, from, to, after, same, unlike)
  local compared, answer, found = {}, {0, last}, alike(from + 1, to, after, me or LAST)
  for i = 1, #unlike do
    local n = settled[unlike[i]]
    if n then compared[n] = true end
  end
  local own, told, bodies, fetched = nil, 0, {}, 0
  for i = 1, #found do
    if i > fetched then
      bodies, fetched = fetch(found, i, math.min(i + most - 1, #found)), i + most - 1
    end
    local other = bodies[i - fetched + most]
    if other then
      own = own or sketched(words)
      if not plainly_apart(own, other) then
        if not compared[found[i]] then
          answer[#answer + 1] = found[i]
          answer[#answer + 1] = root_of(sub(other, 11, 25))
          answer[#answer + 1] = other
        end
        told = told + 1
      end
    end
    if told == most or (told >= few and i >= most) then break end
  end
  if #answer > 2 then return answer end
  if me then
    settled[#answers + 1] = me
    local root = sub(body, 11, 25)
    return {1, root_of(root), root, 0}
  end
  local refs = {}
  for i = 1, #same do
    local other = call('GET', P .. ':c:' .. packed(same[i]))
    if other then refs[#refs + 1] = root_of(sub(other, 11, 25)) end
  end
  local root = put(opener, #refs > 0 and unite(refs) or nil, words, from, to, room)
  settled[#answers + 1] = last
  return {1, root, root, 0}
end

read(':b:')
local from = 1
for at = 9, #ARGV, 2 do
  local head, words = ARGV[at], ARGV[at + 1]
  local opener, own = sub(head, 1, 10), byte(head, 11)
  local prints, after, same, unlike = read_number('>I5I5I5I5', head, 12)
  local to = from + prints - 1
  local me, body = known(from, words, own == 1 and opener or '')
  if me and sub(body, 1, 10) ~= opener then
    answers[#answers + 1] = repeated(me, body, words, from, to)
  else
    same, unlike = numbers(head, 32, same), numbers(head, 32 + 5 * same, unlike)
    answers[#answers + 1] = offered(me, body, opener, words, from, to, after, same, unlike)
  end
  from = to + 1
end
write(':b:')
return answers
"""
)

RESTORE = (
    COMMON
    + _CLAIMS
    + """
local room, from = tonumber(ARGV[5]), 1
read(':b:')
for at = 6, #ARGV, 5 do
  local opener, root, words, to = ARGV[at], ARGV[at + 1] .. packed(0), ARGV[at + 2], from + ARGV[at + 3] - 1
  local me, body = known(from, words, ARGV[at + 4])
  if me then
    unite({root, root_of(sub(body, 11, 25))})
  else
    put(opener, root, words, from, to, room)
  end
  from = to + 1
end
write(':b:')
return {}
"""
)
