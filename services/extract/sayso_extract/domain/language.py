"""What language an article is in: what its page says, where its words do not speak against it.

Input: the text, and the languages the page declares, the surest first. Templates declare their own language whatever
is written into them. So a declared language whose commonest words do not occur in the text is doubted, as are two that
differ; then, and where nothing is declared, the text is asked (py3langid, over the first `LOOKED_AT` characters).

Its model is large and slow to load, and loading needs a temporary file: `load_model` does so ahead of time where
processes are confined later. Where it cannot be loaded, what the page declares is believed.

Guaranteed: an ISO 639 code in small letters, or None; the same text gives the same answer wherever the model is there.

Next: `html.metadata` and `document`.
"""

from collections.abc import Iterable
from functools import cache
from typing import Protocol

from sayso_extract.domain.word_lists import word_set

LOOKED_AT = 1_500
LEAST_ASKED, LEAST_TO_OVERRULE = 40, 200
"""Characters of text for an answer, and for one against the page's word."""
SURE = 0.8
LEAST_COMMON = 4
_COMMON = {
    "en": word_set("the of and to in a is that for on with was as"),
    "de": word_set("der die und in den von zu das mit sich des auf für ist im nicht"),
    "fr": word_set("de la le et les des en un du une que est pour dans qui"),
    "es": word_set("de la que el en y a los del se las por un para con una"),
    "it": word_set("di e il la che in a per un del è della non una sono le"),
    "pt": word_set("de a que o e do da em um para com não uma os no se na"),
    "nl": word_set("de van het een en in is dat op te met voor zijn die niet"),
    "sv": word_set("och att det i en som på är av för med den till inte har"),
    "da": word_set("og at det i en er på til som af for med den ikke har"),
    "no": word_set("og i det på er en som til for av med at den har ikke"),
    "pl": word_set("w i na z do się nie że to jest o od po jak"),
}
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "hr": "sr", "bs": "sr", "fil": "tl"}


class Model(Protocol):
    """Tells languages apart."""

    def classify(self, text: str, /) -> tuple[str, float]:
        """A language and how sure it is."""


def language_of(text: str, declared: Iterable[str | None] = ()) -> tuple[str | None, str | None]:
    """The language of a text and who says so: "declared" or "text"."""
    said = tuple(dict.fromkeys(code for each in declared if (code := language_code(each))))
    beginning = text[:LOOKED_AT]
    if said and len({_SAME.get(code, code) for code in said}) == 1 and not _is_doubted(said[0], beginning):
        return said[0], "declared"
    found = spoken_in(beginning)
    if not said:
        return (found, "text") if found else (None, None)
    if found is None or any(_SAME.get(code, code) == _SAME.get(found, found) for code in said):
        same = (code for code in said if found and _SAME.get(code, code) == _SAME.get(found, found))
        return next(same, said[0]), "declared"
    return (found, "text") if len(beginning) >= LEAST_TO_OVERRULE else (said[0], "declared")


def language_code(tag: str | None) -> str | None:
    """The language of a tag such as "en-GB" or "de_DE"; None for what is no tag."""
    code = (tag or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 and code not in ("und", "mul") else None


def spoken_in(text: str) -> str | None:
    """The language of a text by its words; None where it is too short, or nobody can tell."""
    model = load_model() if len(text.strip()) >= LEAST_ASKED else None
    if model is None:
        return None
    found, sure = model.classify(text[:LOOKED_AT])
    return found if sure >= SURE else None


@cache
def load_model() -> Model | None:
    """The model, loaded once; None where it cannot be."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        model: Model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except (ImportError, OSError, ValueError):
        return None
    return model


def _is_doubted(code: str, text: str) -> bool:
    """Whether a language's commonest words do not occur; a language without a list is believed."""
    common = _COMMON.get(_SAME.get(code, code))
    if common is None or len(text) < LEAST_TO_OVERRULE:
        return False
    return len(common.intersection(text.casefold().split())) < LEAST_COMMON
