"""Verbs that report speech or belief, as data: which forms, what may follow, and what they tell about certainty.

The list is the head of a long tail, on purpose: a class says what its verbs have in common, with an example that must
be found and a counter-example that must not. `cue_hits` decides whether a form is a cue where it stands;
a later version adds a fitted tagger for the tail.

Guaranteed: every form belongs to one verb; `FORMS` is the look-up, folded to lower case.

Next: `cue_hits`.
"""

from dataclasses import dataclass

from sayso_extract.domain.model import Certainty
from sayso_extract.domain.word_lists import word_set

CUES_KNOWN = 1_000
"""Cues in an article's words whose reading is remembered: most are like an earlier one, "said" above all."""


@dataclass(frozen=True, slots=True)
class CueClass:
    """What a group of cue verbs has in common.

    `takes` says what may be reported: a bare `clause`, only a `that` clause, a `quote`, or an `object` ("rejected her
    figure"). `inverts`: may precede its speaker. `hearer`: may name who was told. `when_negated`: "did not expect"
    still reports something, "did not say" does not.
    """

    name: str
    takes: frozenset[str]
    certainty: Certainty
    verbs: str
    example: str
    counter_example: str
    inverts: bool = False
    hearer: bool = False
    when_negated: bool = False


@dataclass(frozen=True, slots=True)
class CueForm:
    """One inflected form of one cue verb."""

    form: str
    lemma: str
    kind: CueClass
    participle: bool
    past: bool
    noun_like: bool

    @property
    def plain(self) -> bool:
        """Whether this is the bare form ("say"), which needs a plural subject and never comes before it."""
        return self.form == self.lemma and not self.past

    @property
    def plans(self) -> bool:
        """Whether what it reports may be an infinitive: "expects to break even"."""
        return self.kind.name == "expect" or self.lemma in ("hope", "vow", "pledge", "promise")

    @property
    def hearer(self) -> bool:
        """Whether the verb may name who was told."""
        return self.kind.hearer


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


