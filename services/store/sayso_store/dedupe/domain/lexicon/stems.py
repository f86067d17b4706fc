"""Words without their inflection, and words of one meaning.

``stem`` gives one form for the forms of one word; ``root`` goes on and takes off what makes nouns of verbs
("evacuation", "evacuate"); ``senses`` are all the groups of ``verbs``, ``nouns`` and ``qualities`` in which a word
stands. Two words mean the same when they share a sense, which is not transitive: that is the point of it, for "hold"
may be "detain" or "host", and these two are not each other.
"""

from functools import lru_cache

from sayso_store.dedupe.domain.lexicon.instead import INSTEAD
from sayso_store.dedupe.domain.lexicon.nouns import NOUNS
from sayso_store.dedupe.domain.lexicon.opposites import OPPOSITES
from sayso_store.dedupe.domain.lexicon.qualities import QUALITIES
from sayso_store.dedupe.domain.lexicon.tables import groups, heads, listed
from sayso_store.dedupe.domain.lexicon.verbs import VERBS

_IRREGULAR = """
use: used using uses; tie: tied ties tying; owe: owed owes owing; sue: sued sues suing; agree: agreed
free: freed; see: sees; retake: retook retaken; undertake: undertook undertaken; go: going; do: doing done
foresee: foresaw foreseen; arise: arose arisen; awake: awoke awoken; bear: bore; beat: beaten; become: became
begin: began begun; bind: bound; bite: bit bitten; bleed: bled; blow: blew blown; break: broke broken
breed: bred; bring: brought; build: built; burn: burnt; buy: bought; catch: caught; choose: chose chosen
come: came; deal: dealt; deny: denied denies denying; die: dying died dies; dig: dug; draw: drew drawn
drink: drank drunk; drive: drove driven; eat: ate eaten; fall: fell fallen; feed: fed; feel: felt; fight: fought
find: found; flee: fled; fly: flew flown flies; forbid: forbade forbidden; forget: forgot forgotten
forgive: forgave forgiven; freeze: froze frozen; get: got gotten; give: gave given; go: went gone goes
grow: grew grown; hang: hung; hear: heard; hide: hid hidden; hold: held; keep: kept; know: knew known; lay: laid
lead: led; learn: learnt; leave: left; lend: lent; lie: lied lies lying; lose: lost; make: made; mean: meant
meet: met; mislead: misled; overcome: overcame; overtake: overtook overtaken; overthrow: overthrew overthrown
pay: paid; rebuild: rebuilt; ride: rode ridden; ring: rang rung; rise: rose risen; run: ran; say: said
see: saw seen; seek: sought; sell: sold; send: sent; shake: shook shaken; shine: shone; shoot: shot; show: shown
shrink: shrank shrunk; sing: sang sung; sink: sank sunk; sit: sat; sleep: slept; slide: slid
speak: spoke spoken; spend: spent; spring: sprang sprung; stand: stood; steal: stole stolen; stick: stuck
strike: struck stricken; swear: swore sworn; sweep: swept; swim: swam swum; swing: swung; take: took taken
teach: taught; tear: tore torn; tell: told; think: thought; throw: threw thrown; tie: tied ties tying
undergo: underwent undergone; understand: understood; uphold: upheld; wake: woke woken; wear: wore worn
weep: wept; win: won; withdraw: withdrew withdrawn; withhold: withheld; write: wrote written
person: people persons; man: men; woman: women; child: children; foot: feet; life: lives; wolf: wolves
knife: knives; wife: wives; thief: thieves; tooth: teeth; mouse: mice; crisis: crises; analysis: analyses
businessman: businessmen; policeman: policemen; fireman: firemen; gunman: gunmen; lawmaker: lawmakers
note: notes noted noting; centre: center; theatre: theater; defence: defense; licence: license
programme: program; tyre: tire; jail: gaol; aeroplane: airplane; metre: meter; litre: liter; offence: offense
harbour: harbor; labour: labor; neighbour: neighbor; honour: honor; colour: color; rumour: rumor; tumour: tumor
"""
IRREGULAR = {
    form: base.strip()
    for line in _IRREGULAR.strip().splitlines()
    for base, _, forms in (each.partition(":") for each in line.split(";"))
    for form in forms.split()
}

VOCABULARY = 65_536
"""Words whose reading is kept: with the names, more than the news of a day have. Each cache of them takes some MB."""

