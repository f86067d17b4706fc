"""The index's steps as Redis runs them: Lua, one script for many claims or texts, each atomic.

What each does is said at the port, ``sayso_store.dedupe.index``; ``redis_index`` calls them. A script's keys are the
buckets, or the texts and sentences, of all its items, one after the other.
"""

EVEN_WHEN_FULL = "redis.call('DEL', (KEYS[1] or '') .. '.')"
"""What each script begins with: the deletion of a key that is never there.

Redis at its memory limit refuses a script at its first write, unless that one cannot take memory; after it all writes
pass. So dedupe goes on with what is in the pipeline, which is bounded, as hand-overs do, while pushers are refused.
"""

OFFER = """
local ttl, room, prefix = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local key, at, answers = 1, 4, {}
while at <= #ARGV do
  local id, words, bands, seen = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3])
  local compared = {}
  for i = at + 4, at + 3 + seen do compared[ARGV[i]] = true end
  local answer, known, buckets = {0}, false, {}
  for band = key, key + bands - 1 do
    buckets[band] = redis.call('GET', KEYS[band]) or ''
    for member in string.gmatch(buckets[band], '%S+') do
      if member == id then
        known = true
        break
      end
      if not compared[member] then
        compared[member] = true
        local other = redis.call('GET', prefix .. member)
        if other then
          answer[#answer + 1] = member
          answer[#answer + 1] = other
        end
      end
    end
  end
  if known then
    answer[1] = 1
  elseif #answer == 1 then
    redis.call('SET', prefix .. id, words, 'EX', ttl)
    for band = key, key + bands - 1 do
      local living = {}
      for member in string.gmatch(buckets[band], '%S+') do
        if redis.call('EXISTS', prefix .. member) == 1 then living[#living + 1] = member end
      end
      living[#living + 1] = id
      if #living > room then table.remove(living, 1) end
      redis.call('SET', KEYS[band], table.concat(living, ' '), 'EX', ttl)
    end
  end
  answers[#answers + 1] = answer
  key = key + bands
  at = at + 4 + seen
end
return answers
"""

ORIGINALS = """
local ttl, prefix, least, share = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local key, at, answers = 1, 5, {}
local function own(name, id)
  local owner = redis.call('GET', name)
  if owner then return owner end
  redis.call('SET', name, id, 'EX', ttl)
  return id
end
local function facts(id)
  local known = redis.call('GET', prefix .. id)
  if not known then return 0, id end
  local size, root = string.match(known, '^(%d+) (.*)$')
  return tonumber(size), root
end
while at <= #ARGV do
  local id, sentences = ARGV[at], tonumber(ARGV[at + 1])
  local first = own(KEYS[key], id)
  local shared, most, best = {}, 0, nil
  for i = key + 1, key + sentences do
    local owner = own(KEYS[i], id)
    if owner ~= id then
      shared[owner] = (shared[owner] or 0) + 1
      if shared[owner] > most then most = shared[owner] end
    end
  end
  for owner, count in pairs(shared) do
    if count == most and (best == nil or owner < best) then best = owner end
  end
  if first == id and best and most >= least then
    local size = facts(best)
    if most >= share * math.min(sentences, size) then first = best end
  end
  local _, root = facts(first)
  redis.call('SET', prefix .. id, sentences .. ' ' .. root, 'EX', ttl)
  answers[#answers + 1] = root
  key = key + 1 + sentences
  at = at + 2
end
return answers
"""

RESTORE_CLAIMS = """
local ttl, room, prefix = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local key, at = 1, 4
while at <= #ARGV do
  local id, words, bands = ARGV[at], ARGV[at + 1], tonumber(ARGV[at + 2])
  redis.call('SET', prefix .. id, words, 'EX', ttl)
  for band = key, key + bands - 1 do
    local living, there = {id}, false
    for member in string.gmatch(redis.call('GET', KEYS[band]) or '', '%S+') do
      if member == id then there = true end
      if redis.call('EXISTS', prefix .. member) == 1 then living[#living + 1] = member end
    end
    if not there and #living <= room then
      redis.call('SET', KEYS[band], table.concat(living, ' '), 'EX', ttl)
    end
  end
  key = key + bands
  at = at + 3
end
return {}
"""

RESTORE_TEXTS = """
local ttl, prefix = ARGV[1], ARGV[2]
local key, at = 1, 3
while at <= #ARGV do
  local id, sentences, root = ARGV[at], tonumber(ARGV[at + 1]), ARGV[at + 2]
  for i = key, key + sentences do redis.call('SET', KEYS[i], id, 'EX', ttl, 'NX') end
  redis.call('SET', prefix .. id, sentences .. ' ' .. root, 'EX', ttl)
  key = key + 1 + sentences
  at = at + 3
end
return {}
"""
