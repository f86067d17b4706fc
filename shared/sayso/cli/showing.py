"""``sayso extract --show``: the article in the terminal, its statements in their speakers' colours.

Without colour it can be read too: a statement stands in brackets with its speaker's number. What is shown came from the
web, so control characters are escaped before the terminal sees them.
"""

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from sayso.cli.marking import Voice, pieces, voices
from sayso.runtime.abilities import ReadArticle

COLOURS = ("cyan", "yellow", "green", "magenta", "bright_blue", "bright_red", "bright_green", "bright_yellow")


def show(document: str, result: ReadArticle, console: Console | None = None) -> None:
    """Print the article and a legend of its speakers."""
    console = console or Console()
    article = result.article
    about = " · ".join(filter(None, [article.outlet, ", ".join(article.authors), article.published]))
    console.print(Panel(f"[bold]{escape(shown(article.title or document))}[/]\n{escape(shown(about))}", expand=False))
    told = voices(result.statements)
    console.print(_marked(result, told), soft_wrap=False)
    if told:
        console.print(_legend(told))
    else:
        console.print("[dim]Nobody is quoted in it.[/]")


def _marked(result: ReadArticle, told: tuple[Voice, ...]) -> Text:
    voice_of = {number: voice for voice in told for number in voice.statements}
    text = Text()
    inside = 0
    for piece in pieces(result):
        if piece.statement is None or piece.part is None:
            text.append(shown(piece.words))
            continue
        voice = voice_of[piece.statement]
        colour = COLOURS[(voice.number - 1) % len(COLOURS)]
        if piece.part != "content":
            text.append(shown(piece.words), style=f"bold {colour}" if piece.part == "speaker" else f"italic {colour}")
            continue
        opening = "[" if inside != piece.statement else "… "
        inside = 0 if piece.ends else piece.statement
        closing = f"]{voice.number}" if piece.ends else " …"
        text.append(opening, style=f"dim {colour}")
        text.append(shown(piece.words), style=colour)
        text.append(closing, style=f"dim {colour}")
    return text


def _legend(told: tuple[Voice, ...]) -> Table:
    table = Table("", "who", "is", "kind", "statements", title="Speakers")
    for voice in told:
        colour = COLOURS[(voice.number - 1) % len(COLOURS)]
        speaker = voice.speaker
        post = ", ".join(filter(None, (speaker.role, speaker.affiliation)))
        table.add_row(
            f"[{colour}]{voice.number}[/]",
            f"[{colour}]{escape(shown(voice.called))}[/]",
            escape(shown(post)),
            speaker.kind,
            str(len(voice.statements)),
        )
    return table


def shown(words: str) -> str:
    """Text from the web as a terminal may see it."""
    return "".join(c if c.isprintable() or c == "\n" else repr(c)[1:-1] for c in words)