_ENDINGS = (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"))
_ENDED = tuple(ending for ending, _ in _ENDINGS)
_PLURALS = ("men", "people", "ren", "s", "feet", "teeth", "mice", "er", "or", "ing", "se", "am", "ol", "ire", "ane")
_NOUN_ENDINGS = ("ation", "ition", "ment", "ance", "ence", "ness", "ity", "ion", "ly")
_NO_ROOT = frozenset("department apartment parliament document ministry element moment comment university".split())  # noqa: SIM905
_WHOLE = frozenset({"note", "none", "once", "news", "lens"})
_LEAST = 5
"""Letters that a root must have: shorter ones stand for too much."""


@lru_cache(maxsize=VOCABULARY)
def stem(word: str) -> str:
    """A word without its inflection: not a dictionary form, but the same for forms of one word."""
    base = IRREGULAR.get(word, word)
    if not base.isalpha() or len(base) < 4 or base in _WHOLE:
        return base
    for ending, instead in _ENDINGS if base.endswith(_ENDED) else ():
        if base.endswith(ending) and len(base) > len(ending) + 1:
            return _bare(base.removesuffix(ending) + instead)
    if base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = IRREGULAR.get(base[:-1], base[:-1])
    for ending in ("ing", "ed") if base.endswith(("ing", "ed")) else ():
        cut = base.removesuffix(ending)
        if cut != base and len(cut) > 2 and any(letter in "aeiouy" for letter in cut):
            return _bare(cut)
    return _bare(base)


def _bare(word: str) -> str:
    word = word.removesuffix("e") if len(word) > 3 else word
    word = f"{word[:-2]}is" if word.endswith("iz") and len(word) > 4 else word
    return word[:-1] if len(word) > 2 and word[-1] == word[-2] else word


@lru_cache(maxsize=VOCABULARY)
def is_past_form(word: str) -> bool:
    """Whether a word has the form of a past tense or participle."""
    if word in IRREGULAR:
        return not word.endswith(_PLURALS)
    return word.endswith("ed") and len(word) > 4


@lru_cache(maxsize=VOCABULARY)
def root(word: str) -> str:
    """The stem without what makes a noun or an adverb of it."""
    base = stem(word)
    if word in _NO_ROOT:
        return base
    if base.endswith("sion") and not base.endswith("ssion") and len(base) > _LEAST + 1:
        return f"{base[:-4]}d"
    for ending in _NOUN_ENDINGS if base.endswith(_NOUN_ENDINGS) else ():
        cut = base.removesuffix(ending)
        if cut != base and len(cut) >= _LEAST:
            return _verbal(cut)
    return _verbal(base)


def _verbal(cut: str) -> str:
    short = cut.removesuffix("at")
    return short if len(short) >= _LEAST else stem(cut)


_GROUPS = groups(VERBS) + groups(NOUNS) + groups(QUALITIES) + heads(INSTEAD)


def _senses() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for word in group if len(group) > 1 else ():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


_SENSES = _senses()
_LOOSE = ("-for", "-at", "-about", "-from", "-with")
"""Prepositions that leave their verb what it is: "pay for" is "pay", as "call off" is not "call"."""

_COMPOUNDS = frozenset(word for group in groups(NOUNS) + groups(QUALITIES) for word in group if "-" in word)
"""Names of things of more than one word: each of them means something by itself as well."""

_CHIEFS = [stem(group[0]) if group else "" for group in _GROUPS]


@lru_cache(maxsize=VOCABULARY)
def senses(word: str) -> frozenset[int | str]:
    """What a word can mean: the numbers of its groups, and its root."""
    parts = word.split("-") if word in _COMPOUNDS else []
    if not parts and word.endswith(_LOOSE):
        parts = [word.partition("-")[0]]
    return frozenset({root(word)}).union(_SENSES.get(stem(word), ()), *map(senses, parts))


@lru_cache(maxsize=VOCABULARY)
def chief(word: str) -> str:
    """One word for all that would be about the same: its first group's first word, or the opposites of that."""
    numbers = _SENSES.get(stem(word))
    head = _CHIEFS[min(numbers)] if numbers else root(word)
    return _ENDS.get(head, head)


def stems(*lines: str) -> frozenset[str]:
    """The stems of the words of some lines."""
    return frozenset(map(stem, listed(*lines)))


_ENDS = {stem(word): f"{ends[0][0]}/{ends[1][0]}" for ends in reversed(OPPOSITES) for side in ends for word in side}
"""By a word that is an end of an opposite, that opposite."""
