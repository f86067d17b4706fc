"""Verbs that news use for one another, with the nouns that are made of them: "the closure of X", "X will be shut".

Each line has groups, parted by ";". A word may stand in several groups: it is matched by any of them, and two words
of one group need not match those of another ("hold" a hostage, "hold" a summit). Only words that leave what is said
equally true stand together: "drown" is not "die". Read by ``senses``.
"""

VERBS = """
kill slay dead fatal death die perish deadly fatality; murder assassinate assassination; hurt injure injury wound
survive survival survivor; bury burial; starve starvation; explode explosion blast detonate detonation
crash collision collide smash; sink capsize; derail derailment; burn blaze fire; extinguish quench douse
destroy wreck ruin demolish raze destruction demolition devastate; damage harm; flood inundate submerge flooding
collapse cave; erupt eruption; bury engulf; rescue save; search hunt; find discover locate discovery unearth
recover retrieve recovery recuperate; vanish disappear; flee escape; evacuate evacuation; shelter refuge
spread sweep; hide conceal; block obstruct blockade; shut close closure shutdown; open reopen opening inaugurate
begin start launch commence beginning kick-off onset; end finish conclude complete completion conclusion
stop halt cease end discontinue; pause suspend suspension; continue proceed persist; resume restart resumption
postpone delay defer postponement put-off; cancel scrap axe ditch abandon; cancel call-off cancellation
drop scrap abandon ditch axe; happen occur; expire lapse expiry; wait await
buy acquire purchase acquisition takeover; sell sale dispose; merge merger; invest investment; lend loan
pay payment; spend spending expenditure; fund finance bankroll funding; donate donation give; owe debt
repay refund reimburse; bid offer; fine penalise penalty; tax levy; subsidise subsidy; own possess ownership
supply provide deliver provision; hire recruit employ recruitment engage
sack dismiss fire oust dismissal lay-off redundant redundancy; appoint name appointment nominate
nominate nomination; elect election vote-in; re-elect re-election election; choose select pick choice selection opt
choose elect; replace substitute replacement; succeed succession; resign quit resignation; retire retirement
leave quit depart exit; promote promotion; lead head chair; run operate; join enter
build construct construction erect; rebuild reconstruct reconstruction; repair fix mend; install installation fit
make produce manufacture production; create creation; develop development; invent invention
founded establish set-up; expand expansion extend extension enlarge; renew renewal; restore restoration
renovate refurbish renovation; clean clean-up; approve endorse approval back ratify pass adopt; ratify ratification
pass adopt enact; reject refuse spurn rebuff rejection; decline refuse; allow permit let authorise permission
ban prohibit forbid outlaw bar prohibition; block veto; back support endorse; oppose opposition; agree agreement
sign signature signing; vote ballot voter; demand require; demand call; ask request; urge call appeal; call-for urge
order instruct command; force compel oblige; promise pledge vow commit commitment undertake; threaten threat
warn caution warning alert; advise recommend advice recommendation; plan intend plan aim propose
propose proposal suggest; consider weigh mull contemplate examine; decide decision resolve
expect anticipate forecast predict; forecast predict prediction project; believe think; fear worry; want wish
need require; announce unveil announcement; declare proclaim declaration; publish release publication
reveal disclose revelation disclosure unveil; inform tell notify brief; explain explanation; speak talk
discuss debate talk discussion; claim allege allegation; confirm verify confirmation
admit acknowledge concede confess admission; deny denial; accuse accusation allege
criticise condemn slam denounce criticism condemnation; praise hail welcome applaud laud; apologise apology sorry
complain complaint; protest demonstrate demonstration rally; arrest detain detention custody apprehend
jail imprison incarcerate; convict conviction guilty; acquit clear acquittal; charge indict indictment
sue prosecute; prosecute prosecution; try trial; testify testimony; free release liberate; hold detain keep
kidnap abduct hostage abduction kidnapping kidnapper; steal theft; attack assault; invade invasion
bomb bombard bombing; fight battle combat tackle; fire shoot; defend defence; seize confiscate
seize capture take take-over; occupy occupation; withdraw withdrawal pull-out retreat; overthrow topple oust
deploy deployment send; send dispatch; destroy down; shoot-down down; win victory winner triumph; lose loss defeat
beat defeat; draw tie; qualify qualification; relegate relegation; examine inspect inspection check
investigate probe investigation inquiry look-into enquiry; find conclude show determine establish
show reveal indicate suggest demonstrate; prove proof; see witness; treat treatment care; infect infection
vaccinate inoculate vaccination; diagnose diagnosis; operate operation surgery; test screen; prevent avert
protect protection; reduce cut lower reduction; cause trigger spark provoke lead-to; cause prompt
travel journey trip; arrive arrival reach; reach hit attain; depart departure leave; return come-back go-back
move relocate shift transfer; land touch-down; fly flight; stay remain; hold stage organise host; organise arrange
invite invitation; cooperate cooperation collaborate; negotiate negotiation talk; marry marriage wed
bear birth born; live reside dwell; sleep asleep; gather assemble collect; divide split; connect link; contain hold
use usage utilise employ; try attempt endeavour; fail failure; succeed success; help assist aid assistance
solve solution; change alter; remove take-away removal; add addition; limit restrict restriction curb cap
break violate breach flout infringe; break snap fracture; obey comply compliance; ignore disregard
know aware knowledge; lack shortage; keep retain; watch view; speak address; write pen; film shoot; broadcast air
pollute contaminate pollution contamination; emit emission; harvest crop; generate produce; revolt rebel
strike walk-out walkout stoppage; mediate mediation; intervene intervention; interfere interference; monitor track
track follow; watch monitor; extradite extradition; deport expel deportation expulsion; migrate migration
delete erase; drop shed; boost lift; boost increase; ease relax; bribe bribery; corrupt corruption; defraud fraud
forge fake; embezzle misappropriate; abstain abstention; amend amendment
repeal abolish scrap revoke rescind abolition; uphold confirm; overturn quash annul reverse strike-down; grant award
refuse deny; delay hold-up; speed-up accelerate hasten; award prize; celebrate celebration mark; commemorate mourn
slaughter cull; quarantine isolate; fit equip; run-over knock-down; compensate compensation
bankrupt insolvent bankruptcy insolvency bust; distribute distribution hand-out; allocate allocation
recall withdraw call-back; launch release; unveil present introduce; shelve postpone; u-turn backtrack
clash confrontation confront; quarrel dispute row; settle resolve settlement; coordinate coordination
respond response react reaction answer reply; dispute contest challenge; insist maintain stress
obtain get receive secure gain; request apply; apply application; reckon estimate; amount total; exceed surpass top
form set-up; launch set-up; found form; persuade convince; discourage deter; mislead deceive; conceal cover-up
stage mount; conduct carry-out perform do; accompany escort; chase pursue pursuit; surround encircle besiege siege
flourish thrive; suffer experience; face confront; avoid evade dodge; tackle address; tow haul drag; lift hoist
mail post; plead plea; swear-in inaugurate inauguration; pardon amnesty reprieve; bow-out withdraw
back-out withdraw; stab knife; execute execution; wipe-out destroy; burn-down destroy; blow-up destroy explode
go-off explode; break-out start; set-fire ignite; stand run seek; run contest; top lead
spot see sight observe notice; sever break-off cut-off end; break-up dissolve; sideline miss; rule-out exclude
force-out oust push-out drive-out remove; step-aside resign; regret sorry; switch-on turn-on
trip visit journey tour; deliberately arson; knock-down bring-down; bring-down topple; give-way collapse buckle
auction sale; evict eviction; shut-in trap; cordon-off seal-off close; seal-off seal; seal close
reroute divert redirect; overturn flip tip-over; ambush attack; gun-down shoot; open-fire shoot; mug rob
hold-up rob robbery; break-in burglary burgle; break-into burgle; loot plunder ransack pillage; vandalise deface
remand custody; question interrogate interview; probe question; search raid; swoop raid; bust raid; round-up arrest
nab arrest; pick-up collect; hand-over surrender give; hand-over transfer; turn-in surrender; give-up surrender
turn-over surrender; fend-off repel; repel repulse; shell fire; pound shell bombard; storm assault
overrun seize capture; cede surrender; fall-back retreat; pull-back retreat withdraw; truce ceasefire
call-up conscript draft; enlist join; martial-law emergency-rule; impose introduce bring-in; lift remove end
flout defy; defy disobey; lambast criticise; blast criticise; decry condemn; rebuke reprimand; reprimand censure
mock ridicule; deride mock; voice express; remark comment; quip joke; swear vow; assure reassure; guarantee assure
hint suggest imply; deem consider; regard consider; assess evaluate evaluation assessment; review examine
audit check; vet screen; okay approve; green-light approve; give-the-go-ahead approve; rubber-stamp approve
sign-off approve; wave-through approve; clear approve; shoot-down reject; back-down relent; relent yield
yield concede; bow-to yield; cave-in yield; insist demand; press urge push; plead appeal beg; clinch win secure
bag win; snatch win; sweep win; edge beat; thrash beat hammer; rout beat; outplay beat; knock-out eliminate
crash-out eliminate; bow-out eliminate; go-through qualify; net score; equalise level; send-off dismiss
sign recruit; drop omit; omit leave-out; come-first win; overhaul overtake; smash break; shatter break; equal match
unveil launch; roll-out launch introduce; debut premiere; screen show; show exhibit display; televise broadcast
publish print; release issue; scrap demolish; tear-down demolish; pull-down demolish; knock-down demolish
gut destroy; flatten destroy; level destroy; contain control; bring-under-control contain; rage burn
set-alight ignite burn; torch burn ignite; set-ablaze ignite; sweep wash; wash-away sweep-away; swamp flood
burst breach; uproot fell; rip-off tear-off; batter hit strike; lash batter hit; pummel batter; rock shake
shake jolt; rattle shake; tremble shake; rescue pluck; winch airlift; free extricate; pull-from rescue
resuscitate revive; immunise vaccinate; jab vaccinate; contract catch; succumb die; pass die; choke suffocate
suffocate asphyxiate; engage betroth; separate split; raise bring-up; let-go dismiss; make-redundant redundant
shed cut; axe cut; slash cut; trim cut; hike raise; raise increase; bump-up raise; rein-in curb; loosen ease
impose levy; write-off cancel forgive; snap-up buy; buy-up buy; buy-out buy; offload sell; dispose-of sell
divest sell; float list; privatise privatisation; file lodge submit; submit present; table propose; throw-out reject
dismiss throw-out; bail-out rescue; prop-up support; shore-up support; underpin support; pump inject; sink invest
raise collect; earn make; post report record; foresee predict; tip predict; earmark allocate; allot allocate
splash spend; squander waste; stockpile store; deplete exhaust; exhaust use-up; mine dig extract; plant sow
reap harvest; log fell cut-down; fell chop-down; chop-down cut-down; protect conserve; conserve preserve
taint contaminate; seep leak; discharge release dump; thaw melt; veer swerve; ram hit; collide hit; slam hit crash
plunge fall; skid slide; ferry carry transport; shuttle carry; berth dock; set-off depart leave; set-out depart
disembark alight; embark board; lift-off take-off launch; blast-off launch lift-off; splash-down land; transmit send
detect find pick-up discover; pinpoint locate; trace locate find; decode decipher; identify recognise; name identify
excavate dig; dig-up unearth; trial test; pilot test; patch fix; hack breach; teach educate education; coach train
sit take; mark grade; fail flunk; enrol register; expel exclude; suspend exclude; displace uproot; repatriate return
intern detain; smuggle traffic; penalise punish; punish punishment; exonerate clear; cover report; leak disclose
tip-off alert; expose reveal; uncover reveal discover; unmask identify; snub shun; shun avoid; skip miss
turn-up attend; show-up attend; greet welcome; jeer boo; boo heckle; bury lay-to-rest; pay-tribute praise
depose overthrow oust; convene meet; bring-forward advance; rearrange reschedule; concur agree; shake-hands agree
ink sign; walk-away withdraw; pull-the-plug cancel; terminate end; foil thwart; thwart prevent stop; hamper hinder
hinder impede; disrupt disruption; deadlock stalemate; extend prolong; reinstate restore; re-open reopen
ensure guarantee secure; enable allow; mandate require; oblige require; direct order; tell order; coerce force
keep maintain; abandon desert; vacate leave; handle manage; oversee supervise supervision; run manage
spearhead lead; mastermind plan; plot plan; orchestrate organise; want seek; seek ask; intend mean; favour support
hate loathe; originate start; adjourn postpone defer; stop call-off; impose declare introduce; let-go free release
plan intend intention aim; take steal; burst overflow; recapture retake regain; enter go-into; cost price
spread extend; disperse scatter; hit affect; reject dismiss; throw hurl lob fling; run candidate; lead leader
own owner; drive driver; teach teacher; write writer; manage manager; organise organiser; founded founder
sing singer; kill killer; attack attacker; protest protester; buy buyer; sell seller; build builder; play player
support supporter; invest investor; publish publisher; produce producer; speak speaker; murder murderer
rescue rescuer; visit visitor; farm farmer; employ employer; design designer; invent inventor; defend defender
lend lender; rob robber; smuggle smuggler; investigate investigator; prosecute prosecutor; negotiate negotiator
mediate mediator; hunt hunter; fish fisherman; sail sailor; swim swimmer; paint painter; dance dancer
guard guardian; translate translator; edit editor; rule ruler; govern governor; store keep; stick trap strand
cut-off turn-off shut-off switch-off; pull-down topple; put-up build erect; put-up raise; seat accommodate
escape get-away; run-aground ground; stretch extend; give award; award present; hand award; pelt throw
storm break-into; leave abandon; keep stay; gain win; collect receive; earn receive; pocket earn; claim kill
take-away seize; beg ask; turn-to ask; look examine; look-at examine; look-at consider; study examine
go-over examine; think-about consider; say announce; announce reveal; announce declare; tell say; report say
add say; note say; stand-by support; stand-up-for defend; side-with support; vote-for support; be-for support
reject oppose; oppose resist; block stop; prevent block; halt block; bar prevent; keep-from prevent; start open
begin open; set-off start; set-off trigger; touch-off trigger; result cause; bring-on cause; end close; expire end
break-up end; wrap-up end; be-over end; come-to-an-end end; run-out expire; rise go-up; fall go-down; grow expand
shrink contract; gain rise; rebound rise; give provide; hand give; grant give; supply give; deliver give; send give
pass give; help support; assist support; aid support; protect save; protect guard; defend protect; shield protect
use apply; use deploy; rely-on use; handle treat; treat deal-with; deal-with handle; tackle deal-with
cope-with handle; address deal-with; show prove; prove confirm; find reveal; find-out learn; realise understand
make build; make create; build produce; create develop; design create; develop build; draw-up prepare; prepare plan
prepare ready; draft write; draw-up draft; compile prepare; arrive land; get-to reach; make-it-to reach; flee run
run-away flee; pull-out leave; withdraw leave; move-out leave; emigrate leave; transfer send; send ship
ship transport; bring transport; take transport; take bring; carry bring; rush take; rush transport
put-to-death execute; hurt harm; injure harm; collapse fail break-down; pour dump; quarrel argument dispute
worth cost; insure insurance; appear appearance; paralyse standstill; give-way burst; brand call describe; hold own
"""