CLASSES = (
    CueClass("say", word_set("clause that quote"), "asserted", "say,says,said,saying",
             "The mayor said the bridge was safe.",
             "The mayor did not say whether the bridge was safe.", inverts=True),
    CueClass("tell", word_set("clause that quote"), "asserted",
             "tell,tells,told,telling; assure,assures,assured,assuring; inform,informs,informed,informing; "
             "remind,reminds,reminded,reminding",
             "The mayor told reporters the bridge was safe.", "The mayor was told the bridge was safe.",
             hearer=True),
    CueClass("state", word_set("clause that quote"), "asserted",
             "add,adds,added,adding; announce,announces,announced,announcing; explain,explains,explained,explaining; "
             "insist,insists,insisted,insisting; maintain,maintains,maintained,maintaining; "
             "confirm,confirms,confirmed,confirming; stress,stresses,stressed,stressing; "
             "reiterate,reiterates,reiterated,reiterating; admit,admits,admitted,admitting; "
             "acknowledge,acknowledges,acknowledged,acknowledging; concede,concedes,conceded,conceding; "
             "allege,alleges,alleged,alleging; argue,argues,argued,arguing; contend,contends,contended,contending; "
             "claim,claims,claimed,claiming; declare,declares,declared,declaring; note,notes,noted,noting; "
             "recall,recalls,recalled,recalling; warn,warns,warned,warning; complain,complains,complained,complaining; "
             "testify,testifies,testified,testifying; write,writes,wrote,writing; "
             "report,reports,reported,reporting; reveal,reveals,revealed,revealing; "
             "predict,predicts,predicted,predicting; conclude,concludes,concluded,concluding; "
             "joke,jokes,joked,joking; reply,replies,replied,replying; respond,responds,responded,responding; "
             "tweet,tweets,tweeted,tweeting; remark,remarks,remarked,remarking; quip,quips,quipped,quipping; "
             "counter,counters,countered,countering; caution,cautions,cautioned,cautioning; "
             "vow,vows,vowed,vowing; pledge,pledges,pledged,pledging; agree,agrees,agreed,agreeing; "
             "boast,boasts,boasted,boasting; assert,asserts,asserted,asserting; "
             "advise,advises,advised,advising; lament,laments,lamented,lamenting; "
             "emphasise,emphasises,emphasised,emphasising; emphasize,emphasizes,emphasized,emphasizing",
             '"The bridge is safe," the mayor added.', "The mayor added two chairs to the room.", inverts=True),
    CueClass("state-that", word_set("that quote"), "asserted",
             "state,states,stated,stating; mention,mentions,mentioned,mentioning; "
             "accept,accepts,accepted,accepting; indicate,indicates,indicated,indicating; "
             "continue,continues,continued,continuing; observe,observes,observed,observing; "
             "repeat,repeats,repeated,repeating; show,shows,showed,showing; find,finds,found,finding; "
             "ask,asks,asked,asking; shout,shouts,shouted,shouting; demand,demands,demanded,demanding; "
             "recommend,recommends,recommended,recommending; clarify,clarifies,clarified,clarifying; "
             "estimate,estimates,estimated,estimating; propose,proposes,proposed,proposing; "
             "promise,promises,promised,promising; "
             "comment,comments,commented,commenting; point,points,pointed,pointing; go,goes,went,going",
             "The mayor stated that the bridge was safe.", "The mayor found the bridge.", inverts=True),
    CueClass("utter", word_set("quote"), "asserted",
             "laugh,laughs,laughed,laughing; sigh,sighs,sighed,sighing; smile,smiles,smiled,smiling; "
             "grin,grins,grinned,grinning; chuckle,chuckles,chuckled,chuckling; shrug,shrugs,shrugged,shrugging; "
             "sob,sobs,sobbed,sobbing; mutter,mutters,muttered,muttering; whisper,whispers,whispered,whispering; "
             "yell,yells,yelled,yelling; scream,screams,screamed,screaming; cry,cries,cried,crying; "
             "exclaim,exclaims,exclaimed,exclaiming; muse,muses,mused,musing; fume,fumes,fumed,fuming; "
             "post,posts,posted,posting; read,reads; "
             "snap,snaps,snapped,snapping; retort,retorts,retorted,retorting; enthuse,enthuses,enthused,enthusing",
             '"The bridge is safe," laughed the mayor.', "The mayor laughed that the bridge was safe.", inverts=True),
    CueClass("suggest", word_set("that quote"), "possible",
             "suggest,suggests,suggested,suggesting; imply,implies,implied,implying; hint,hints,hinted,hinting; "
             "speculate,speculates,speculated,speculating",
             "The mayor suggested that the bridge was safe.", "The mayor suggested a walk.", inverts=True),
    CueClass("believe", word_set("clause that quote"), "believed",
             "believe,believes,believed,believing; think,thinks,thought,thinking; feel,feels,felt,feeling; "
             "suspect,suspects,suspected,suspecting; fear,fears,feared,fearing; hope,hopes,hoped,hoping; "
             "reckon,reckons,reckoned,reckoning",
             "The mayor believes the bridge is safe.", "The mayor felt cold.", when_negated=True),
    CueClass("expect", word_set("clause that quote object"), "expected",
             "expect,expects,expected,expecting; forecast,forecasts,forecasting; "
             "anticipate,anticipates,anticipated,anticipating",
             "The mayor expects the bridge to open in June.", "The mayor did not know what to expect of the bridge.",
             when_negated=True),
    CueClass("deny", word_set("clause that quote object"), "denied",
             "deny,denies,denied,denying; reject,rejects,rejected,rejecting; "
             "dismiss,dismisses,dismissed,dismissing; dispute,disputes,disputed,disputing; "
             "refute,refutes,refuted,refuting",
             "The mayor denied that the bridge was unsafe.", "The mayor was denied entry to the bridge."),
    CueClass("object", word_set("object"), "asserted",
             "blame,blames,blamed,blaming; describe,describes,described,describing; "
             "call,calls,called,calling; put,puts,putting; list,lists,listed,listing",
             'The mayor described the bridge as "a jewel".', "The mayor called a meeting."),
    CueClass("hear", word_set("clause that"), "asserted", "heard",
             "The mayor took bribes, the high court heard on Monday.", "The mayor heard a noise."),
)  # fmt: skip

NOUN_LIKE = word_set(
    "claim claims report reports note notes warning comment comments promise promises estimate estimates forecast "
    "forecasts call calls state states demand demands question reply replies fear fears hope hopes thought list lists "
    "vow vows pledge pledges remark remarks tweet tweets point points joke jokes counter counters dispute disputes "
    "feeling finding blame suspect suspects show shows finds caution cautions stress addition complaint boast boasts "
    "saying writing meaning laugh laughs sigh sighs smile smiles cry cries scream screams snap"
)
"""Forms that are as often a noun: they need a subject of their own to be read as verbs."""

PARTICLES = {"point": "out", "go": "on"}
"""Verbs that report only with their particle: "pointed out", "went on"."""

HEARSAY = word_set(
    "said expected thought believed understood reported alleged rumoured rumored estimated reckoned feared"
)
"""Participles of passives that name no speaker: "is said to have fled"."""

COURTS = word_set("court inquest inquiry jury tribunal hearing committee panel meeting commission")


def _forms() -> dict[str, CueForm]:
    table: dict[str, CueForm] = {}
    for kind in CLASSES:
        for verb in kind.verbs.split(";"):
            forms = [form.strip() for form in verb.split(",")]
            for place, form in enumerate(forms):
                past = form.endswith("ed") or (place == 2) or form in ("put", "heard")
                entry = CueForm(form, forms[0], kind, form.endswith("ing"), past, form in NOUN_LIKE)
                table.setdefault(form, entry)
    return table


FORMS = _forms()
