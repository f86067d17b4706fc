"""Nouns that tell what a speaker is: roles, organisations, documents, unnamed people, honorifics.

Word lists as data, lower case. They hold kinds of speaker, never a speaker's name.

Next: `names`, which reads mentions with them.
"""

from sayso_extract.domain.word_lists import word_set

ROLES = word_set(
    "minister secretary president chief head leader director chairman chairwoman chair chairperson spokesman "
    "spokeswoman spokesperson governor gov mayor senator sen rep congressman congresswoman representative officer "
    "analyst economist professor prof judge justice general gen colonel col captain capt lieutenant lt sergeant sgt "
    "commander admiral adm major inspector detective superintendent constable commissioner chancellor premier "
    "ambassador envoy deputy councillor councilman councilwoman mp lawmaker legislator nominee candidate founder "
    "co-founder cofounder owner manager executive ceo cfo coo editor author reporter correspondent coach player "
    "striker midfielder lawyer attorney prosecutor barrister solicitor doctor scientist researcher engineer farmer "
    "baker teacher student resident witness victim survivor shopkeeper official aide adviser advisor strategist "
    "expert fellow lecturer historian activist campaigner organiser organizer king queen prince princess pope bishop "
    "archbishop cardinal imam rabbi sheriff marshal coroner nurse partner member boss vice-president whip speaker "
    "clerk treasurer trustee negotiator diplomat tenant worker steward driver pilot fisherman deckhand broker "
    "consultant trader investor pollster columnist commentator surgeon biologist physicist chemist geologist "
    "ecologist meteorologist astronomer psychologist economist curator architect artist singer actor actress "
    "director-general superintendent principal headteacher dean vice-chancellor rector warden ranger skipper keeper "
    "hydrologist harbormaster harbourmaster "
    "pastor priest reverend rev father businessman businesswoman entrepreneur billionaire regent "
    "spokespeople spokesmen officials officers analysts economists researchers scientists experts ministers "
    "lawmakers senators residents witnesses survivors lawyers prosecutors aides advisers doctors engineers "
    "campaigners activists diplomats authors organisers commanders investigators"
)
PLURALS = word_set(
    "people men women survivors spokespeople spokesmen officials officers analysts economists researchers scientists "
    "experts ministers lawmakers senators residents witnesses lawyers prosecutors aides advisers doctors engineers "
    "campaigners activists diplomats authors organisers commanders investigators sources traders critics others many "
    "some supporters opponents neighbours neighbors police team teams"
)
ORGANISATIONS = word_set(
    "ministry office council trust company party university institute agency bank capital securities hospital court "
    "committee commission department police force forces army navy union association federation foundation group "
    "government administration campaign club corporation inc ltd plc airline coaches times post journal news radio "
    "television tv service services staff board authority parliament senate congress kremlin pentagon organisation "
    "organization charity firm operator society centre center college school church bureau embassy prosecution "
    "defence opposition regulator watchdog network nations league alliance coalition guard station newspaper "
    "broadcaster magazine herald tribune guardian gazette chronicle telegraph mail water power energy holdings "
    "partners industries airlines laboratories observatory museum clinic treasury crown military cabinet "
    "brigade command wire press exchange fund retailer maker manufacturer supplier developer"
)
DOCUMENTS = word_set(
    "report study poll survey statement notice paper papers document documents letter article memo filing lawsuit "
    "complaint indictment email transcript analysis research data figures records tweet dossier bulletin website "
    "reports studies polls surveys statements letters book review audit affidavit communique release"
)
GENERIC = word_set("company group firm team party council club charity operator agency union court bank")
"""Organisation nouns that name nobody when they stand alone: "the company"."""
UNNAMED = word_set("source person man woman someone one another insider passenger customer neighbour neighbor "
                    "bystander relative friend mother father brother sister son daughter wife husband")  # fmt: skip
HONORIFICS: dict[str, str | None] = {
    "mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "dr": None,
}  # fmt: skip
ROLE_ALIASES = {
    "chief": "head", "head": "head", "boss": "head", "leader": "head", "director": "head", "chairman": "chair",
    "chairwoman": "chair", "gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor",
    "ceo": "executive", "premier": "minister",
}  # fmt: skip
"""Role nouns that newsrooms swap for one another: "Pentagon chief", later "the Pentagon head"."""
