"""Nouns that news use for one another. As in ``verbs``: groups parted by ";", a word may stand in several."""

NOUNS = """
worker employee staff personnel workforce; job post position; boss chief head leader director; chief executive ceo
chairman chairwoman chair chairperson chairmen
spokesman spokeswoman spokesperson representative; official officer; officer policeman policewoman constable
police policemen
lawmaker legislator deputy parliamentarian mp; senator; minister secretary; premier; president; mayor; governor
king monarch; queen monarch
judge justice magistrate; lawyer attorney solicitor barrister counsel advocate; prosecutor; court tribunal
jury juror; verdict; lawsuit suit case
doctor physician medic; surgeon; nurse; patient; hospital clinic infirmary; medicine drug medication
vaccine jab inoculation; illness disease sickness ill sick
firefighter fireman firemen; soldier troop serviceman military; military army; army troop force; navy
rebel insurgent guerrilla fighter; gunman gunmen shooter attacker
terrorist extremist militant; criminal offender; thief burglar robber; suspect; victim; witness
prisoner inmate detainee; hostage captive; kidnapper abductor
scientist researcher; expert specialist; professor academic; teacher schoolteacher; student pupil
headmaster headmistress headteacher principal; engineer; farmer grower
journalist reporter correspondent; editor; author writer novelist; actor actress performer; singer vocalist
musician; artist; director filmmaker
footballer player; goalkeeper keeper; striker forward; coach manager trainer; team side squad; club side
fan supporter; referee; match game fixture; final; title championship; league
citizen national; resident inhabitant local; population inhabitant; neighbour; villager; refugee; migrant immigrant
protester demonstrator marcher; crowd; crew; passenger traveller
customer client consumer shopper; buyer purchaser; seller vendor; investor; shareholder stockholder
owner proprietor; landlord; tenant renter; trader merchant; retailer
company firm business corporation enterprise; group; factory plant works; shop store; supermarket; warehouse depot
office; headquarters; branch outlet; bank lender; airline carrier
government administration cabinet; ministry department; parliament legislature assembly; council authority
agency body; committee panel commission; party; opposition; regulator watchdog
country nation state; capital; city town municipality; town; village hamlet
district area region zone neighbourhood quarter; province region; border frontier; coast shore coastline seaside
island isle
car vehicle automobile; lorry truck; bus coach; train; plane aircraft jet airliner aeroplane; helicopter chopper
ship vessel; boat vessel; ferry ship; bicycle bike; motorbike motorcycle; road street highway motorway
railway rail railroad; airport; port harbour; station
bridge; tunnel; dam; building structure; house home; household home; flat apartment; school; university college
church; museum; library; theatre; stadium arena; prison jail; hotel; pool
power electricity; blackout outage power-cut; oil petroleum crude; petrol gasoline fuel; gas; coal; energy; reactor
water; river; lake; reservoir; sea ocean; mountain peak; forest wood woodland; valley; fire blaze wildfire inferno
storm tempest; hurricane cyclone typhoon; earthquake quake tremor; flood deluge; drought; landslide mudslide
avalanche; rain rainfall downpour; snow snowfall; wind gale; heat heatwave; weather; temperature; climate
money cash; budget; tax levy duty; price cost; fare ticket; fare fee; fee charge; wage pay salary earnings; pension
income revenue; profit earnings; sale turnover; loss deficit; deficit shortfall; debt; loan credit; share stock
market; economy; inflation; growth; unemployment jobless joblessness; output production; export; import
trade commerce; deal agreement accord pact; contract; treaty pact; bid offer; stake holding
law legislation statute; bill; rule regulation; policy; reform; plan scheme programme project proposal; measure step
ban prohibition; sanction embargo; licence permit; right; ceasefire truce armistice; peace; war conflict
battle fight; attack assault strike; bomb explosive device; weapon arm gun; missile rocket; bullet round; mine
drone; tank
crime offence; murder homicide killing; fraud swindle scam; bribe kickback; corruption graft; robbery heist raid
theft; riot unrest; protest demonstration march rally; strike walkout stoppage; violence
election poll vote ballot; referendum plebiscite; poll survey; candidate contender; voter elector; seat; majority
campaign; constituency
study research survey report; report document paper; finding result conclusion; result outcome; test trial; sample
data figure statistic; evidence proof; discovery; experiment; theory
talk negotiation discussion; meeting talk; summit conference; speech address; statement; letter note; interview
press media; newspaper paper; article story; book novel; film movie picture; song tune; play
exhibition exhibit show; concert gig; festival; prize award
baby infant newborn; child kid youngster; boy; girl; teenager adolescent; man; woman; mother mum; father dad; parent
brother; sister; wife spouse; husband spouse; son; daughter; grandfather; widow; family relative; friend; colleague
food; bread; meat; grain cereal; wheat; harvest crop yield; farm; cattle cow; sheep; animal; bird; fish; tree
wood timber
body corpse remains; head; heart; leg; arm; injury wound; blood; pain; infection; virus; epidemic outbreak; pandemic
cancer tumour; symptom; alcohol drink
accident crash; collision crash; incident; disaster catastrophe calamity; emergency crisis; crisis
danger risk threat peril; safety; damage; fault defect flaw; problem difficulty trouble; mistake error blunder
failure; shortage lack scarcity; delay; rumour speculation
ransom; passport; visa; ticket; parcel package; luggage baggage; phone telephone mobile; computer
internet online web; website site; software; data; hacker; satellite; spacecraft probe craft; telescope; planet
comet; orbit
start beginning; end close; beginning; middle; top; bottom; half; part portion share; majority; minority
rest remainder; quantity; speed; size; weight; height; length; age; record; standard
inquest hearing; hearing session; sitting session; debate; question; answer; appeal; complaint grievance; apology
promise pledge; warning alert; order; request; offer proposal; demand; permission approval consent; backing support
opposition; confidence trust
year twelvemonth; week; fortnight; decade; century; morning; evening; night overnight; midnight; noon midday
dawn daybreak sunrise; dusk nightfall sunset; autumn fall; season; holiday vacation; christmas; weekend
aim goal target objective; effort attempt bid; chance opportunity; reason cause; consequence effect result
effect impact; role part; view opinion; idea; experience; skill; knowledge
rubbish garbage waste trash refuse; litter; sewage wastewater; pollution; chemical substance; toxin poison; smoke
dust; ash; lava; crater
pilot aviator; captain skipper; sailor seaman mariner; driver motorist; cyclist biker; pedestrian walker
climber mountaineer; hiker rambler walker; tourist holidaymaker visitor; guest visitor
priest clergyman vicar parson; bishop; pope pontiff; monk; nun; mosque; temple; synagogue; cathedral; prayer
bookkeeper accountant; auditor; economist; analyst; adviser aide consultant; ambassador envoy diplomat; delegate
delegation; consul; embassy
carving sculpture statue; painting picture artwork canvas; coin; jewel jewellery gem; treasure; antique
antiquity artefact
accommodation housing; rent; mortgage; estate; property; land; field pasture; garden; park
tram streetcar; metro underground subway tube; taxi cab; van; trailer; wagon carriage; engine motor; wheel tyre
brake
well-being welfare; benefit; charity; volunteer; donation gift; aid relief assistance help; supply provision; tent
blanket; camp
"""
