"""Good pages about a town that does not exist: what the hostile ones are mixed with and made from.

``page(n)`` is the same page every time; another number gives another page, of about the size and shape of news pages.
"""

from collections.abc import Sequence

PEOPLE = (
    "Ada Brook",
    "Bo Reed",
    "Tomas Hallam",
    "Una Brack",
    "Greta Sund",
    "Jonas Pell",
    "Nell Arkwright",
    "Ilse Hask",
)
ROLES = ("mayor of Saltby", "owner of the ferry", "head of the fire brigade", "spokeswoman for the water board")
THINGS = ("bridge", "harbour", "school", "market hall", "dam", "railway station", "library", "lighthouse")
WHYS = ("engineers found rust in its hangers", "a storm had taken half the roof", "the council ran out of money",
        "a survey found cracks in the north wall")  # fmt: skip


def sentence(number: int) -> str:
    """A paragraph in which somebody says something."""
    person, role = PEOPLE[number % 8], ROLES[number // 3 % 4]
    thing, why = THINGS[number // 2 % 8], WHYS[number // 5 % 4]
    forms = (
        f"The {thing} of Saltby will stay closed until {2027 + number % 9}, {person}, the {role}, said on Monday.",
        f"“We shut the {thing} because {why},” said {person}, the {role}. “Nobody was hurt.”",
        f"According to {person}, {40 + number % 50} people had used the {thing} every day before {why}.",
        f"{person} told reporters that the {thing} would cost ${1 + number % 7}.{number % 10} million to repair.",
    )
    return forms[number % 4]


def paragraphs(number: int, count: int = 8) -> Sequence[str]:
    """The body of a page."""
    return tuple(sentence(number * 7 + place) for place in range(count))


def page(number: int, *, head: str = "", extra: str = "", around: tuple[str, str] = ("", "")) -> str:
    """A page with menus, boxes and an article; ``extra`` follows its paragraphs, ``around`` stands around it."""
    title = f"{THINGS[number % 8].capitalize()} number {number} closes in Saltby"
    body = "".join(f"<p>{words}</p>\n" for words in paragraphs(number))
    menu = "".join(f'<li><a href="/{thing}">{thing}</a></li>' for thing in THINGS)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Saltby Post</title>'
        f'<meta property="og:title" content="{title}"><meta property="article:published_time" '
        f'content="2025-04-{1 + number % 28:02d}T10:00:00+02:00"><meta name="author" content="{PEOPLE[number % 8]}">'
        f"{head}</head><body><nav><ul>{menu}</ul></nav>{around[0]}<main><article><h1>{title}</h1>\n{body}{extra}"
        f"</article></main>{around[1]}<aside><h2>Most read</h2><ul>{menu}</ul></aside>"
        f"<footer><p>© 2025 Saltby Post</p></footer></body></html>"
    )
