"""Number words, scales, currencies and hedges of English, as data.

Next: `numbers`, whose grammar reads with them.
"""

from sayso_extract.domain.word_lists import word_set

_FIRST = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
          "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")  # fmt: skip
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SMALL = {word: value for value, word in enumerate(_FIRST, start=1)} | _TENS
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "m": 1e6,
          "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7,
          "crores": 1e7}  # fmt: skip
FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
BEFORE_FRACTION = word_set("by over than about around nearly almost just some roughly only under up a to of")
"""Words before "a third" that make it a part, not an ordinal ("a third goal")."""
VAGUE = {"tens": 10.0, "dozens": 24.0, "hundreds": 100.0, "thousands": 1000.0, "millions": 1e6, "billions": 1e9}
CURRENCIES = {
    "$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₦": "naira", "₩": "won", "₽": "roubles",
    "₺": "lira", "₴": "hryvnia", "₪": "shekels", "₱": "pesos", "Rs": "rupees", "Sh": "shillings", "KSh": "shillings",
    "Ksh": "shillings", "USh": "shillings", "TSh": "shillings", "R": "rand", "N": "naira", "USD": "dollars",
    "AUD": "dollars", "CAD": "dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen", "CHF": "francs",
    "INR": "rupees", "NGN": "naira", "KES": "shillings", "ZAR": "rand", "CNY": "yuan",
}  # fmt: skip
"""Signs, abbreviations and codes of ISO 4217 that stand before an amount, as they are written."""
HEDGES = frozenset((
    "at least", "at most", "more than", "less than", "fewer than", "as much as", "as many as", "up to", "no more than",
    "somewhere near", "close to", "about", "around", "roughly", "nearly", "almost", "approximately", "some", "over",
    "under", "an estimated", "estimated", "just over", "just under", "well over", "in excess of", "no fewer than",
    "no less than", "not more than", "upwards of", "in the region of", "as little as", "as few as", "a little over",
    "a little under", "little more than", "just short of", "somewhere",
))  # fmt: skip
MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept sep oct nov dec"
)
SKIPPED = word_set("other more extra further additional new such")
"""Words that may stand between a count and its noun: "four other names"."""
QUALITIES = word_set(
    "old young big small large armed dead safe open empty rare major minor local foreign key front senior junior male "
    "female black white red green blue heavy light full free"
)
QUALIFYING = ("ous", "al", "ed", "ful", "ive", "ic", "ish", "ary", "less", "able", "ible", "ern")
"""Words and endings of words that tell of what kind the counted ones are: "three serious offers"."""
PLURALS = word_set("people men women children police staff crew cattle sheep feet teeth fish deer aircraft")
"""Nouns that count without an s."""
NOT_AFTER_ONE = word_set("of day thing another side can has is who that")
NOT_BEFORE_ONE = word_set("no the this that any every last next first only which worse better expensive day not each "
                           "right wrong good bad either neither")  # fmt: skip
NUMBERED = word_set("no number page item article section channel route phase year grade group class room chapter "
                     "version division type stage aged age")  # fmt: skip
"""Words whose number is a name: "No. 7", "Year 11"; and ages."""
"""Words beside which "one" is a pronoun, not a count."""
