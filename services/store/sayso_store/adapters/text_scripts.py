"""The index's step for whole texts, as Redis runs it: articles that share sentences. Lies as ``index_scripts`` says.

A text stands under the print of its fingerprint and those of its sentences; beside them ``:t:`` has its article and how
many sentences it has, by number, and ``:a:`` the number and fingerprint that an article was last seen with.
"""

from sayso_store.adapters.index_scripts import COMMON

TEXTS = (
    COMMON
    + """
local room, least, share, most = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
local answers, from = {}, 1
local NUMBERS, WHOLE = 2 ^ 41, 2 ^ 10
local function same_text(id, from, to, before)
  local size, shared, whole, found = to - from, {}, {}, {}
  for j = from, to do
    local row = rows[row_at[j]]
    if row then
      local here = {}
      row_of(row, marks[j], before, here)
      for i = 1, #here do
        local n = here[i]
        if not shared[n] then
          found[#found + 1] = n
          shared[n] = 0
        end
        if j == from then whole[n] = true else shared[n] = shared[n] + 1 end
      end
    end
  end
  -- the whole text first, then those that share most, then the oldest: as one number each, the best last
  local best = {}
  for i = 1, #found do
    local n = found[i]
    if whole[n] then
      best[#best + 1] = (WHOLE + shared[n]) * NUMBERS - n
    elseif shared[n] >= least then
      best[#best + 1] = shared[n] * NUMBERS - n
    end
  end
  if #best > 1 then table.sort(best) end
  local answer, told = {}, {[id] = true}
  for i = #best, math.max(1, #best - most + 1), -1 do
    local n = -best[i] % NUMBERS
    local other = call('GET', P .. ':t:' .. packed(n))
    if other then
      local length, name = number(other, 1), sub(other, 6)
      if not told[name] and (whole[n] or shared[n] >= share * math.min(size, length)) then
        told[name] = true
        answer[#answer + 1] = name
      end
    end
  end
  return answer
end

read(':s:')
for at = 9, #ARGV, 3 do
  local id, print, to = ARGV[at], ARGV[at + 1], from + ARGV[at + 2] - 1
  local known, me = call('GET', P .. ':a:' .. id), nil
  if known and sub(known, 6) == print and number(known, 1) >= alive then me = number(known, 1) end
  answers[#answers + 1] = same_text(id, from, to, me or 1e15)
  if not me then
    local n = new_number()
    call('SET', P .. ':t:' .. n, packed(to - from) .. id, 'EX', ttl)
    call('SET', P .. ':a:' .. id, n .. print, 'EX', ttl)
    add(from, to, n, room)
  end
  from = to + 1
end
write(':s:')
return answers
"""
)
