"""Nouns that news use for one another. As in ``verbs``: groups parted by ";", a word may stand in several."""

NOUNS = """
worker employee staff personnel workforce; job post position; boss chief head leader director; chief executive ceo
chairman chairwoman chair chairperson chairmen; spokesman spokeswoman spokesperson representative; official officer
officer policeman policewoman constable; police policemen; lawmaker legislator deputy parliamentarian mp
minister secretary; king monarch; queen monarch; judge justice magistrate
lawyer attorney solicitor barrister counsel advocate; court tribunal; jury juror; lawsuit suit case
doctor physician medic; hospital clinic infirmary; medicine drug medication; vaccine jab inoculation
illness disease sickness ill sick; firefighter fireman firemen; soldier troop serviceman military; military army
army troop force; rebel insurgent guerrilla fighter; gunman gunmen shooter attacker; terrorist extremist militant
criminal offender; thief burglar robber; prisoner inmate detainee; hostage captive; kidnapper abductor
scientist researcher; expert specialist; professor academic; teacher schoolteacher; student pupil
headmaster headmistress headteacher principal; farmer grower; journalist reporter correspondent
author writer novelist; actor actress performer; singer vocalist; director filmmaker; footballer player
goalkeeper keeper; striker forward; coach manager trainer; team side squad; club side; fan supporter
match game fixture; title championship; citizen national; resident inhabitant local; population inhabitant
migrant immigrant; protester demonstrator marcher; passenger traveller; customer client consumer shopper
buyer purchaser; seller vendor; shareholder stockholder; owner proprietor; tenant renter; trader merchant
company firm business corporation enterprise; factory plant works; shop store; warehouse depot; branch outlet
bank lender; airline carrier; government administration cabinet; ministry department
parliament legislature assembly; council authority; agency body; committee panel commission; regulator watchdog
country nation state; city town municipality; village hamlet; district area region zone neighbourhood quarter
province region; border frontier; coast shore coastline seaside; island isle; car vehicle automobile; lorry truck
bus coach; plane aircraft jet airliner aeroplane; helicopter chopper; ship vessel; boat vessel; ferry ship
bicycle bike; motorbike motorcycle; road street highway motorway; railway rail railroad; port harbour
building structure; household home; flat apartment; university college; stadium arena; prison jail
power electricity; blackout outage power-cut; oil petroleum crude; petrol gasoline fuel; sea ocean; mountain peak
forest wood woodland; fire blaze wildfire inferno; storm tempest; hurricane cyclone typhoon; earthquake quake tremor
flood deluge; landslide mudslide; rain rainfall downpour; snow snowfall; wind gale; heat heatwave; money cash
tax levy duty; price cost; fare ticket; fare fee; fee charge; wage pay salary earnings; income revenue
profit earnings; sale turnover; loss deficit; deficit shortfall; loan credit; share stock
unemployment jobless joblessness; output production; trade commerce; deal agreement accord pact; treaty pact
bid offer; stake holding; law legislation statute; rule regulation; plan scheme programme project proposal
measure step; ban prohibition; sanction embargo; licence permit; ceasefire truce armistice; war conflict
battle fight; attack assault strike; bomb explosive device; weapon arm gun; missile rocket; bullet round
crime offence; murder homicide killing; fraud swindle scam; bribe kickback; corruption graft; robbery heist raid
riot unrest; protest demonstration march rally; strike walkout stoppage; election poll vote ballot
referendum plebiscite; poll survey; candidate contender; voter elector; study research survey report
report document paper; finding result conclusion; result outcome; test trial; data figure statistic; evidence proof
talk negotiation discussion; meeting talk; summit conference; speech address; letter note; press media
newspaper paper; article story; book novel; film movie picture; song tune; exhibition exhibit show; concert gig
prize award; baby infant newborn; child kid youngster; teenager adolescent; mother mum; father dad; wife spouse
husband spouse; family relative; grain cereal; harvest crop yield; cattle cow; wood timber; body corpse remains
injury wound; epidemic outbreak; cancer tumour; alcohol drink; accident crash; collision crash
disaster catastrophe calamity; emergency crisis; danger risk threat peril; fault defect flaw
problem difficulty trouble; mistake error blunder; shortage lack scarcity; rumour speculation; parcel package
luggage baggage; phone telephone mobile; internet online web; website site; spacecraft probe craft; start beginning
end close; part portion share; rest remainder; inquest hearing; hearing session; sitting session
complaint grievance; promise pledge; warning alert; offer proposal; permission approval consent; backing support
confidence trust; year twelvemonth; night overnight; noon midday; dawn daybreak sunrise; dusk nightfall sunset
autumn fall; holiday vacation; aim goal target objective; effort attempt bid; chance opportunity; reason cause
consequence effect result; effect impact; role part; view opinion; rubbish garbage waste trash refuse
sewage wastewater; chemical substance; toxin poison; pilot aviator; captain skipper; sailor seaman mariner
driver motorist; cyclist biker; pedestrian walker; climber mountaineer; hiker rambler walker
tourist holidaymaker visitor; guest visitor; priest clergyman vicar parson; pope pontiff; bookkeeper accountant
adviser aide consultant; ambassador envoy diplomat; carving sculpture statue; painting picture artwork canvas
jewel jewellery gem; antiquity artefact; accommodation housing; field pasture; tram streetcar
metro underground subway tube; taxi cab; wagon carriage; engine motor; wheel tyre; well-being welfare; donation gift
aid relief assistance help; supply provision; tie relation link; trip journey tour; prosecution prosecutor
term sentence; giant company; carmaker automaker; dinghy raft; wildfire bushfire; gale storm; twister tornado
blizzard snowstorm; hail hailstorm; deluge downpour; shower rain; fog mist; forecaster meteorologist
meteorologist weatherman; rescuer rescue-worker; paramedic medic; casualty victim; fatality death; wreckage debris
debris rubble; black-box flight-recorder; mobster gangster; ringleader leader; assailant attacker; raider robber
conman fraudster; fraudster swindler; trafficker smuggler; accused defendant; defendant suspect; culprit perpetrator
warder guard; lawsuit legal-action; testimony evidence; jail-term prison-sentence sentence; prison-term sentence
damages compensation; payout compensation; emissary envoy; frontrunner favourite; runoff second-round
crown-prince heir; dictator strongman; putsch coup; uprising revolt rebellion insurgency; veteran ex-soldier
checkpoint roadblock; frontline front-line front; warplane fighter-jet; airstrike air-raid; shelling bombardment
ammunition munition; pistol handgun; delegation mission; tariff duty; asylum refuge; asylum-seeker refugee
ceo chief-executive; tycoon magnate; merger tie-up; takeover buyout; stake share; turnover revenue; profit gain
forecast outlook; outlook prospect; recession downturn slump; bailout rescue; subsidy grant; apprentice trainee
mine pit; pit colliery; rig platform; maize corn; livestock cattle; flu influenza; pill tablet; therapy treatment
surgery operation; gp doctor; coronary heart-attack; quarantine isolation; academic scholar; lab laboratory
specimen sample; tomb grave; astronaut cosmonaut; boss manager; crowd attendance; penalty spot-kick
injury-time stoppage-time; clash match; script screenplay; critic reviewer; playwright dramatist
pupil schoolchild schoolboy schoolgirl; undergraduate student; exam examination; curriculum syllabus
scholarship bursary; nursery kindergarten; minibus van; junction crossroads; pavement sidewalk; tailback traffic-jam
traffic-jam congestion; diversion detour; locomotive engine; timetable schedule; stewardess flight-attendant
quay dock; pier jetty; harbourmaster harbour-master; skyscraper tower tower-block; hut shack; cellar basement
attic loft; lift elevator; stairs staircase; supermarket grocery; mall shopping-centre; pharmacy chemist; pub bar
mobile-phone mobile; smartphone phone; handset phone; chip semiconductor; cyberattack cyber-attack
cyber-attack hack; tweet post; video footage; footage film; clip video; photo photograph picture
headquarters head-office; rail train railway; home house property; old-people pensioner elderly
minor child youngster; president presidency; leader leadership; chair chairmanship; member membership
owner ownership; king kingship; spectator viewer; spectator fan; room space; seat place; brewery brewer; bill law
sum amount; funding money; leak spill; slick spill; mistake fault; link connection; tie connection; route road
track road; shop outlet; eatery restaurant; pub inn; lodging accommodation; dwelling house; dwelling home
property building; site place; spot place; venue place; scene place; location place; soil ground; panel board
board committee; body organisation; organisation group; charity organisation; association organisation
federation association; league association; guild association; agency office; bureau office; authority agency
watchdog authority; regulator authority; executive manager; ruler leader; commander leader; official bureaucrat
civil-servant official; clerk official; deputy assistant; assistant aide; crew staff; staff team; mob crowd
throng crowd; population people; folk people; community people; society people; probe inquiry; inquest inquiry
review inquiry; felony crime; punishment sentence; penalty punishment; custody jail; detention jail; battle clash
clash fight; war battle; conflict fighting; attack raid; raid strike; assault raid; invasion attack
offensive attack; ambush attack; gunfire shooting; gunshot shot; opening launch; beginning opening; end finish
finish conclusion; result score; outcome conclusion; decision ruling; ruling verdict; verdict decision
judgment ruling; decree order; edict decree; act legislation; kilo kilogram; centre central; jungle rainforest
accusation allegation
"""
