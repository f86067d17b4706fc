"""Adjectives and adverbs that news use for one another. As in ``verbs``."""

QUALITIES = """
huge vast enormous massive giant gigantic; big large major; small little tiny minor; long lengthy prolonged
short brief; fast quick rapid swift speedy; slow sluggish; serious severe grave critical; bad poor
terrible awful dreadful horrific; excellent outstanding; dangerous hazardous unsafe risky perilous; safe secure
healthy fit well; sick ill unwell; weak feeble; strong powerful; heavy torrential; violent fierce
rich wealthy affluent; poor impoverished needy; cheap inexpensive; expensive costly dear; free complimentary
closed shut; broken faulty defective; intact undamaged unbroken; new brand-new; old former previous ex
important key crucial vital essential significant; main chief principal primary central major; sole only single
whole entire complete total; whole all; several various; many numerous; first initial; last final
next following subsequent; previous earlier prior; same identical; true correct accurate right
false untrue wrong incorrect; legal lawful legitimate; illegal unlawful illicit; innocent blameless; fair just
unfair unjust; certain sure convinced; clear obvious evident; secret covert clandestine
happy glad pleased delighted; angry furious outraged irate; afraid scared frightened; worried concerned anxious
shocked stunned appalled; surprised astonished amazed; grateful thankful; tired exhausted weary
ready prepared willing; hopeful optimistic; possible feasible; necessary needed required
famous well-known renowned celebrated; rare uncommon scarce; common widespread; usual normal ordinary
unusual strange odd; almost nearly; approximately roughly about around; immediately instantly straightaway
quickly rapidly swiftly; soon shortly; gradually slowly; suddenly abruptly; recently lately; currently presently
often frequently; usually normally; completely totally entirely fully wholly; partly partially
mainly mostly largely chiefly; especially particularly; exactly precisely; together jointly; drunk intoxicated
pregnant expecting; dead deceased; alive living; missing lost; wounded injured; unhurt unharmed uninjured unscathed
northern north; southern south; eastern east; western west; domestic internal; foreign overseas; abroad overseas
international global worldwide; national nationwide; urgent pressing; temporary interim provisional
permanent lasting; annual yearly; wet damp; dry arid; cold freezing chilly; financial monetary fiscal
legal judicial; stable steady unchanged; biggest largest greatest; latest newest; tough hard difficult; easy simple
complicated complex; strict stringent; cautious careful; reckless careless; brave courageous; double twice twofold
triple treble threefold thrice; aboard onboard; nearby close near; alleged suspected; retired former; heavy dense
heavy thick; thick dense; fierce intense; intense heavy; strong heavy; severe heavy; fatal deadly lethal
catastrophic disastrous devastating; minor slight; slight small; drastic radical; gradual slow; steep sharp
substantial considerable significant; wide broad; tall high; hostile unfriendly; upset distressed
devastated heartbroken; keen eager; reluctant unwilling; unsure uncertain; uncertain unclear; doubtful sceptical
jobless unemployed; struggling ailing troubled; leading top; rival competing; joint shared; lone single
bogus fake false; fake counterfeit forged; phoney fake; genuine authentic real; anonymous unnamed unidentified
unidentified unknown; disputed contested; toxic poisonous; harmless safe; infectious contagious
drinkable fit-to-drink; potable drinkable; contaminated polluted tainted; pure clean; filthy dirty; elderly old aged
teenage adolescent; adult grown-up; late deceased; eldest oldest; unmarried single; neighbouring adjacent nearby
remote isolated; distant far; constant continuous; continuous uninterrupted; frequent regular; immediate instant
sudden abrupt; ultimate final; preliminary provisional; current present; forthcoming upcoming
deliberately intentionally; intentionally purposely on-purpose; accidentally mistakenly by-accident by-mistake
openly publicly; illegally unlawfully; seriously badly severely gravely critically; slightly mildly; sharply steeply
permanently for-good; easily comfortably; reportedly allegedly; wrongly falsely mistakenly; correctly rightly
alone by-himself by-herself single-handedly; broken out-of-order; below beneath under; above over; low shallow
hard heavy; strict tight; close narrow; likely probable; unlikely improbable; unbeaten undefeated; unharmed safe
able capable; severe acute; absurd ridiculous ludicrous; near beside; another further additional extra more
"""
