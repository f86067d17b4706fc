"""The words of bylines, in the languages of news pages: what stands before names, between, behind and instead of them.

Each table is text, an entry a word or, between bars, a phrase. Next: `bylines`, which makes patterns of them.
"""

from sayso_extract.domain.word_lists import word_set

MARKS = (
    r"(?:written|reported|posted|published|story|words|article|text|report|edited|analysis|opinion|exclusive) by|by|"
    r"posts by|view all posts by|more by|story|authors?|author\(s\)|reporter|journalist|correspondent|"
    r"geschrieben von|ein \pL{2,20} von|von|text|redaktion|autor(?:in|en)?|autorin/autor|autor/in|"
    r"par|écrit par|propos recueillis par|texte|auteure?s?|journaliste|por|escrito por|autora|autores|texto|"
    r"di|scritto da|da|autore|autori|testo|door|tekst|redactie|skrevet av|av|forfatter|författare|af|foto og tekst|"
    r"teksti|od|tekst i foto|autorzy|yazar|автор|текст|от|oleh|kontributor|na"
)
"""What a byline begins with, before a name or a colon."""
MAY_BEGIN_A_NAME = word_set("von di da na av af od")
"""Marks that are part of some names: believed only before a colon, or before two more words."""
ONLY_WITH_COLON = word_set(
    "story redaktion redactie text texte texto testo tekst reporter journalist journaliste correspondent"
)
JOINTS = "and|und|et|og|och|ja|ve|with|mit|avec|con|és|и|та|και|dan|và"
"""What stands between two names."""
JOINTS_OF_TWO = "y|e|i|a|en"
"""The same, but also within names: believed only between two names of two words."""
ROLES = (
    r"correspondent|editor|reporter|writer|columnist|journalist|producer|photographer|anchor|analyst|presenter|"
    r"contributor|author|autor(?:in)?|redakteur(?:in)?|redaktor(?:in)?|korrespondent(?:in)?|chefredakteur(?:in)?|"
    r"reporterin|volontär(?:in)?|journaliste|rédacteur|rédactrice|envoyée? spéciale?|correspondante?|redactora?|"
    r"corresponsal|periodista|redattore|giornalista|inviat[oa]|jornalista|repórter|verslaggever|redacteur|"
    r"journalisten|toimittaja|dziennikarz|muhabir|корреспондент|обозреватель|記者|기자|칼럼니스트|特派员|记者"
)
TITLES_BEHIND = "記者|特派員|기자|특파원|칼럼니스트|记者|特派员"
"""Roles that follow a name of one word."""
BEFORE_ROLES = (
    "the|our|in|for|bbc|chief|senior|deputy|assistant|associate|political|diplomatic|news|business|health|science|"
    "sports?|foreign|world|home|affairs|education|environment|crime|court|legal|economics|technology|royal|staff|special|local|"
    "democracy|national|international|live|digital|social|media|culture|religion|security|defen[cs]e|features?|"
    "investigations?|city|regional|us|uk|europe|africa|asia|middle|east|north|america|money|travel|showbiz|"
    "entertainment|football|audience|executive|managing|group|head|of|and|&|data|climate|property|consumer|general"
)
"""Words that lead from a name to its role: "Ada Brook Chief Political Correspondent"."""
CUTS = (
    r"(?:for|in|at|bei|für|pour|para|på|voor|from|aus)\s+\S.*$|"
    r"(?:updated|published|last|posted|aktualisiert|veröffentlicht|publié|mis à jour|on)\b.*$|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*$|[0-9]{1,2}[:.\s/].*$|\S*@.*$"
)
"""Where a line stops to be about names, behind a space."""
NOBODY = word_set(
    "admin administrator webmaster guest anonymous unknown author autor autorin auteur editor redaktion red undefined "
    "null none nan user staff team news nachrichten online web by von contributor contributors agencies agenturen "
    "author-name test username wordpress press-release n/a"
)
DEGREES = word_set(
    "jr jr. sr sr. ii iii md m.d. phd ph.d. ms msc m.s. ma rd rdn ldn rn mph jd esq esq. cpa cfp mba dds dr do"
)
"""What stands behind a name, after a comma, and is none."""
PARTICLES = word_set(
    "von van der den de del della di da du des la le el al bin ibn ben ter ten dos das do e y zu zur af av ap mac mc o'"
    " st d' d’ ul abu bint und"
)
"""Words of names that have no capital."""
