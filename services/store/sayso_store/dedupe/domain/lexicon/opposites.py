"""Words that cannot both be true of the same thing, directions, and deeds that are done once or by one alone."""

from sayso_store.dedupe.domain.lexicon.tables import listed

UP = listed(
    "rise climb grow increase jump surge soar rocket more higher gain strengthen upward raise expand swell",
    "rally escalate heighten mount multiply skyrocket spike rebound upturn boost widen accelerate",
)
DOWN = listed(
    "fall drop decline decrease slip slow slump plunge dip reduce less lower fewer shrink cut ease weaken",
    "downward tumble plummet dwindle diminish lessen sag contract shed halve reduction drops downturn narrow",
    "subside decelerate",
)

_OPPOSITES = """
guilty convict / acquit innocent exonerate; win victory triumph / lose defeat; clear / convict guilty
pass approve adopt endorse ratify / reject veto block scrap; open reopen / close shut closure shutdown
begin start / end finish conclude; safe secure / unsafe dangerous hazardous unfit
sound intact undamaged / cracked damaged crack damage collapse faulty
survive alive survival living / kill die death dead perish drown; true / lie false untrue
legal lawful / illegal unlawful; hire recruit / sack dismiss redundant; agree agreement / disagree disagreement
accept / refuse decline reject; support back endorse / oppose reject; arrive / depart leave; before / after
allow permit authorise / ban prohibit forbid outlaw bar; success succeed successful / failure fail fiasco flop
best / worst; free release liberate / hold detain custody captive imprison jail
early punctual / late delay delayed overdue; strong / weak
uphold confirm / overturn quash annul revoke dismiss reverse; grant award / refuse deny reject
improve better improvement recover / worsen worse deteriorate deterioration; recover recovery / die death dead
advance / retreat withdraw; keep retain / lose abandon; extinguish out quench / burn rage spread
promote promotion / relegate relegation demote; win / draw tie; full packed / empty half-empty deserted
find found recover / miss missing lost; continue resume proceed / stop halt cease suspend cancel abandon end
cancel scrap abandon / proceed continue; land / crash; hit / miss; work / out-of-order fail
stay remain / leave quit resign withdraw; accidental accident / deliberate intentional murder
suicide / murder accident; arson / accident; deny / admit confirm; confirm / refute reject; sober / drunk
armed / unarmed; present attend / absent boycott miss; peaceful / violent; agree / refuse; repair fix / destroy
effective / ineffective useless; genuine authentic real / fake forged forgery false; friendly / hostile
positive / negative; alone / together accompany; public / secret; profit / loss; surplus / deficit; victory / defeat
quickly fast / slowly slow; healthy fit well / ill sick unfit; married marry / divorce single
stable / critical unstable; lift / impose tighten extend; ease relax / tighten; join / leave quit; include / exclude
calm / chaos panic; on / off; hold / break collapse; drop / press pursue; valid / invalid void; willing / unwilling
unanimous / split divided; all / none; majority / minority; natural / poison murder strangle stab shoot
give / receive; renew extend / expire end terminate; exceed beat / miss; cheap / expensive
clean / dirty polluted contaminated; punctual / late; fair / rig fraudulent unfair; dry / icy wet flooded slippery
continue / break-off; cleaner / dirtier; safer / riskier; larger bigger / smaller; longer / shorter
faster quicker / slower; stronger / weaker; cheaper / dearer costlier; hotter warmer / colder cooler
older / younger; earlier / later; richer / poorer; happier / sadder
deliberately intentionally purpose / accidentally mistake accident
go-ahead proceed / cancel call-off postpone scrap; reinstate / sack dismiss; unharmed / injure hurt kill
peak / trough; guilty / clear; solve / unsolved; trust / distrust; healthy / sick; fresh / rotten
permanent / temporary; voluntary / forced; legalise / ban outlaw; qualify / eliminate; capture seize / repel lose
obey comply / breach violate flout defy; rescue save / drown die; insured / uninsured; thaw / freeze
solvent / bankrupt; sane / insane; pregnant / barren; wet / dry; conscious / unconscious; stay / flee
"""
OPPOSITES = [
    tuple(side.split() for side in each.split("/"))
    for line in _OPPOSITES.strip().splitlines()
    for each in line.split(";")
]
"""Words that cannot both be true of the same thing."""

ONCE = listed(
    "make produce manufacture tell inform learn spread born die kill founded build open close begin end",
    "launch crash sink explode arrest marry resign retire elect leave depart arrive discover find happen sign",
    "sell buy bury drown erupt collapse establish create invent publish adopt abolish hold host premiere",
    "complete finish inaugurate expire appoint shoot land derail hide steal lose merge acquire murder capture",
    "surrender assassinate execute seize jail sentence give birth escape come-from disappear vanish release",
    "settle store keep strike occur stage celebrate convict acquit charge destroy topple overthrow join fall",
    "start divorce take-place",
)
"""What happens once to one thing: told at two times or places, one of the two is wrong."""

ALONE = listed(
    "drive win beat defeat cause write compose invent founded design discover develop kill murder shoot",
    "destroy start begin leak steal paint break pay order own build come-from spark trigger assassinate score",
    "call create sign shout plant poison bomb burn ignite lead head succeed buy acquire organise plan draft",
    "blow-up stab direct produce provoke hack record publish betray rob forge sabotage tip-off alert",
    "translate fund finance drive fly captain",
)
"""What is done to one thing by one only: told of two doers, one of the two is wrong."""

RIVALRY = listed("beat defeat win lose buy acquire overtake succeed outbid thrash hammer edge crush takeover replace")
"""Deeds of which the reverse cannot be true as well."""
