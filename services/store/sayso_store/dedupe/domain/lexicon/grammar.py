"""Words that are read by their work in a sentence: those without weight, negations, modals, prepositions."""

from sayso_store.dedupe.domain.lexicon.tables import listed

STOP = listed(
    "every once anyone anybody anything a an the this that these those it its he him his she her hers they",
    "them their theirs himself herself itself themselves i me my myself we us our ours ourselves you your",
    "yours who whom whose which what where when am is are was were be been being have has had having do does",
    "did done doing can to of in on at by for from with as into onto off out up down over and or but if than",
    "so too very there here while although though since because due during through via per within upon about",
    "around any each both such own will would shall could should may might must ought ever at all else",
    "according also now already still just then later exactly until s approximately roughly circa aged",
    "whether how why even yet despite amid among along between across towards toward mr mrs ms dr sir",
    "currently presently altogether anymore following throughout",
)

LIGHT = listed(
    "express voice person get way time thing member rate level number amount total whole entire happen occur",
    "involve become mean say tell set put official formally eventually successfully confirm admit acknowledge",
    "concede insist state declare claim note after fact case give take make hold have go come place stay",
    "remain stand use carry",
)
"""Words that carry too little to keep two claims apart."""

WEAK = listed("give take make hold go come stay remain stand use carry have put set")
"""Verbs that are light beside another verb, but not where they are the only difference between two topics."""

SELF = listed(
    "company firm airline club bank party union ministry government council team group agency police army",
    "hospital university laboratory lab institute association federation office department board authority",
    "charity lawyer agent spokesman spokeswoman spokesperson business organisation bureau service minister",
    "president mayor chief director brigade league school college department movement retailer maker carrier",
    "operator lender regulator client family",
)
"""What a speaker is called in its own claims: it may be left out, or the name put instead."""

NEGATIONS = listed(
    "not no never nobody none nothing neither nor nowhere deny denies denied denying denial false falsely",
    "untrue without",
)

SOFT_NEGATIONS = listed(
    "lack fail refuse beyond lose miss stop cease halt reject absent empty impossible hardly barely rarely",
    "seldom little few unless out except",
)
"""Words that can say by themselves what another says with a negation: "ran out of water", "had no water left"."""

FILLER = listed(
    "begin start ago before suffer receive find undergo reach follow experience conduct perform deliver grant",
    "provide lead come stretch amount sentence dollar pound euro yen available against aboard single dispute",
    "area scene incident occasion event site spot kind sort type series process effort situation condition",
    "figure immediate severe heavy exact exactly authority official officer overall entirely fully completely",
    "already recently finally again together operation service programme project work news announcement",
    "statement comment huge large big major great serious giant veteran longtime respective actual very quite",
    "really simply immediately quickly suddenly report post record see reportedly well ahead forward cause",
    "force trigger bring further body result",
)
"""Words that may be left out without another thing being said: one of them on one side is let pass."""

FIRST_PERSON = listed("i me my myself we us our ours ourselves")

MODALS = {
    **dict.fromkeys(listed("may might could perhaps possibly maybe likely probably expect"), "possible"),
    **dict.fromkeys(listed("should must ought"), "wished"),
    **dict.fromkeys(listed("will would shall"), "future"),
    "forced": "forced",
}

BE = listed("am is are was were be been being")
PAST = listed("was were had did has have been")
AUXILIARIES = BE | PAST | listed("do does will would shall can could may might must should cannot")

REPORTED = listed(
    "say confirm admit announce claim state declare insist add tell find show conclude reveal indicate report",
    "stress maintain note acknowledge concede explain argue estimate",
)
"""Verbs whose "… that" only introduces what is claimed."""

PLACES = listed(
    "in at near on off outside inside into under beneath behind above aboard beside opposite outskirts from"
)
"""Prepositions that begin a place."""

AFTER = listed("after following when as over")
"""What can begin a cause where the other side names one."""

OTHER_PREPOSITIONS = listed(
    "to with for against about by before during until since than like as through onto across between"
)

SILENCE = listed(
    "comment respond response reply answer reachable reach available discuss contact rumour speculate speculation"
)
"""What is spoken of by those who do not speak."""

OF_SILENCE = listed(
    "comment respond response reply answer reach available discuss contact rumour speculate speculation",
    "immediate immediately request question detail matter pending case decline refuse spokesman spokeswoman",
    "spokesperson call email message return statement say speak moment further time inquiry ask not offer",
    "make give report interview press",
)
"""Words of those who only say that they say nothing."""
