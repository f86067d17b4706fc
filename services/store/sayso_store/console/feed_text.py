"""Words for feeds: a claim in a sentence, times as RSS writes them, and text that XML can hold. Pure."""

import re
from datetime import datetime
from email.utils import format_datetime

from sayso_store.views import ClaimLine

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def described(each: ClaimLine) -> str:
    """Where it was found and how widely."""
    claim = each.claim
    parts = [f"{each.outlet}: {each.kind}, {each.certainty}", f"{claim.independent_outlets} independent outlets"]
    parts += [f"{claim.copies} copies"] if claim.copies else []
    parts += [f"disputed: {', '.join(each.disputed)}"] if each.disputed else []
    return " · ".join(parts)


def pub_date(moment: str) -> str:
    """A time as RFC 822 writes it; empty where it is none."""
    try:
        return format_datetime(datetime.fromisoformat(moment))
    except ValueError:
        return ""


def xml_text(words: str) -> str:
    """Without the characters that XML has no way to write."""
    return _NOT_XML.sub("\ufffd", words)
