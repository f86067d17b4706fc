"""Closed word classes of English, as data: what a determiner, a pronoun or a subordinator is.

There is no tagger in this version; these lists and the order of words stand in for one. All entries are folded to
lower case with straight apostrophes, like `Token.lower`.

Next: `attribution.cues`, the open class of verbs that report speech.
"""

from sayso_extract.domain.word_lists import word_set

DETERMINERS = word_set("the a an this that these those another one two three both some several many its his her "
                        "their our my your no each every other all most")  # fmt: skip
POSSESSIVES = word_set("his her their its my our your")
PRONOUNS = word_set("he she they it we i you who")
SINGULAR_PERSON = frozenset(("he", "she"))
PERSONAL_GENDERS = {"he": "m", "she": "f"}
POSSESSIVE_GENDERS = {"his": "m", "her": "f"}
PREPOSITIONS = word_set(
    "in on at by for from with of to under over after before during following despite amid among through via since "
    "until about against as into near without within between across throughout per besides unlike like like "
    "according asked speaking writing responding referring citing given outside inside earlier later late early "
    "meanwhile however instead still yet so then now also therefore moreover nevertheless nonetheless further "
    "furthermore additionally similarly separately overall today yesterday last next this once twice when while if "
    "because although though whereas unless where since but and or nor plus perhaps indeed thus hence elsewhere "
    "afterwards finally first second eventually recently previously together both"
)
"""Words that open an introducer: "In a letter, ...", "However, ...", "If he loses, ..."."""
TRUE_PREPOSITIONS = word_set(
    "in on at by for from with of to under over after before during following despite amid through via since until "
    "about against near without within between across throughout"
)
SUBORDINATORS = word_set("because when while if although though whereas unless since after before as than that "
                          "where and but or so whether")  # fmt: skip
CONJUNCTIONS = frozenset(("and", "but", "or", "yet", "so", "nor"))
BE = word_set("is are was were be been being am 's 're isn't aren't wasn't weren't")
AUXILIARIES = BE | word_set(
    "has have had having do does did will would can could may might should must hasn't haven't hadn't don't doesn't "
    "didn't won't wouldn't can't cannot couldn't"
)
FINITE = word_set(
    "is are was were am has have had does did will would can could may might should must isn't aren't wasn't weren't "
    "hasn't haven't hadn't doesn't didn't won't wouldn't can't cannot couldn't fell rose came went took made got gave "
    "found held saw told said"
)
PASTS = word_set(
    "wept swept crept became began bet bit blew bought broke brought built burnt caught chose cut drew drove fed "
    "fled flew forgot fought froze grew hid hit hung hurt kept knew lay led left lent let lost met paid put quit "
    "ran rode sang sank sat sent set shook shot shut slept sold spent spoke stood stole struck stuck swam swore "
    "taught threw tore used won wore wrote"
)
"""Past tenses that no ending tells, but those in `FINITE`."""
NEGATIONS = word_set("not never n't don't doesn't didn't won't wouldn't can't cannot couldn't isn't aren't wasn't "
                      "weren't hasn't haven't hadn't neither nor")  # fmt: skip
VERB_ADVERBS = word_set(
    "also later then previously since now earlier repeatedly once again still always already often long just even "
    "simply only further first reportedly recently soon initially himself herself themselves itself yesterday today "
    "tonight"
)
"""Words that may stand between a subject and its verb, next to those in -ly."""
AFTER_ADVERBS = VERB_ADVERBS | word_set("yesterday today tonight afterwards afterward late early there here too "
                                         "instead however though")  # fmt: skip
CLAUSE_BREAKERS = word_set("but though although while whereas as even who which")
"""Words that, after a comma, begin something the reported clause no longer holds."""
TEMPORAL_NOUNS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december week weekend month year night morning afternoon evening spring summer autumn "
    "winter fall quarter day days weeks months years hour hours minutes noon midnight today yesterday"
)


def is_adverb(word: str) -> bool:
    """Whether a word may stand between subject and verb."""
    return word in VERB_ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in ("family", "july", "only"))


def is_aside(word: str) -> bool:
    """Whether a word may stand between commas after a verb: "She stressed, however, that ..."."""
    return word in ("however", "though", "too", "instead", "meanwhile") or is_adverb(word)
