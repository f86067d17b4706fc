"""``sayso extract --html OUT``: the article as one page that needs nothing else, its statements in colours.

No script, no font, no picture, nothing from elsewhere: it can be sent by mail and opened in ten years. Pointing at a
statement, or reaching it by keyboard or touch, shows its cue, speaker, certainty, times, quantities and confidence.
Everything from the web is escaped.
"""

from collections.abc import Iterator
from html import escape

from sayso.cli.marking import Piece, Voice, pieces, voices
from sayso.contracts.records import StatementRecord
from sayso.runtime.abilities import ReadArticle

HUES = (205, 28, 140, 285, 350, 175, 50, 240)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light dark;--back:#fdfdfb;--ink:#1d1d1b;--faint:#6b6b66;--line:#ddd;--tip:#fff;
--light:88%;--dark:26%}
@media(prefers-color-scheme:dark){:root{--back:#181817;--ink:#e8e6e1;--faint:#9c9a93;--line:#3a3a37;--tip:#242422;
--light:24%;--dark:78%}}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem 8rem;background:var(--back);color:var(--ink);
font:1.05rem/1.65 Georgia,serif}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .3rem}
.about,.legend,.tip{font-family:system-ui,sans-serif;font-size:.85rem}.about{color:var(--faint);margin:0 0 1.5rem}
p{margin:0 0 1rem;overflow-wrap:anywhere}
.said{position:relative;background:hsl(var(--hue) 70% var(--light));border-radius:.2rem;padding:.05rem .1rem;
cursor:help}
.said:focus{outline:2px solid hsl(var(--hue) 70% 45%)}
.cue{font-style:italic;border-bottom:2px dotted hsl(var(--hue) 60% 45%)}
.who{font-weight:bold;color:hsl(var(--hue) 75% var(--dark))}
sup{font:.65rem system-ui,sans-serif;color:var(--faint);padding-left:.1rem}
.tip{display:none;position:absolute;left:0;top:100%;z-index:1;width:max-content;max-width:min(22rem,80vw);
padding:.6rem .8rem;background:var(--tip);color:var(--ink);border:1px solid var(--line);border-radius:.4rem;
box-shadow:0 4px 16px #0003;line-height:1.4}
.said:hover>.tip,.said:focus>.tip{display:block}
.tip b{font-weight:600}.tip i{color:var(--faint);font-style:normal}.tip span{display:block}
.legend{border-top:1px solid var(--line);padding:1rem 0 0;margin:2rem 0 0;list-style:none}
.legend li{margin:0 0 .4rem}
.legend b{background:hsl(var(--hue) 70% var(--light));padding:.05rem .35rem;border-radius:.2rem}
"""


def page(document: str, result: ReadArticle) -> str:
    """The page."""
    article = result.article
    about = " · ".join(filter(None, [article.outlet, ", ".join(article.authors), article.published, article.url]))
    title = escape(article.title or document)
    told = voices(result.statements)
    return (
        f'<!doctype html><html lang="{escape(article.language or "en")}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
        f'<p class="about">{escape(about)}</p>{_body(result, told)}{_legend(told)}</main></body></html>\n'
    )


def _body(result: ReadArticle, told: tuple[Voice, ...]) -> str:
    voice_of = {number: voice for voice in told for number in voice.statements}
    marked = "".join(_piece(each, result.statements, voice_of) for each in pieces(result))
    return "".join(f"<p>{paragraph}</p>" for paragraph in marked.split("\n\n") if paragraph.strip())


def _piece(piece: Piece, statements: tuple[StatementRecord, ...], voice_of: dict[int, Voice]) -> str:
    words = escape(piece.words)
    if piece.statement is None:
        return words
    voice = voice_of[piece.statement]
    hue = f'style="--hue:{_hue(voice)}"'
    if piece.part != "content":
        return f'<span class="{"who" if piece.part == "speaker" else "cue"}" {hue}>{words}</span>'
    tip = f'<span class="tip" role="tooltip">{"".join(_facts(statements[piece.statement - 1]))}</span>'
    number = f"<sup>{voice.number}</sup>" if piece.ends else ""
    parts = words.split("\n\n")  # a quotation may run over paragraphs, an element of the page may not
    inner = [f'<span class="said" tabindex="0" {hue}>{part}{tip}</span>' for part in parts]
    return "\n\n".join(inner) + number


def _facts(statement: StatementRecord) -> Iterator[str]:
    speaker = statement.speaker
    who = speaker.name or speaker.mention or "nobody named"
    yield f"<span><b>{escape(who)}</b></span>"
    known: dict[str, str | None] = {
        "is": ", ".join(filter(None, (speaker.role, speaker.affiliation))),
        "in the text": speaker.mention if speaker.mention != speaker.name else None,
        "cue": statement.cue,
        "kind": statement.kind,
        "certainty": f"{statement.certainty}{', negated' if statement.negated else ''}",
        "said": _when(statement.said_when),
        "about": _when(statement.event_when),
        "quantities": "; ".join(each.text for each in statement.quantities),
        "found by": f"{statement.rule}, {statement.confidence:.2f}",
    }
    for name, value in known.items():
        if value:
            yield f"<span><i>{name}</i> {escape(value)}</span>"


def _when(time: object) -> str | None:
    start, end = getattr(time, "start", None), getattr(time, "end", None)
    return None if start is None else f"{start} to {end}" if end != start else str(start)


def _legend(told: tuple[Voice, ...]) -> str:
    if not told:
        return '<p class="about">Nobody is quoted in it.</p>'
    rows = []
    for voice in told:
        post = ", ".join(filter(None, (voice.speaker.role, voice.speaker.affiliation)))
        count = f"{len(voice.statements)} statement{'s' if len(voice.statements) > 1 else ''}"
        rows.append(
            f'<li style="--hue:{_hue(voice)}"><b>{voice.number}</b> {escape(voice.called)}'
            f"{f', {escape(post)}' if post else ''} · {count}</li>"
        )
    return f'<ul class="legend">{"".join(rows)}</ul>'


def _hue(voice: Voice) -> int:
    return HUES[(voice.number - 1) % len(HUES)]
