"""Words that stand together for one meaning, and what the rules read instead of them.

Left: the phrase, as people write it in the present; right: one word or more of the other tables, or nothing. The
hyphenated words of the other tables ("call-off") are phrases of their own. Read by ``features``.
"""

from collections.abc import Sequence

from sayso_store.dedupe.domain.lexicon.instead import INSTEAD
from sayso_store.dedupe.domain.lexicon.nouns import NOUNS
from sayso_store.dedupe.domain.lexicon.qualities import QUALITIES
from sayso_store.dedupe.domain.lexicon.stems import stem
from sayso_store.dedupe.domain.lexicon.tables import groups, heads
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
strike down = overturn; rule out = not; bail out = rescue
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
have to = must; had to = forced; need to = must; has to = must; ought to = should; be able to = can
was able to = can
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
per hour = hourly; an hour = hourly; per year = yearly; a year = yearly; per day = daily; per week = weekly
per month = monthly; every day = daily; every year = yearly; every week = weekly; each year = yearly
each day = daily
twice as many = double; twice as much = double; twice as large = double; twice as high = double
km h = kilometre hourly; kph = kilometre hourly; kmh = kilometre hourly; mph = mile hourly
start up = startup; start ups = startup; was forced to = forced; were forced to = forced; be forced to = forced
is forced to = forced; be obliged to = forced
km = kilometre; kg = kilogram; sq km = square kilometre; unhurt = not hurt; unharmed = not hurt
uninjured = not hurt; unscathed = not hurt; a word of =; a single =; hostage taker = kidnapper
bring to the surface = bring-up; bring up to the surface = bring-up; be out for = miss
out for = miss
not only =; but also = and; not just =; anyone else =; or anyone else =; per cent of =; each other =; one another =
leave dead = kill; leave injured = injure; leave wounded = wound; leave hurt = hurt; leave homeless = homeless
claim lives = kill; lose to = was beaten by; belong to = was owned by; be sold to = was bought by
was sold to = was bought by
were sold to = was bought by; been sold to = was bought by; not allow to = ban; not allow = ban; not permit = ban
may not = ban; must not = ban; impossible to = not; at night = night; during the night = night; in the night = night
overnight = night; by night = night
at the weekend = weekend; over the weekend = weekend; this weekend = weekend; degree celsius = degree
celsius = degree; centigrade = degree; in the event of = if; in case of = if; take into custody = arrest
take in custody = arrest; say no to = reject; say yes to = accept; said no to = reject
said yes to = accept
call on = urge; call upon = urge; push back = postpone; take over as = appoint become; take over from = replace
leave office = resign; leave his post = resign; leave her post = resign; leave the post = resign; at risk = endanger
put at risk = endanger; be in danger = endanger; in danger = endanger
under control = extinguish; get under control = extinguish; bring under control = extinguish; on the verge of = near
in short supply = shortage; in need of = need; take the place of = replace; take part = join
for the benefit of = for; on behalf of = for; with the aim of = to; for the purpose of = to
make public = publish; go public = publish; keep secret = conceal; hold hostage = hostage; take hostage = hostage
hold captive = hostage; take prisoner = capture; set sail = depart; take to the streets = protest
lay down arms = surrender; lay down their arms = surrender; pay tribute to = praise; lodge a complaint = complain
file a complaint = complain; make a complaint = complain
have an effect = effect; have no effect = not effect; make progress = progress; have doubts = doubt
have confidence = trust; make a mistake = mistake; make mistakes = mistake; take action = act; take measures = act
take steps = act; make an effort = try; make an attempt = try; give permission = allow; have permission = allow
get permission = allow; give a speech = speak; make a speech = speak; deliver a speech = speak
hold a meeting = meet; have a meeting = meet; hold an election = election; hold elections = election
hold a referendum = referendum
give evidence = testify; make an offer = offer; make an apology = apologise; issue an apology = apologise
make a promise = promise; give a promise = promise; issue a warning = warn; give a warning = warn
issue a statement = say; pay a fine = fine; impose a fine = fine; impose a ban = ban; place a ban = ban
pose a threat = threaten; pose a danger = endanger; cause damage to = damage; do damage to = damage
cause damage = damage; do harm to = harm; cause harm to = harm; put pressure on = press
carry out an attack = attack; carry out attacks = attack; launch an attack = attack
launch an investigation = investigate; open an investigation = investigate; begin an investigation = investigate
start an investigation = investigate; conduct an investigation = investigate
carry out an investigation = investigate
place under arrest = arrest; put under arrest = arrest; put to death = execute; sentence to death = death-sentence
be in power = govern; be in charge = head; suffer from = suffer
be made of = consist; consist of = consist; make up = constitute; come from = come-from; originate in = come-from
set up home = settle; take root = grow
at the request of = request; with the help of = help; without permission = illegal; against the law = illegal
in breach of = breach; in violation of = breach; break the law = illegal; by accident = accident
by mistake = mistake; on purpose = deliberate; in secret = secret; in public = public; at short notice = sudden
in advance = before; at once = immediately; right away = immediately; straight away = immediately
become more expensive = rise; get more expensive = rise; more expensive = rise; become cheaper = fall
get cheaper = fall; refuse to accept = reject; decline to accept = reject; say sorry = apologise
said sorry = apologise
vote of no confidence = confidence-vote; no confidence vote = confidence-vote; confidence vote = confidence-vote
vote of confidence = confidence-vote; be back = return; is back = return; are back = return; been back = return
open again = reopen; be open again = reopen; manage to =; people out of work = unemployment
people without work = unemployment; people without a job = unemployment; behind closed doors = secret
as soon as = once; burst its banks = overflow; burst their banks = overflow
go on a tour = tour; go on tour = tour; sell at auction = auction; be at = attend; in a dispute over = over
in a row over = over; on a visit to = visit; pay a visit to = visit; pay a visit = visit
at the wheel of = drive; at the wheel = drive; behind the wheel of = drive; behind the wheel = drive; is over = end
was over = end; are over = end; be over = end; in living memory = ever; for the first time = first
no evidence has been found = no evidence; have room for = seat; have space for = seat; in the dark = blackout
be at home = home; all of =; every one of =; each of =; both of =; none of = none
a day = daily; a week = weekly; a month = monthly; shut its doors = close; shut their doors = close
close its doors = close; close their doors = close; take off the market = withdraw; withdraw from sale = withdraw
take off sale = withdraw; advise against = advise not; warn against = warn not; decide against = decide not
recommend against = recommend not; win against = beat; leave missing = missing; leave stranded = strand
leave trapped = trap; make off with = steal; step up = increase; ramp up = increase; scale back = reduce
scale down = reduce; cut back = reduce; fall out with = quarrel; fall out = quarrel; go down with = catch
come down with = catch; lose their jobs = dismiss; lose their job = dismiss; lose his job = dismiss
lose her job = dismiss
place an order for = order; at a cost of = cost; make room for = make-way; make way for = make-way
run again = re-elect run; stand again = re-elect run; stand for another term = re-elect run; have decided to = will
has decided to = will; have decided not to = will not; has decided not to = will not; out of work = unemployment
out of a job = unemployment; deny reports that = deny that; deny a report that = deny that; deny reports of = deny
deny claims that = deny that; deny rumours that = deny that
all over = throughout; all along = throughout; across the whole of = throughout
throughout the whole of = throughout; the whole of =
in support of = support; in protest at = protest; in favour of = support; in favour = support; opposed to = oppose
be against = oppose; is against = oppose; are against = oppose; was against = oppose; were against = oppose
"""


Phrase = tuple[tuple[str, ...], tuple[str, ...]]
"""The stems of its words, and the words instead."""


def phrases() -> dict[str, dict[str, tuple[Phrase, ...]]]:
    """By its first word's stem and its second's: the phrases that begin so, the longest first.

    Under "" are those of one word, which also end every other list: of any word, the phrases to look for are those
    under the next one's stem, or, if there are none, those under "".
    """
    pairs = [each.split("=") for line in _WRITTEN.strip().splitlines() for each in line.split(";")]
    written = [(phrase.split(), tuple(instead.split())) for phrase, instead in pairs]
    joined = [
        word
        for group in [*groups(VERBS), *groups(NOUNS), *groups(QUALITIES), *heads(INSTEAD)]
        for word in group
        if "-" in word
    ]
    found: dict[str, list[Phrase]] = {}
    for parts, instead in [*written, *((word.split("-"), (word,)) for word in joined)]:
        key = tuple(map(stem, parts))
        found.setdefault(key[0], []).append((key, instead))
    return {first: _by_second(sorted(some, key=lambda each: -len(each[0]))) for first, some in found.items()}


def _by_second(some: Sequence[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    short = tuple(each for each in some if len(each[0]) == 1)
    seconds = dict.fromkeys(key[1] for key, _ in some if len(key) > 1)
    with_second = {second: tuple(each for each in some if each[0][1:2] == (second,)) + short for second in seconds}
    return with_second | {"": short}
