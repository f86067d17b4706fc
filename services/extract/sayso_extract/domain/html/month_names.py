"""The names of the months in the languages of news pages, whole and as they are shortened.

A word that means two months in two languages is left out of the one where it is rarer. Next: `stated_dates`.
"""

_NAMES = (
    "january jan januar januari jänner janv janvier enero ene gennaio gen janeiro styczeń stycznia sty leden "
    "ledna tammikuu tammikuuta ocak января янв январь січня січень ianuarie januára ιανουαρίου ιαν yanvar jaanuar "
    "sausio janvāris januaro januára جنوری يناير जनवरी janúar",
    "february feb februar februari feber fév févr février febrero febbraio febb fevereiro fev luty lutego lut "
    "únor února helmikuu helmikuuta şubat şub февраля фев февр февраль лютого лютий februarie februára "
    "φεβρουαρίου φεβ veebruar vasario februāris فروری فبراير फरवरी febrúar",
    "march mar märz mrz maart mrt mars marzo março marca marzec březen března maaliskuu maaliskuuta mart марта "
    "март березня березень martie μαρτίου μαρ märts kovo marts مارچ مارس मार्च",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna huhtikuu huhtikuuta nisan nis апреля "
    "апр апрель квітня квітень aprilie apríla απριλίου απρ aprill balandžio aprīlis اپریل أبريل ابريل अप्रैल "
    "apríl",
    "may mai mei maj maggio mag mayo maio maja květen května toukokuu toukokuuta mayıs мая май травня травень "
    "mája μαΐου μαι gegužės maijs مئی مايو मई maí",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze červen června kesäkuu kesäkuuta haziran haz "
    "июня июн июнь червня червень iunie júna ιουνίου ιουν juuni birželio jūnijs جون يونيو जून júní",
    "july jul juli juil juillet julio luglio lug julho lipiec lipca červenec července heinäkuu heinäkuuta temmuz "
    "tem июля июл июль липня липень iulie júla ιουλίου ιουλ juuli liepos jūlijs جولائی يوليو जुलाई júlí",
    "august aug août agosto ago augustus augusti agosto sierpień sierpnia sie srpen srpna elokuu elokuuta ağustos "
    "ağu августа авг август серпня серпень αυγούστου αυγ rugpjūčio augusts اگست أغسطس अगस्त ágúst",
    "september sep sept septembre septiembre settembre set setembro wrzesień wrzesnia września wrz září syyskuu "
    "syyskuuta eylül eyl сентября сен сент сентябрь вересня вересень septembrie septembra σεπτεμβρίου σεπ rugsėjo "
    "septembris ستمبر سبتمبر सितंबर",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź říjen října "
    "lokakuu lokakuuta ekim eki октября окт октябрь жовтня жовтень octombrie októbra οκτωβρίου οκτ oktoober "
    "spalio oktobris اکتوبر أكتوبر अक्टूबर október",
    "november nov novembre noviembre novembro listopada lis listopadu marraskuu marraskuuta kasım kas ноября ноя "
    "нояб ноябрь листопада noiembrie novembra νοεμβρίου νοε lapkričio novembris نومبر نوفمبر नवंबर nóvember",
    "december dec dezember dez desember des décembre déc diciembre dic dicembre dezembro grudzień grudnia gru "
    "prosinec prosince joulukuu joulukuuta aralık ara декабря дек декабрь грудня грудень decembrie decembra "
    "δεκεμβρίου δεκ detsember gruodžio decembris دسمبر ديسمبر दिसंबर desember",
)
MONTHS = {name: month for month, names in reversed(tuple(enumerate(_NAMES, start=1))) for name in names.split()}
