"""Words that stand together for one meaning, and what the rules read instead of them.

Left: the phrase, as people write it in the present; right: one word or more of the other tables, or nothing. The
hyphenated words of the other tables ("call-off") are phrases of their own. Read by ``features``.
"""

from sayso_store.dedupe.domain.lexicon.nouns import NOUNS
from sayso_store.dedupe.domain.lexicon.qualities import QUALITIES
from sayso_store.dedupe.domain.lexicon.stems import groups, stem
from sayso_store.dedupe.domain.lexicon.verbs import VERBS

_WRITTEN = """
step down = resign; stand down = resign; give back = return; hand back = return; turn down = reject
vote down = reject
vote against = reject; throw out = reject; vote for = approve; vote in favour of = approve; sign off on = approve
go up = rise; go down = fall
take place = happen hold; go to the polls = vote; take part in = join; take part = join; give birth to = birth
have a baby = birth; had a baby = birth
put out = extinguish; set fire to = ignite; set on fire = ignite; catch fire = fire; on fire = burn
be ablaze = burn
on board = aboard; shut down = close; close down = close; take over = takeover; set free = free
find guilty = guilty; found guilty = guilty
find not guilty = acquit; found not guilty = acquit; not guilty = acquit; come down = land; carry out = carry-out
not true = false; not safe = unsafe; not legal = illegal; beyond repair = not repair; run out of = not left
ran out of = not left
come into force = effect; enter into force = effect; go into force = effect; take effect = effect
come into effect = effect; go into effect = effect
come into operation = open; go into operation = open; put into operation = open; put on hold = suspend
call for = call-for; look for = search; search for = search; look into = investigate; set out = begin
find out = discover; turn out = prove
point out = say; make clear = say; pull out of = withdraw; pull out = withdraw; drop out of = withdraw
drop out = withdraw; back out of = withdraw
get rid of = abolish; do away with = abolish; in charge of = head; at the head of = head; at the helm of = head
as a result of = because; because of = because; due to = because; owing to = because; on account of = because
thanks to = because; blame on = cause because; down to = because
in the wake of = after; in the aftermath of = after; prior to = before; ahead of = before; in spite of = despite
even though = although; even if = if; in order to = to; so as to = to
out of service = out-of-order; out of action = out-of-order; out of order = out-of-order; not working = out-of-order
give up = abandon; go bankrupt = bankrupt; go bust = bankrupt; file for bankruptcy = bankrupt; go missing = missing
pass away = die; lose their lives = die; lose his life = die; lose her life = die
lose their life = die; claim the lives of = kill; take office = swear-in; come to power = takeover
strike down = overturn; rule out = exclude; bail out = rescue
carry on = continue; keep on = continue; go on = continue; go ahead = proceed; go back = return; come back = return
get back = return; bring back = return
get better = improve; got better = improve; get worse = worsen; got worse = worsen; make worse = worsen
make better = improve; slow down = slow; speed up = accelerate; wind up = end; open fire = shoot; hold up = delay
be in talks = talk; in talks = talk; hold talks = talk; have talks = talk; reach agreement = agree
reach an agreement = agree; reach a deal = agree; strike a deal = agree; come to an agreement = agree
make a deal = agree; do a deal = agree
make a decision = decide; take a decision = decide; come to a decision = decide; reach a decision = decide
make a profit = profit; make a statement = say; make an arrest = arrest; make a bid for = bid
make an offer for = bid
fall ill = sick; fall sick = sick; behind bars = jail; in jail = jail; in prison = jail; in custody = custody
on strike = strike; walk out = strike; go on strike = strike; down tools = strike; at large = free
on the run = free
on schedule = punctual; on time = punctual; as planned = punctual; according to plan = punctual
as scheduled = punctual; behind schedule = late; ahead of schedule = early
at the moment =; at present =; for now =; at this time =; at that time =; for the time being =; in total =; in all =
altogether =; as yet =; so far =; to date =; as well =; at all =; in question =; of course =; in fact =
as well as = and; in addition to = and; along with = and; together with = and
a lot of = many; lots of = many; a large number of = many; a great deal of = much; a number of = several
a couple of = couple; the rest of = remainder
stay open = open; remain open = open; stay closed = close; remain closed = close; keep open = open
stay shut = close; remain shut = close; stay away from = boycott; keep away from = boycott
have to = must; had to = must; need to = must; has to = must; ought to = should; be able to = can; was able to = can
were able to = can; unable to = not
fail to = not; failure to = not; refuse to = not refuse; decline to = not refuse; no longer = not anymore
not any longer = not anymore; any more = anymore; in no way = not; by no means = not
free of charge = free; at no cost = free; for free = free; make redundant = redundant; on sick leave = sick
lose ground = fall; gain ground = rise
get married = marry; be married to = marry; was married to = marry; tie the knot = marry; split up = divorce
come from = come-from; the people of =
be to blame for = cause; be responsible for = cause; was responsible for = cause; were responsible for = cause
was to blame for = cause; is responsible for = cause; is to blame for = cause; bring about = cause
give rise to = cause; result in = cause; result from = because
stand trial = trial; go on trial = trial; be on trial = trial; put on trial = trial; plead guilty to = admit
plead guilty = admit guilty; plead not guilty = deny
be home to = inhabit; on the outskirts of = outskirts; close to = near; next to = near; not far from = near
in front of = front; at the bottom of = bottom; at the top of = top; in the middle of = middle; out of = from
inside of = inside
run for = run; stand for = run; seek election = run; seek another term = re-elect run
stand for re election = re-elect run; run for re election = re-elect run; seek re election = re-elect run
hit the ground = land; break down = collapse; come to an end = end; bring to an end = end; put an end to = end
get under way = begin; get underway = begin; kick off = begin; come to a halt = stop; grind to a halt = stop
state of emergency = emergency-rule; power cut = blackout; power cuts = blackout; cut off = cut-off
central bank = central-bank; prime minister = premier; vice president = vice-president; head teacher = headteacher
head of state = president; head of government = premier; chief executive = ceo; heart attack = heart-attack
general election = election
interest rate = rate; key rate = rate; main rate = rate; key interest rate = rate; main interest rate = rate
benchmark rate = rate; benchmark interest rate = rate; unemployment rate = unemployment; jobless rate = unemployment
inflation rate = inflation; rate of inflation = inflation; rate of unemployment = unemployment
birth rate = birthrate; crime rate = crime
be born = born; was born = born; were born = born; be present at = attend; keep unchanged = unchanged
leave unchanged = unchanged; left unchanged = unchanged
sign a deal = agree; lift a ban = legalise; push ahead with = proceed; press ahead with = proceed
go ahead with = proceed; back to back = consecutive; in a row = consecutive; running mate = running-mate
per hour = hourly; an hour = hourly; per year = annually; a year = annually; per day = daily; per week = weekly
per month = monthly; every day = daily; every year = yearly; every week = weekly; each year = yearly
each day = daily
twice as many = double; twice as much = double; twice as large = double; twice as high = double
km h = kilometre hourly; kph = kilometre hourly; kmh = kilometre hourly; mph = mile hourly
km = kilometre; kg = kilogram; sq km = square kilometre; unhurt = not hurt; unharmed = not hurt
uninjured = not hurt; unscathed = not hurt; a word of =; a single =; hostage taker = kidnapper; be out for = miss
out for = miss
not only =; but also = and; not just =; anyone else =; or anyone else =; per cent of =; each other =; one another =
all over = throughout; all along = throughout; across the whole of = throughout
throughout the whole of = throughout; the whole of =
in support of = support; in protest at = protest; in favour of = support; in favour = support; opposed to = oppose
be against = oppose; is against = oppose; are against = oppose; was against = oppose; were against = oppose
"""


def phrases() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """By the first word's stem: the stems of each phrase, the longest first, and the words instead."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    pairs = [each.split("=") for line in _WRITTEN.strip().splitlines() for each in line.split(";")]
    written = [(phrase.split(), tuple(instead.split())) for phrase, instead in pairs]
    joined = [word for group in groups(VERBS) + groups(NOUNS) + groups(QUALITIES) for word in group if "-" in word]
    for parts, instead in [*written, *((word.split("-"), (word,)) for word in joined)]:
        key = tuple(map(stem, parts))
        found.setdefault(key[0], []).append((key, instead))
    return {first: sorted(some, key=lambda each: -len(each[0])) for first, some in found.items()}
