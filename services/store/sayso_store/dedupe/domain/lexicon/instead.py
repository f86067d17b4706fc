"""Words with those that news use instead of them: the word before the colon means the same as each after it.

Unlike in the groups of ``verbs``, ``nouns`` and ``qualities``, the words after the colon need not mean one another.
Hyphenated ones are phrases. Read by ``stems``.
"""

INSTEAD = """
abandon: give-up desert; abolish: scrap end; absorb: soak-up; accelerate: speed-up; accept: take-up
accompany: go-with escort; accuse: blame; achieve: reach accomplish attain; acknowledge: admit recognise
add: include; adjourn: break-up; adopt: take-up; affect: hit; agree: consent; aim: intend target hope
allow: let permit enable; announce: unveil say; anger: infuriate enrage; answer: reply; appear: turn-up emerge
appoint: make choose pick; approach: near; approve: back clear; argue: quarrel; arrange: organise set-up
arrest: pick-up catch; arrive: turn-up come; assassinate: murder; assemble: gather; assess: evaluate; assist: help
attack: hit strike storm; attempt: try; attract: bring-in pull-in; authorise: approve; avoid: escape; award: give
back: support; ban: suspend stop outlaw bar; bar: keep-out; beat: overcome knock-out see-off; become: turn-into
begin: open; betray: sell-out; block: stop close; bombard: shell; boost: raise lift improve; borrow: take-out
break: smash violate; break-off: cut end; build: put-up erect make; burst: break split; buy: take-over get pay-for
call: ring describe; call-off: cancel abandon; cancel: call-off; capture: catch; care-for: look-after
carry: transport take; carry-out: do perform; cast: throw; catch: capture; cause: bring; challenge: question
chase: pursue; choose: pick; clean: clear; clear: remove; close: shut end
collapse: fall fall-down cave-in come-down; collect: gather; collide: crash run-into hit; come: arrive
come-from: originate; comfort: console; commit: carry-out; complain: protest; complete: finish; conceal: hide
concede: admit; conclude: end finish; condemn: denounce; conduct: carry-out; confine: limit; confirm: verify
confiscate: seize; confront: face; connect: link; consider: think-about; consume: eat; contact: reach
continue: go-on carry-on keep last; contradict: deny; control: hold; convert: turn-into; convince: persuade
cope: manage; copy: imitate; cost: need; crash: hit smash; create: make set-up; criticise: attack slam
crush: squash; cure: heal; cut-off: isolate; damage: hit; deal-with: tackle; declare: announce; defeat: beat
defend: protect; delay: hold-up put-off; delete: erase; deliver: hand-over bring; demand: call-for
demolish: pull-down tear-down; deny: reject; depart: leave; depend-on: rely-on; deport: expel send-back
descend: go-down; describe: call; deserve: earn; design: draw; destroy: wipe-out burn-down; detain: hold
detect: find spot; deteriorate: worsen; develop: make; devote: give; dig: excavate; disagree: differ
disappear: vanish; disclose: reveal; discover: find; discuss: talk-about debate; dismiss: sack throw-out
disperse: break-up; display: show; disrupt: interrupt; distribute: hand-out give-out; divert: reroute send
divide: split; donate: give; drag: pull; draw-up: prepare write; drive-out: expel; drop: abandon; eat: consume
eject: throw-out; elect: choose; eliminate: remove; embarrass: shame; emerge: appear; employ: use; empty: clear
encounter: meet; encourage: urge; end: stop; endanger: threaten; enforce: impose; enlarge: expand
enter: go-into come-into get-into; entertain: amuse; equip: fit; escape: get-away flee; establish: set-up
estimate: reckon put-at; evacuate: clear empty; evade: avoid dodge; exceed: top; exchange: swap; exclude: leave-out
exhaust: use-up; expand: grow; expel: throw-out; explode: go-off; exploit: use; expose: reveal; express: voice
extend: prolong stretch; extinguish: put-out; face: meet; fail: break-down; fall: go-down; feed: nourish
finance: pay-for; find: discover; finish: end; fire: shoot launch; fit: equip; fix: mend; flee: leave
flood: inundate; follow: come-after; forbid: ban; force: compel; forecast: predict; forget: overlook; form: set-up
found: create; freeze: ice-over; frighten: scare; fulfil: keep; gain: win; gather: meet collect; get-rid-of: remove
get-to: reach; give: hand; give-back: return; give-in: yield; go: travel; go-ahead: proceed; grab: seize
grant: give; greet: welcome; grow: rise increase expand; guarantee: promise; guard: protect; guide: lead; halt: stop
hand-over: give; harm: hurt; head: lead; heal: recover; help: aid; hide: conceal; hinder: hamper
hire: take-on employ; hit: strike; hold: keep; honour: respect; host: stage; hurl: throw; hurt: injure
ignore: disregard; imprison: jail lock-up; include: contain; increase: put-up go-up; inform: tell; install: put-in
insult: offend; intend: plan; interrupt: break; intervene: step-in; introduce: bring-in; invade: march-into
invent: think-up; invest: put; investigate: look-into probe; involve: include; jail: lock-up put-away; jump: leap
justify: defend; keep: retain; kick: boot; kidnap: abduct seize; land: touch-down; last: go-on; laugh: mock
launch: start; lead: head; learn: find-out; leave: quit; lend: loan; let: allow; lie: mislead; lift: raise
limit: cap; link: connect; live: reside; load: fill; lock: shut; look-for: seek; mail: send; maintain: keep
make: produce; march: demonstrate; marry: wed; mean: signify; measure: gauge; melt: thaw; merge: join combine
monitor: watch; mourn: grieve; name: identify; neglect: ignore; negotiate: talk; nominate: name; notice: see
notify: inform; obey: follow; object: protest; obstruct: block; occupy: take-over; occur: happen; offer: propose
open: unlock; organise: stage; oust: remove; overcome: beat; overhaul: reform; overlook: miss; overthrow: bring-down
overturn: reverse flip; pardon: forgive; participate: join; pass: approve; permit: allow; persuade: talk-into
pick: choose; pick-up: collect; plan: prepare; plead: appeal; please: delight; point-out: say; poison: contaminate
pollute: contaminate; postpone: put-back; praise: commend; predict: expect; prefer: favour; present: give
pretend: claim; prevent: keep-from; print: publish; proceed: go-on; produce: turn-out; profit: gain; prohibit: ban
promise: guarantee; promote: advance; protect: guard; protest: complain; prove: show; provide: give
publish: bring-out print; pull-out: withdraw; punish: discipline; purchase: buy; pursue: follow; put-back: delay
put-off: delay; put-out: extinguish; qualify: get-through; quit: leave; raise: lift; reach: arrive-at hit
react: respond; realise: know; rebuild: restore; reckon: think; recognise: know; recommend: suggest
recover: get-back; recruit: take-on; reduce: bring-down; refer: send; refuse: turn-down; regain: win-back
reject: throw-out; rely: depend; remain: stay; remember: recall; remind: tell; rename: call; renew: extend
rent: hire lease; repair: fix; repay: pay-back; reply: answer; represent: stand-for; rescue: pull-out
resign: leave give-up; resolve: settle; respect: honour; respond: reply; restore: bring-back; restrict: limit
result-in: cause; resume: restart; retain: keep; retire: give-up; retreat: withdraw; return: send-back
revive: bring-back; reward: pay; rob: hold-up; rule: order; save: keep; scare: frighten; search: comb
seek: look-for; seize: take; select: choose; send-back: return; separate: divide; shake: rock; shell: bombard
ship: send; shoot: fire-at; shout: yell; show: display; shut: lock; sink: go-down; slow: hold-back; smash: break
solve: clear-up; sort-out: solve; spark: set-off; split: break-up; spoil: ruin; sponsor: fund; spread: extend
stage: hold; start: set-up; stay: remain; steal: take; step-in: intervene; stop: end; store: keep; strand: leave
strengthen: reinforce; stress: emphasise; stretch: extend; strike: hit; submit: hand-in; suggest: propose
supply: provide; suppose: think; suppress: crush; surround: encircle; survive: remain; suspend: ban stop
swap: exchange; swear: promise; sweep: clean; take-on: hire; take-over: buy; tear-down: demolish; tell: warn
terminate: end; throw: toss; throw-out: expel; tidy: clean; tighten: toughen; topple: pull-down; toss: throw
trace: find; track-down: find; transfer: move; transport: carry; trap: catch; treat: look-after; trick: fool
trigger: set-off; turn-down: reject; uncover: find; undertake: promise; unite: join; unload: empty; unveil: show
upset: anger; vanish: disappear; visit: call-on; walk-out: leave; wander: roam; warn: tell; waste: squander
weaken: undermine; weigh: consider; welcome: greet; win: take; withdraw: take-off pull-back; witness: see
wound: hurt; wreck: destroy; write: compose; accident: crash mishap; account: report; aim: purpose
airport: airfield; alarm: warning; anger: fury rage; answer: solution; argument: dispute; arms: weapons
army: forces; arrest: capture; aspect: side; attitude: view; baby: child; background: past; bag: sack
ban: suspension prohibition; base: headquarters; beginning: outset; belief: faith; benefit: advantage; bicycle: bike
blast: bomb; blow: setback; boat: craft; body: corpse; bolt: strike flash; border: boundary; boy: lad
break: interruption pause; breach: violation; bridge: crossing; budget: spending; building: block; business: trade
campaign: drive; care: treatment; career: job; cash: money; cause: reason; celebration: party; centre: middle heart
chairman: head; challenge: test; chance: hope; change: shift; charge: allegation; chief: boss; child: youngster
choice: option; claim: allegation; class: form; climate: weather; clothes: clothing; coach: trainer
coast: shoreline; colleague: workmate; colony: settlement; comment: remark; community: neighbourhood
competition: contest; complaint: objection; compensation: damages; condition: state; connection: link; contest: race
cop: policeman; cost: price; couple: pair; course: route; crash: collision; crew: team; crisis: emergency
critic: opponent; crop: harvest; crowd: mob; custom: tradition; customer: client; cut: reduction; danger: risk
data: figures; deadline: limit; debate: argument; debris: wreckage; decision: ruling; defeat: loss; delay: hold-up
delegate: representative; demand: call; democracy: freedom; design: plan; detail: fact; diet: food; difference: gap
disaster: tragedy; discovery: find; discussion: debate; disease: illness; dispute: row argument conflict
document: paper; dollar: buck; donor: giver; door: gate; doubt: question; downturn: recession; drug: narcotic
driver: chauffeur; duty: task; economy: business; edition: issue; effort: attempt; end: finish; enemy: foe
entrance: door; environment: nature; error: mistake; event: occasion; evidence: proof sign; example: instance
exam: test; exit: departure; expert: authority; explosion: detonation; face: front; fact: truth; factory: plant
family: parents; fan: follower; farm: land; fate: destiny; fear: concern; festival: fair; field: pitch
fight: fighting; figure: number; flag: banner; flight: trip; food: meal; football: soccer; force: power
forest: woods; fortune: wealth; friend: ally; frontier: border; fund: money; funeral: burial; future: prospects
game: match; gang: mob; garbage: rubbish; garden: yard; goal: aim; gold: bullion; good: benefit; goods: products
grave: tomb; growth: increase; gunman: shooter; habit: custom; hall: building; health: condition; heart: centre
help: support; hero: champion; history: past; holiday: break; hope: chance; hostage: prisoner; hotel: inn
hunger: starvation; idea: plan; illness: sickness; image: picture; immigrant: migrant; impact: effect
incident: event; increase: rise; industry: sector; infant: baby; inquiry: probe; instruction: order
interest: concern; island: islet; issue: question matter; item: thing; jacket: coat; jail: prison; job: role
journalist: newsman; journey: trip; knowledge: information; lab: laboratory; lack: absence; landing: touchdown
language: tongue; law: rule; leader: boss; leave: holiday; legislation: laws; lesson: class; liberty: freedom
life: existence; limit: cap; line: route; list: roll; load: cargo; location: place; look: appearance; luck: fortune
majority: most; map: plan; mark: sign; market: bazaar; marriage: wedding; matter: issue; meal: dinner; member: part
memorial: monument; memory: recollection; method: way; milestone: landmark; mistake: error; mob: crowd; model: type
money: funds; mood: atmosphere; motor: engine; name: title; nature: character; need: demand; network: system
noise: sound; notice: warning; oath: vow; objective: aim; occupation: job; office: post; opponent: rival critic
option: choice; order: command; origin: source; owner: holder; page: sheet; pain: suffering; palace: castle
part: section; partner: companion; party: celebration; passage: route; path: trail; payment: fee; peak: summit top
people: public; period: time; permission: consent; person: individual; picture: photo; piece: part; pipe: pipeline
place: spot; plan: blueprint; player: star; pleasure: joy; plot: conspiracy; poem: verse; point: mark; policy: line
pollution: smog; population: residents; port: docks; position: post; possession: property; post: position
poverty: hardship; power: control; press: media; pressure: stress; prison: penitentiary; problem: fault
procedure: process; product: goods; progress: advance; project: venture; promise: guarantee; proof: evidence
prospect: chance; protection: shelter; public: people; purpose: aim; quality: standard; question: issue
race: contest; rank: position; rate: pace; reaction: response; reason: motive; rebel: insurgent; record: best
recovery: return; referee: umpire; region: area; relation: tie; relative: relation; religion: faith
representative: delegate; reputation: name; request: appeal; rescue: saving; research: study; resource: supply
response: answer; restaurant: cafe; result: finding; review: assessment; revolution: uprising; reward: prize
right: entitlement; rise: increase; risk: chance; rival: competitor; road: motorway; role: job; room: chamber
round: stage; route: way; row: line; rule: law; rumour: report; safety: security; salary: wage; sale: auction
satellite: spacecraft; scale: size; scandal: affair; scene: place; scheme: project; science: research
scientist: expert; search: hunt; season: campaign; secret: mystery; sector: industry; security: safety
seller: dealer; series: string; servant: maid; service: facility; shape: form; share: part; shelf: rack
shock: surprise; shop: retailer; shore: coast; show: programme; side: team; sign: evidence; signal: sign
site: location; situation: position; skill: ability; slogan: motto; society: community; source: origin; space: room
speaker: orator; spectator: onlooker; speech: talk; speed: pace; sport: game; spot: place; staff: employees
stage: phase; standard: level; star: celebrity; start: kick-off; statement: declaration; station: stop
statue: monument; status: position; step: move; stock: supply; stop: halt; store: outlet; storm: gale
strategy: plan; street: avenue; strength: power; study: report; style: fashion; subject: topic; suffering: pain
summit: top; supply: stock; support: help; supporter: backer fan; surface: top; surplus: excess; surprise: shock
suspicion: doubt; symbol: sign; system: network; talent: gift; target: aim; task: job; team: crew; tear: crack
technique: method; technology: tech; television: tv; temperature: heat; term: period; territory: land; terror: fear
theory: idea; thief: robber; thing: object; threat: warning; topic: subject; total: sum; touch: contact; tour: trip
tower: spire; town: place; track: line; trade: business; tradition: custom; tragedy: disaster; train: express
training: practice; transfer: move; transport: travel; treasure: hoard; treatment: therapy; trend: tendency
trial: hearing; trip: outing; troop: soldier; trouble: problem; truce: ceasefire; trust: faith; truth: fact
type: kind; vehicle: van; venue: ground; verdict: decision; victim: casualty; view: opinion; visit: stay
voice: vocals; voyage: trip; wage: wages; walker: pedestrian; wall: barrier; warning: notice; wave: surge; way: road
wealth: riches; weather: conditions; wedding: marriage; weight: load; wife: partner; wind: breeze; winner: champion
witness: onlooker; word: term; work: labour; worker: labourer; workforce: staff; writer: novelist; zone: area
able: fit; absent: missing away; accurate: correct; additional: more; afraid: frightened; ancient: old
angry: furious; anxious: worried; aware: conscious; basic: main; beautiful: lovely; brave: heroic; brief: short
bright: clear; busy: crowded; calm: quiet; careful: cautious; central: key; chief: main; clean: pure; clear: plain
clever: bright; common: usual; complete: total; costly: expensive; crowded: packed; crucial: key; cruel: brutal
current: present; dangerous: risky; defective: faulty; dense: thick; difficult: hard; dirty: filthy; double: twice
dry: rainless; eager: keen; easy: simple; effective: successful; enormous: huge; entire: whole; equal: same
essential: vital; exact: precise; extra: more; extreme: severe; faithful: loyal; false: fake; fast: quick
fatal: deadly; fault: defect; fine: good; firm: solid; fit: well able; former: old; frequent: common; friendly: warm
further: more; general: overall; genuine: real; gigantic: huge; glad: happy; grave: serious; happy: pleased
hard: tough; harmful: damaging; healthy: well; historic: landmark; honest: truthful; hostile: enemy
hungry: starving; ill: unwell; immediate: instant; important: major; improper: wrong; independent: free
initial: first; intact: whole; intense: fierce; key: main; late: delayed; leading: top; legal: lawful
likely: probable; little: small; long: lengthy; loyal: faithful; lucky: fortunate; mad: insane; main: chief
major: big; massive: huge; minor: small; missing: lost; mobile: moving; mutual: joint; narrow: slim
necessary: needed; noisy: loud; normal: usual; obvious: clear; odd: strange; opposite: contrary; ordinary: normal
original: first; painful: sore; pale: white; past: previous; peaceful: calm; perfect: ideal; pleased: happy
polite: courteous; poor: bad; possible: likely; present: current; previous: earlier; primary: main; principal: main
prior: previous; private: personal; probable: likely; proper: right; proud: pleased; public: open; quick: fast
quiet: silent; rapid: fast; rare: unusual; raw: uncooked; ready: prepared; real: actual; regular: frequent
relevant: related; reliable: trustworthy; remote: distant; rich: wealthy; risky: dangerous; rough: violent
rude: insulting; sad: unhappy; same: identical; scared: afraid; secret: hidden; secure: safe; senior: top
separate: different; serious: bad; sharp: steep; short: brief; sick: ill; silent: quiet; similar: alike
simple: easy; slight: small; slow: gradual; small: little; solid: firm; special: particular; stable: steady
steep: sharp; strange: unusual; strict: tough; stupid: foolish; successful: victorious; sudden: unexpected
sufficient: enough; suitable: right; sure: certain; surprising: unexpected; terrible: awful; thick: dense
thin: slim; tight: strict; tiny: small; tired: worn-out; top: leading; total: complete; tough: hard; true: real
unable: powerless; unclear: uncertain; unemployed: jobless; unexpected: sudden; unfair: unjust; unhappy: sad
unknown: unclear; unlawful: illegal; unlikely: improbable; unusual: rare; upset: sad; urgent: pressing
useful: helpful; usual: normal; valuable: precious; vast: huge; violent: rough; vital: essential; weak: feeble
wealthy: rich; well: healthy; whole: complete; wide: broad; wild: untamed; willing: ready; wise: sensible
worried: concerned; worst: gravest
"""
