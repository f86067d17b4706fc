"""Nouns that tell what a speaker is: roles, organisations, documents, unnamed people, honorifics.

Word lists as data, lower case. They hold kinds of speaker, never a speaker's name.

Next: `speakers.naming`, which tests words with them.
"""

from sayso_extract.domain.word_lists import word_set

JOINT = "\N{NO-BREAK SPACE}"
"""Holds together words that are read as one."""
_SPEAKER_OF_THE_HOUSE = ("speaker", "of", "the", "house")
_OFFICES_OF = (
    ("chief", "of", "staff"), ("secretary", "of", "state"), ("secretary", "of", "defense"),
    ("secretary", "of", "defence"), ("secretary", "of", "transportation"), ("secretary", "of", "homeland", "security"),
    ("chancellor", "of", "the", "exchequer"), _SPEAKER_OF_THE_HOUSE,
)  # fmt: skip
TOGETHER = {words[-1]: (words,) for words in _OFFICES_OF} | {"house": (_SPEAKER_OF_THE_HOUSE, ("white", "house"))}
"""Words that mean something together only, by the last of them."""
_TOGETHER_ROLES = frozenset(map(JOINT.join, _OFFICES_OF))
ROLES = _TOGETHER_ROLES | word_set(
    "minister secretary president chief head leader director chairman chairwoman chair chairperson spokesman "
    "spokeswoman spokesperson governor gov mayor senator sen rep congressman congresswoman representative officer "
    "analyst economist professor prof judge justice general gen colonel col captain capt lieutenant lt sergeant sgt "
    "commander admiral adm major inspector detective superintendent constable commissioner chancellor premier "
    "ambassador envoy deputy councillor councilman councilwoman mp lawmaker legislator nominee candidate founder "
    "co-founder cofounder owner manager executive ceo cfo coo editor author reporter correspondent coach player "
    "striker midfielder lawyer attorney prosecutor barrister solicitor doctor scientist researcher engineer farmer "
    "baker teacher student resident witness victim survivor shopkeeper official aide adviser advisor strategist "
    "expert fellow lecturer historian activist campaigner organiser organizer king queen prince princess pope "
    "bishop archbishop cardinal imam rabbi sheriff marshal coroner nurse partner member boss vice-president whip "
    "speaker clerk treasurer trustee negotiator diplomat tenant worker steward driver pilot fisherman deckhand "
    "broker consultant trader investor pollster columnist commentator surgeon biologist physicist chemist geologist "
    "ecologist meteorologist astronomer psychologist curator architect artist singer actor actress director-general "
    "principal headteacher dean vice-chancellor rector warden ranger skipper keeper hydrologist harbormaster "
    "harbourmaster master number-cruncher pastor priest reverend rev father businessman businesswoman entrepreneur "
    "billionaire regent spokespeople spokesmen officials officers analysts economists researchers scientists "
    "experts ministers lawmakers senators residents witnesses survivors lawyers prosecutors aides advisers doctors "
    "engineers campaigners activists diplomats authors organisers commanders investigators accountant actuary "
    "liquidator receiver arbitrator conservator caregiver grower driller notary consul cameraman screenwriter stylist "
    "landscaper linebacker fullback bystander claimant plaintiff inmate chiropractor hacker coder "
    "adjuster administrator agent agronomist anaesthetist anchor announcer anthropologist apprentice archaeologist "
    "archivist arborist assessor assistant athlete attache auctioneer auditor backbencher bailiff banker barber "
    "bargee barista bartender beekeeper biochemist blogger bookseller botanist boxer brewer bricklayer brigadier "
    "builder bursar businessperson butcher buyer cabbie caretaker carer carpenter cashier celebrant chaplain chef "
    "childminder choreographer chronicler citizen cleaner climatologist climber co-author co-chair co-director "
    "co-star co-owner collector comedian commandant commuter composer compere concierge conductor conservationist "
    "controller convener convenor cook cooper co-ordinator coordinator copilot cosmologist councilor counsel "
    "counsellor counselor courier cricketer critic custodian cyclist dairyman dancer dealer defendant defender "
    "delegate demographer dentist dermatologist designer developer dietitian dispatcher distiller diver docker "
    "drummer editor-in-chief educator electrician entomologist epidemiologist ethicist evangelist examiner "
    "ex-minister fan farmhand financier firefighter fireman fishmonger florist footballer forecaster forester "
    "foreman friend fundraiser gamekeeper gardener general-secretary geneticist geographer glaciologist goalkeeper "
    "golfer goalscorer grandmother grandfather gran grocer guard guide guitarist gynaecologist hairdresser handler "
    "harvester headmaster headmistress herder homeowner horticulturist host hotelier housewife hunter illustrator "
    "immunologist influencer innkeeper insider inspector-general instructor intern interpreter inventor "
    "investigator janitor jeweller jeweler jockey joiner journalist jurist juror labourer laborer landlady landlord "
    "lawman leaseholder liaison librarian lifeguard linguist lobbyist logger machinist magician magistrate magnate "
    "mason masseur mathematician mechanic mediator medic messenger metallurgist microbiologist midwife migrant "
    "miller miner minister-president missionary model monarch monk motorist mountaineer musician navigator "
    "neighbour neighbor neurologist neuroscientist newsagent novelist nun nutritionist obstetrician oceanographer "
    "oncologist onlooker ophthalmologist optician ornithologist owner-operator paediatrician painter "
    "palaeontologist paleontologist paramedic parent parishioner passer-by patient patrolman peer pensioner "
    "pharmacist philanthropist philosopher photographer physician physiotherapist pianist planner playwright "
    "plumber podcaster poet policeman policewoman politician porter postman postmaster postmistress potter "
    "presenter prisoner producer programmer promoter proprietor protester provost psychiatrist psychotherapist "
    "publican publisher quarterback radiologist rancher realtor receptionist recruit referee refugee registrar "
    "retiree rider ringleader roofer rower runner sailor salesman saleswoman scholar scout sculptor seafarer "
    "seamstress secretary-general seismologist sculler shareholder shepherd shipbuilder shop-owner shopper "
    "signalman sociologist soldier soprano specialist spectator sprinter stationmaster statistician stockbroker "
    "stonemason storekeeper substitute subpostmaster supervisor supporter surveyor swimmer tailor taxidermist "
    "taxpayer technician technologist tester theologian therapist toxicologist trainee trainer translator traveller "
    "trucker tutor tycoon umpire undersecretary under-secretary undertaker usher vet veteran veterinarian vicar "
    "vice-chair vice-chairman vintner violinist virologist volcanologist volunteer voter waiter waitress watchmaker "
    "weatherman weaver welder whistleblower winemaker winger woodworker writer youtuber zoologist monitor goalie "
    "ombudsman ombudswoman patron heir laureate minister-designate playmaker full-back centre-back fly-half batsman "
    "batter bowler pitcher catcher wicketkeeper tenor baritone deacon sheikh emir sultan chief-of-staff comptroller "
    "selectman alderman reeve freeholder marquess duke baroness baron earl countess viscount mother brother sister "
    "son daughter wife husband widow widower cousin uncle aunt nephew niece grandson granddaughter stepfather "
    "stepmother fiance fiancee coxswain helmsman bosun champion runner-up sophomore freshman seller gp mum dad "
    "eyewitness aide-de-camp cllr supt insp det pc dc dci brig maj cmdr amb msgr colleague classmate teammate "
    "team-mate roommate songwriter star fullback flanker hooker scrum-half international gunner acoustician boffin "
    "lead msp mep mla great-grandmother great-grandfather great-uncle great-aunt schoolgirl schoolboy pupil "
    "teenager newlywed bride bridegroom motorcyclist biker jogger dog-walker hiker rambler birdwatcher grandad "
    "granddad grandma nan graduate undergraduate plasterer decorator handyman landowner smallholder crofter "
    "trawlerman busker barmaid barman sommelier stuntman astronaut cosmonaut holidaymaker trainspotter "
    "allotment-holder postdoc sponsor counterpart contributor pundit panelist panellist surrogate operative "
    "staffer appointee donor mate filmmaker cinematographer rapper satirist essayist biographer gymnast wrestler "
    "surfer skier sportscaster newscaster showrunner restaurateur mogul dissident detainee hostage advocate"
)
SURNAMES = word_set(
    "baker barber bishop butcher butler cardinal carpenter carter chandler clerk cook cooper dean deacon doctor "
    "driver duke earl farmer fisher forester forward gardener guard hunter judge keeper king knight major marshal "
    "mason miller monk painter page parent pope porter potter prince priest rector sailor shepherd singer skipper "
    "speaker steward tailor turner tutor usher walker warden weaver writer baron provost coach fan guide host joiner "
    "scout sheriff constable sergeant admiral abbot queen reeve boxer buyer dancer dealer brewer star"
)
"""Roles that are as often a surname: as the last of several capitals they name somebody."""
GIVEN = word_set("earl dean duke baron prince king marshal major page rector")
"""Roles that are as often a given name: between another role and a surname they are."""
PLURALS = word_set(
    "family people men women survivors spokespeople spokesmen officials officers analysts economists researchers "
    "scientists experts ministers lawmakers senators residents witnesses lawyers prosecutors aides advisers doctors "
    "engineers campaigners activists diplomats authors organisers commanders investigators sources traders critics "
    "others many some supporters opponents neighbours neighbors police team teams authorities bosses voters parents "
    "pupils students teachers nurses drivers passengers commuters shoppers shareholders investors farmers fishermen "
    "miners workers soldiers troops rebels migrants refugees patients pensioners motorists tenants homeowners users "
    "customers fans allies backers rivals colleagues friends relatives families locals villagers islanders protesters "
    "strikers backbenchers peers mps whips councillors envoys negotiators ambassadors brokers bankers lenders "
    "insurers rescuers firefighters paramedics medics surgeons physicians builders planners regulators inspectors "
    "auditors detectives jurors volunteers climbers swimmers athletes players coaches organizers historians "
    "geologists biologists ecologists meteorologists forecasters executives managers directors founders parties firms "
    "companies countries nations owners operators leaders chiefs heads delegates members partners consultants "
    "advocates groups charities unions candidates contenders hopefuls nominees governors mayors congressmen "
    "businessmen reporters journalists editors columnists pundits commentators strategists pollsters judges justices "
    "scholars professors academics attorneys employees staffers veterans immigrants donors lobbyists readers viewers "
    "conservatives liberals moderates organizations organisations outlets agencies"
)
ORGANISATIONS = word_set(
    "bidder ministry office council trust company party university institute agency bank capital securities "
    "hospital court committee commission department police force forces army navy union association federation "
    "foundation group government administration campaign club corporation inc ltd plc airline coaches times post "
    "airways journal news radio television tv service services staff board authority parliament senate congress "
    "kremlin pentagon organisation organization charity firm operator society centre center college school church "
    "bureau embassy prosecution defence opposition regulator watchdog network nations league alliance coalition guard "
    "station newspaper broadcaster magazine herald tribune guardian gazette chronicle telegraph mail water power "
    "energy holdings partners industries airlines laboratories observatory museum clinic treasury crown military "
    "cabinet brigade command wire press exchange fund retailer maker manufacturer supplier developer chain carrier "
    "lender insurer builder brewer brewery distillery utility conglomerate giant start-up startup thinktank "
    "think-tank body panel taskforce forum chamber ombudsman coastguard constabulary delegation secretariat junta "
    "militia regime consortium syndicate cooperative co-operative confederation mission shelter channel studio "
    "label publisher theatre orchestra gallery library academy faculty seminary diocese synod bloc airport "
    "institution foundry mill pharma pharmaceuticals systems technologies labs software robotics motors foods "
    "stores media records steel metals copper mining rail railways railway buses lines line ferries shipping "
    "logistics semiconductor semiconductors cells biotech therapeutics diagnostics healthcare insurance assurance "
    "investments investors asset management advisers advisors associates consulting research analytics data markets "
    "brothers sons rovers united athletic wanderers fc rfc albion gmbh llc llp compact front movement assembly "
    "inspectorate gendarmerie programme program initiative tribunal inquiry colliery refinery shipyard laboratory "
    "homes estates properties farms hotels pictures studios films games networks coal oil gas chemicals textiles "
    "timber telecom telecoms mines solar electric aluminium cement dairy breweries aerospace freight haulage trains "
    "brands supermarkets ventures electronics instruments concrete tobacco biscuits bakeries newspapers "
    "hospice prison zoo casino orphanage caucus"
)
NAMED_BODIES = ORGANISATIONS | word_set("conference watch project international rights action")
"""Nouns that make a name in capitals an organisation's, and alone are none: "Judicial Watch"."""
DOCUMENTS = word_set(
    "leaflet flyer circular brochure poster petition report study poll survey statement notice paper papers document "
    "documents letter article memo filing lawsuit complaint indictment email transcript analysis research data "
    "figures records tweet dossier bulletin website minutes filings accounts diary log notes reports studies polls "
    "surveys statements letters book review audit affidavit communique release agreement memoir "
    "manifesto testimony tweets webpage page profile polling summary emails memos articles editorial editorials op-ed "
    "column cables transcripts petitions dossiers"
)
OFFICES = _TOGETHER_ROLES | word_set(
    "executive ceo cfo coo chairman chairwoman chair chairperson founder co-founder cofounder director spokesman "
    "spokeswoman spokesperson spokespeople manager officer head boss bosses chief editor secretary treasurer "
    "president vice-president partner owner captain coach commander commissioner leader official member "
    "secretary-general general-secretary director-general editor-in-chief co-chair co-director vice-chair vice-chairman"
)
"""Roles that somebody has in an organisation."""
ANALYSTS = word_set("analyst economist strategist adviser advisor aide striker midfielder defender goalkeeper winger")
"""Roles before which a capital is where somebody works: "Norbank analyst"."""
QUALIFIERS = word_set(
    "parish borough tribal market markets tech retail industry equity banking commodity currency credit policy "
    "property travel regional local national international deputy former senior junior chief finance financial "
    "education health interior foreign transport defence defense home technology operating medical managing "
    "executive general assistant vice acting interim co founding lead leading race team campaign opposition shadow "
    "cabinet security political legal sales marketing programme program head private press media housing trade "
    "agriculture energy environment justice culture sport sports tourism labour labor business economy economic "
    "climate research clinical technical artistic music creative sporting commercial communications operations "
    "design engineering product science scientific data safety area district county city town village state federal "
    "provincial senate house prime first second third retired veteran long-time longtime independent outgoing "
    "presumptive incoming new old top star principal special public social human customer community corporate main "
    "global group self-styled defending world olympic league church fire infectious disease marine rail road water "
    "police traffic weather rival fellow air sea land western eastern northern southern central young elderly "
    "anonymous unnamed one another other fund rescue lifeboat nursing care welfare housing faith youth relief crisis "
    "emergency intelligence military naval trial current"
)
"""Words before a role that say what it is, not whose: "Finance Director", "Regional officer"."""
DOERS = word_set(
    "brewer builder maker manufacturer supplier developer retailer operator carrier lender insurer publisher giant "
    "guard"
)
"""Organisation nouns that are a surname where they have a capital."""
GENERIC = word_set("company group firm team party council club charity operator agency union court bank")
"""Organisation nouns that name nobody when they stand alone: "the company"."""
UNNAMED = word_set(
    "source person man woman someone one another insider passenger customer neighbour neighbor bystander relative "
    "friend mother father brother sister son daughter wife husband"
)
HONORIFICS: dict[str, str | None] = {
    "mr": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f", "dame": "f", "lady": "f", "dr": None,
}  # fmt: skip
GENDERS: dict[str, str] = {
    **dict.fromkeys(
        word_set(
            "mother mum sister daughter wife widow aunt niece grandmother gran granddaughter stepmother girlfriend "
            "actress queen princess duchess countess baroness nun landlady headmistress heiress"
        ),
        "f",
    ),
    **dict.fromkeys(
        word_set(
            "father dad brother son husband widower uncle nephew grandfather grandson stepfather boyfriend king "
            "prince duke earl monk landlord headmaster priest imam pope"
        ),
        "m",
    ),
}
"""What a role tells of who has it; words in "-woman" tell as much, those in "-man" do not."""
ROLE_ALIASES = {
    "chief": "head", "head": "head", "boss": "head", "leader": "head", "director": "head", "chairman": "chair",
    "chairwoman": "chair", "gov": "governor", "sen": "senator", "rep": "representative", "prof": "professor",
    "ceo": "executive", "premier": "minister",
}  # fmt: skip
"""Role nouns that newsrooms swap for one another: "Pentagon chief", later "the Pentagon head"."""
