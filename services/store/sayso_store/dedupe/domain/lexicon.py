"""The words that matter to the rules, as tables: general English, nothing about any story.

Words are written as people write them; ``stem`` is applied when the tables are read. A table is extended here, never
in the rules. Next: ``features``.
"""

from functools import lru_cache


def listed(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())


IRREGULAR = {
    form: base
    for base, forms in {
        "arise": "arose arisen", "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built",
        "rebuild": "rebuilt", "buy": "bought", "catch": "caught", "choose": "chose chosen", "come": "came",
        "drink": "drank drunk", "drive": "drove driven", "fall": "fell fallen", "fight": "fought", "find": "found",
        "fly": "flew flown", "give": "gave given", "go": "went gone goes", "grow": "grew grown", "hide": "hid hidden",
        "hold": "held", "keep": "kept", "know": "knew known", "lead": "led", "leave": "left", "lend": "lent",
        "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "pay": "paid", "rise": "rose risen",
        "run": "ran", "say": "said", "see": "saw seen", "seek": "sought", "sell": "sold", "send": "sent",
        "shoot": "shot", "shrink": "shrank shrunk", "sink": "sank sunk", "speak": "spoke spoken", "spend": "spent",
        "stand": "stood", "steal": "stole stolen", "strike": "struck", "take": "took taken", "teach": "taught",
        "tell": "told", "think": "thought", "throw": "threw thrown", "win": "won", "withdraw": "withdrew withdrawn",
        "write": "wrote written", "die": "dying died dies", "person": "people", "man": "men", "woman": "women",
        "child": "children", "foot": "feet", "life": "lives", "deny": "denied denies",
    }.items()
    for form in forms.split()
}  # fmt: skip

STOP = listed(
    "a an the this that these those it its he him his she her hers they them their theirs himself herself itself",
    "themselves i me my mine myself we us our ours ourselves you your yours who whom whose which what where when",
    "am is are was were be been being have has had having do does did done doing can to of in on at by for from with",
    "as into onto off out up down over and or but if than so too very there here while although though since because",
    "due during through via per within upon about around some any each both such own will would shall could should",
    "may might must ought ever at all else according also now already still just then later exactly until s",
)

LIGHT = listed(
    "person get give take make hold have go come place way time thing member rate level number amount total whole",
    "entire happen occur involve stay remain stand become mean amid among along say tell",
)
"""Words that carry too little to keep two claims apart."""

SELF = listed("company firm airline club bank party union ministry government council team group agency police")
"""What an organisation is called in its own claims: it may be left out, or its name put instead."""

NEGATIONS = listed("not no never nobody none nothing neither nor nowhere deny false untrue")

SOFT_NEGATIONS = listed(
    "without lack fail refuse beyond lose miss stop cease halt reject absent empty unable impossible hardly barely",
    "rarely seldom little few unless out except",
)
"""Words that can say by themselves what another says with a negation: "ran out of water", "had no water left"."""

NEVER_EXTRA = listed(
    "almost nearly barely hardly former deputy acting alleged allegedly reportedly apparently try attempt fail refuse",
    "only partly half first second third least most fake against unless except another other new old big small",
    "without east west north south",
)
"""Words that change what is said, so that a claim with one of them is another claim."""

FIRST_PERSON = listed("i me my mine myself we us our ours ourselves")

MODALS = {
    **dict.fromkeys(listed("may might could perhaps possibly maybe likely probably expect"), "possible"),
    **dict.fromkeys(listed("should must ought"), "wished"),
    **dict.fromkeys(listed("will would shall"), "future"),
}

UP = listed("rise climb grow increase jump surge soar rocket more higher gain strengthen upward")
DOWN = listed(
    "fall drop decline decrease slip slow slump plunge dip reduce less lower fewer shrink cut ease weaken downward",
)

REPORTED = listed("say confirm admit announce claim state declare insist add tell")
"""Verbs whose "… that" only introduces what is claimed."""

SYNONYMS = (
    "kill die dead death fatal", "blast explosion", "shut close closure", "begin start", "buy acquire purchase",
    "resign quit resignation", "cancel scrap axe", "unemployment jobless", "hurt injure injury wound", "free release",
    "lorry truck", "film movie", "finish complete", "repair fix mend", "support backing", "power electricity",
    "doctor physician", "sick ill", "probe investigation inquiry", "fire blaze", "allow permit", "ban prohibit",
    "help assist aid", "huge vast enormous", "plan intend", "deal agreement accord", "pact treaty",
    "talk negotiation", "aboard onboard", "attempt try", "flee escape", "seize confiscate", "lawmaker legislator",
    "hire recruit", "sack dismiss", "beat defeat", "build construct", "almost nearly", "carry transport",
    "sell sale", "sign signature", "arrive arrival", "depart departure", "decide decision", "refuse refusal",
    "approve approval", "marry marriage", "choose choice", "fail failure", "lose loss", "arrest detain",
)  # fmt: skip
"""Words that news use for one another; each group is one word to the rules."""

PHRASES = {
    ("step", "down"): "resign", ("stand", "down"): "resign", ("give", "back"): "return", ("hand", "back"): "return",
    ("call", "off"): "cancel", ("vote", "down"): "reject", ("turn", "down"): "reject", ("vote", "against"): "reject",
    ("go", "up"): "rise", ("be", "up"): "rise", ("was", "up"): "rise", ("is", "up"): "rise", ("were", "up"): "rise",
    ("go", "down"): "fall", ("was", "down"): "fall", ("is", "down"): "fall", ("were", "down"): "fall",
    ("on", "board"): "aboard", ("shut", "down"): "close", ("take", "over"): "buy", ("set", "free"): "free",
    ("find", "guilty"): "guilty", ("come", "down"): "land", ("carry", "out"): "do", ("blow", "up"): "explode",
}  # fmt: skip

OPPOSITES = [
    ("guilty convict", "clear acquit innocent"), ("win", "lose"), ("pass approve adopt", "reject"), ("open", "close"),
    ("begin", "end"), ("safe", "unsafe dangerous"), ("sound intact", "cracked damaged"), ("alive survive", "kill"),
    ("true", "lie"), ("legal lawful", "illegal unlawful"), ("hire", "sack"), ("agree", "disagree"),
    ("accept", "refuse decline"), ("support", "oppose"), ("arrive", "depart"), ("before", "after"),
    ("allow", "ban"), ("success succeed", "failure fail"), ("best", "worst"), ("male", "female"), ("free", "hold"),
    ("home", "away"), ("early", "late"), ("strong", "weak"), ("rich", "poor"),
]  # fmt: skip
"""Words that cannot both be true of the same thing."""


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its inflection: not a dictionary form, but the same for forms of one word."""
    base = IRREGULAR.get(word, word)
    if not base.isalpha() or len(base) < 4:
        return base
    for ending, instead in (("ies", "y"), ("ied", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if base.endswith(ending) and len(base) > len(ending) + 1:
            return _bare(base.removesuffix(ending) + instead)
    if base.endswith("s") and not base.endswith(("ss", "us", "is")):
        base = base[:-1]
    for ending in ("ing", "ed"):
        root = base.removesuffix(ending)
        if root != base and len(root) > 2 and any(letter in "aeiouy" for letter in root):
            return _bare(root)
    return _bare(base)


def _bare(word: str) -> str:
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] if len(word) > 2 and word[-1] == word[-2] else word
