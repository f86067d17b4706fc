"""Adjectives and adverbs that news use for one another. As in ``verbs``."""

QUALITIES = """
huge vast enormous massive giant gigantic; big large major; great; small little tiny minor; long lengthy prolonged
short brief; high; low; fast quick rapid swift speedy; slow sluggish
serious severe grave critical; bad poor; terrible awful dreadful horrific; good; excellent outstanding
dangerous hazardous unsafe risky perilous; safe secure; healthy fit well; sick ill unwell; weak feeble
strong powerful; heavy torrential; violent fierce
rich wealthy affluent; poor impoverished needy; cheap inexpensive; expensive costly dear; free complimentary; full
empty; open; closed shut; broken faulty defective; intact undamaged unbroken; new brand-new; old former previous ex
ancient; young; modern; recent
important key crucial vital essential significant; main chief principal primary central major; sole only single
whole entire complete total; whole all; several various; many numerous; few; first initial; last final
next following subsequent; previous earlier prior; additional extra further more; same identical; different; similar
true correct accurate right; false untrue wrong incorrect; legal lawful legitimate; illegal unlawful illicit; guilty
innocent blameless; fair just; unfair unjust; certain sure convinced; confident; clear obvious evident
secret covert clandestine; public; private; official; unofficial
happy glad pleased delighted; sad; saddened; angry furious outraged irate; afraid scared frightened
worried concerned anxious; shocked stunned appalled; surprised astonished amazed; disappointed; grateful thankful
proud; ashamed; tired exhausted weary; ready prepared willing; unable; unwilling; hopeful optimistic; pessimistic
possible feasible; impossible; likely; unlikely; necessary needed required; useless; useful; effective; successful
popular; famous well-known renowned celebrated; unknown; rare uncommon scarce; common widespread
usual normal ordinary; unusual strange odd; unique; historic
almost nearly; approximately roughly about around; immediately instantly straightaway; quickly rapidly swiftly
soon shortly; gradually slowly; suddenly abruptly; recently lately; currently presently; often frequently; always
usually normally; completely totally entirely fully wholly; partly partially; mainly mostly largely chiefly
especially particularly; approximately; exactly precisely; together jointly; alone
drunk intoxicated; sober; pregnant expecting; blind; deaf; lame; dead deceased; alive living; missing lost; naked
masked; armed; unarmed; wounded injured; unhurt unharmed uninjured unscathed
northern north; southern south; eastern east; western west; central; coastal; rural; urban; domestic internal
foreign overseas; abroad overseas; international global worldwide; national nationwide; regional; local
urgent pressing; temporary interim provisional; permanent lasting; annual yearly; monthly; weekly; daily; nightly
overnight; simultaneous; hourly
wet damp; dry arid; hot; cold freezing chilly; icy; foggy; windy; sunny; stormy; snowy; muddy; calm
financial monetary fiscal; economic; political; social; military; medical; scientific; religious; legal judicial
electoral; presidential; parliamentary; royal; civil; cultural; agricultural; industrial
stable steady unchanged; fragile; volatile; unprecedented; record; worst; best; biggest largest greatest; smallest
highest; lowest; longest; oldest; youngest; earliest; latest newest; fastest; deadliest
tough hard difficult; easy simple; complicated complex; strict stringent; lenient; generous; modest
cautious careful; reckless careless; brave courageous; loyal; honest; corrupt
double twice twofold; triple treble threefold thrice; aboard onboard; nearby close near; ashore; inland; upstream
downstream; uphill; abroad; indoors; outdoors
unanimous; controversial; independent; joint; separate; mutual; bilateral; alleged suspected; convicted; accused
retired former
"""
