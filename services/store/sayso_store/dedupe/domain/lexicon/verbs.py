"""Verbs that news use for one another, with the nouns that are made of them: "the closure of X", "X will be shut".

Each line has groups, parted by ";". A word may stand in several groups: it is matched by any of them, and two words
of one group need not match those of another ("hold" a hostage, "hold" a summit). Only words that leave what is said
equally true stand together: "drown" is not "die". Read by ``senses``.
"""

VERBS = """
kill slay dead fatal death die perish deadly fatality; murder assassinate assassination; shoot shot shooting
hurt injure injury wound; survive survival survivor; bury burial; drown; poison poisoning; starve starvation
explode explosion blast detonate detonation; crash collision collide smash; hit strike; sink capsize
derail derailment
burn blaze fire; ignite; extinguish quench douse; destroy wreck ruin demolish raze destruction demolition devastate
damage harm; flood inundate submerge flooding; collapse cave; erupt eruption; strand; bury engulf
rescue save; search hunt; find discover locate discovery unearth; recover retrieve recovery recuperate
vanish disappear
flee escape; evacuate evacuation; trap strand; shelter refuge; spread sweep; hide conceal; block obstruct blockade
shut close closure shutdown; open reopen opening inaugurate; begin start launch commence beginning kick-off onset
end finish conclude complete completion conclusion; stop halt cease end discontinue; pause suspend suspension
continue proceed persist; resume restart resumption; postpone delay defer postponement put-off
cancel scrap axe ditch abandon
cancel call-off cancellation; drop scrap abandon ditch axe; happen occur; last; expire lapse expiry; wait await
buy acquire purchase acquisition takeover; sell sale dispose; merge merger; invest investment; lend loan; borrow
pay payment; spend spending expenditure; cost; fund finance bankroll funding; donate donation give; owe debt
repay refund reimburse
earn; bid offer; charge; fine penalise penalty; tax levy; subsidise subsidy; own possess ownership
supply provide deliver provision
hire recruit employ recruitment engage; sack dismiss fire oust dismissal lay-off redundant redundancy
appoint name appointment nominate; nominate nomination; elect election vote-in; re-elect re-election election
choose select pick choice selection opt; choose elect
replace substitute replacement; succeed succession; resign quit resignation; retire retirement
leave quit depart exit
promote promotion; suspend suspension; lead head chair; run operate; manage; join enter; serve
build construct construction erect; rebuild reconstruct reconstruction; repair fix mend; install installation fit
make produce manufacture production; create creation; design; develop development; invent invention
founded establish set-up
expand expansion extend extension enlarge; renew renewal; restore restoration; renovate refurbish renovation
clean clean-up
approve endorse approval back ratify pass adopt; ratify ratification; pass adopt enact
reject refuse spurn rebuff rejection
decline refuse; allow permit let authorise permission; ban prohibit forbid outlaw bar prohibition; block veto
back support endorse; oppose opposition; accept; agree agreement; disagree; sign signature signing
vote ballot voter
demand require; demand call; ask request; urge call appeal; call-for urge; order instruct command
force compel oblige
promise pledge vow commit commitment undertake; threaten threat; warn caution warning alert
advise recommend advice recommendation
plan intend plan aim propose; propose proposal suggest; consider weigh mull contemplate examine
decide decision resolve
expect anticipate forecast predict; forecast predict prediction project; hope; believe think; fear worry; want wish
need require
announce unveil announcement; declare proclaim declaration; publish release publication
reveal disclose revelation disclosure unveil
inform tell notify brief; explain explanation; describe; report; speak talk; discuss debate talk discussion; mention
claim allege allegation; confirm verify confirmation; admit acknowledge concede confess admission; deny denial
accuse accusation allege; blame; criticise condemn slam denounce criticism condemnation
praise hail welcome applaud laud
apologise apology sorry; thank; insult; complain complaint; protest demonstrate demonstration rally; riot
arrest detain detention custody apprehend; jail imprison incarcerate; sentence; convict conviction guilty
acquit clear acquittal
charge indict indictment; sue prosecute; prosecute prosecution; try trial; testify testimony; judge rule ruling
appeal
free release liberate; hold detain keep; kidnap abduct hostage abduction kidnapping kidnapper; rob robbery
steal theft; smuggle smuggling
attack assault; invade invasion; bomb bombard bombing; shell bombard shelling; fight battle combat tackle
fire shoot; defend defence
seize confiscate; seize capture take take-over; occupy occupation; surrender; withdraw withdrawal pull-out retreat
advance
overthrow topple oust; deploy deployment send; send dispatch; patrol; target; raid; destroy down; shoot-down down
win victory winner triumph; lose loss defeat; beat defeat; draw tie; score; play; train; compete
qualify qualification; relegate relegation
teach; learn; study; research; test; examine inspect inspection check
investigate probe investigation inquiry look-into enquiry
find conclude show determine establish; show reveal indicate suggest demonstrate; prove proof; measure; count
observe see; see witness
treat treatment care; cure; heal; infect infection; vaccinate inoculate vaccination; diagnose diagnosis
operate operation surgery
test screen; prevent avert; protect protection; reduce cut lower reduction; cause trigger spark provoke lead-to
cause prompt; contribute
travel journey trip; visit; arrive arrival reach; reach hit attain; depart departure leave; return come-back go-back
move relocate shift transfer
land touch-down; take-off; fly flight; drive; sail; carry transport; board; cross; enter; pass; stay remain; attend
meet meeting; host; hold stage organise host; organise arrange; invite invitation; cooperate cooperation collaborate
negotiate negotiation talk
marry marriage wed; divorce; bear birth born; inherit; live reside dwell; die; grow; raise; eat; drink; sleep asleep
gather assemble collect; collect gather; share; divide split; separate; connect link; include; contain hold; store
use usage utilise employ; try attempt endeavour; fail failure; succeed success; manage; help assist aid assistance
benefit
solve solution; improve; change alter; modify; replace; remove take-away removal; add addition; increase
limit restrict restriction curb cap
break violate breach flout infringe; break snap fracture; breach; obey comply compliance; ignore disregard; forget
remember; know aware knowledge
lack shortage; lose; keep retain; save; waste; throw; catch; push; pull; turn; fall; climb; jump; watch view; listen
hear; look
speak address; write pen; read; sing; perform; film shoot; record; paint; print; broadcast air; star; direct
leak; dump; pollute contaminate pollution contamination; emit emission; plant; harvest crop; fish; mine; drill
generate produce
resist; revolt rebel; mutiny; strike walk-out walkout stoppage; negotiate; mediate mediation; intervene intervention
interfere interference
monitor track; track follow; watch monitor; guard; control; regulate; license; register; scrutinise
extradite extradition; deport expel deportation expulsion; exile; flee; migrate migration; settle; resettle
delete erase; hack; crash; upgrade; update; download; shut-off; switch-off; switch-on
drop shed; boost lift; boost increase; ease relax; tighten; strengthen; weaken; stabilise
betray; cheat; lie; bribe bribery; corrupt corruption; defraud fraud; forge fake; launder laundering
embezzle misappropriate
explore; orbit; launch; land; dock; observe; map; sequence
adjourn; dissolve; convene; summon; boycott; abstain abstention; amend amendment
repeal abolish scrap revoke rescind abolition
uphold confirm; overturn quash annul reverse strike-down; grant award; refuse deny; delay hold-up
speed-up accelerate hasten
honour; award prize; celebrate celebration mark; commemorate mourn; pray; bless; dedicate
feed; water; milk; slaughter cull; breed; vaccinate; quarantine isolate; ration
fit equip; arm; disarm; demobilise; train; drill; mobilise
park; brake; overtake; skid; swerve; speed; run-over knock-down
complain; compensate compensation; insure; default; bankrupt insolvent bankruptcy insolvency bust; liquidate
issue; distribute distribution hand-out; allocate allocation; assign; transfer; import; export
recall withdraw call-back; launch release; unveil present introduce; introduce bring-in; phase-out; shelve postpone
reverse; u-turn backtrack; clash confrontation confront; quarrel dispute row; settle resolve settlement; compromise
cooperate; coordinate coordination; communicate; respond response react reaction answer reply; comment
contradict; dispute contest challenge; challenge; refute; retract; correct; insist maintain stress
obtain get receive secure gain; receive get; deserve; request apply; apply application; qualify
reckon estimate; estimate; calculate; amount total; equal; exceed surpass top; outnumber
dismantle; disband; dissolve; form set-up; launch set-up; found form
persuade convince; encourage; inspire; motivate; discourage deter
mislead deceive; conceal cover-up; censor; silence; leak
stage mount; mount; wage; conduct carry-out perform do; undertake
accompany escort; guide; follow; chase pursue pursuit; corner; surround encircle besiege siege
flourish thrive; decline; suffer experience; endure; face confront; avoid evade dodge; tackle address
tow haul drag; lift hoist; load; unload; ship; mail post
plead plea; swear-in inaugurate inauguration; confess; pardon amnesty reprieve
bow-out withdraw; bow; pull-out withdraw; back-out withdraw
stab knife; strangle; behead; hang; execute execution; torture
test-fire; intercept; jam; disable; sabotage
dispatch; station; base; headquarter
wipe-out destroy; burn-down destroy; blow-up destroy explode; go-off explode; break-out start
set-fire ignite; turn-on; stand run seek; run contest
disqualify; expel; admit; enrol; graduate
top lead; trail; host; captain; coach
"""
