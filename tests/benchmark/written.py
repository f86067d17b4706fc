"""A report as a page that needs nothing else, and as ``docs/performance.md``."""

import html
from collections.abc import Iterable, Iterator, Sequence

from tests.benchmark.rows import Report, Row

Point = tuple[float, float]

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--bad:#c33;--good:#287}
body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
.n{text-align:right;white-space:nowrap}.no{color:var(--bad);font-weight:600}.yes{color:var(--good)}
svg{width:100%;max-width:40rem;height:auto;display:block}svg text{font:12px system-ui;fill:currentColor}
.bar{height:.6rem;background:var(--good);border-radius:2px;min-width:1px}.wrap{overflow-x:auto}
"""
_WIDE, _HIGH, _LEFT, _LOW = 600, 220, 60, 30


def verdict(row: Row) -> str:
    """The limit in words."""
    if row.is_kept is None:
        return ""
    bound = f"{'at least' if row.above else 'at most'} {row.limit:,.4g}{' times' if row.of_ratio else ''}"
    return bound if row.is_kept else f"{bound}: NOT KEPT"


def page(report: Report) -> str:
    """The whole page: a table, bars of where an article's CPU goes, and a plot a series."""
    plots = "".join(f"<h2>{html.escape(name)}</h2>{plot(points)}" for name, points in report.series.items())
    where = ", ".join(f"{name}: {value}" for name, value in report.machine.items())
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Sayso: what it costs</title><style>{_STYLE}</style><h1>What Sayso costs</h1>"
        f"<p>{html.escape(report.commit)}, {html.escape(report.made)}. {html.escape(where)}.</p>"
        f'<div class="wrap"><table><tr><th>part<th>what<th class="n">value<th>baseline<th class="n">ratio<th>limit</tr>'
        f"{''.join(map(_row, report.rows))}</table></div>"
        f"<h2>Where an article's CPU goes</h2>{_bars(report.rows)}{plots}</html>\n"
    )


def _row(row: Row) -> str:
    base = "" if row.base is None else f"{html.escape(row.baseline)} {row.base:,.4g}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    kept = {None: "", True: "yes", False: "no"}[row.is_kept]
    return (
        f"<tr><td>{html.escape(row.part)}<td>{html.escape(row.what)}"
        f'<td class="n">{row.value:,.4g} {html.escape(row.unit)}'
        f'<td>{base}<td class="n">{ratio}<td class="{kept}">{html.escape(verdict(row))}</tr>'
    )


def _bars(rows: Iterable[Row]) -> str:
    of = [
        row
        for row in rows
        if row.part == "end to end" and row.what.startswith("of it ") and "messaging" not in row.what
    ]
    most = max((row.value for row in of), default=1.0)
    return "".join(
        f"<p>{html.escape(row.what.removeprefix('of it '))} {row.value:.2f} ms"
        f'<span class="bar" style="display:block;width:{100 * row.value / most:.1f}%"></span></p>'
        for row in of
    )


def plot(points: Sequence[Point]) -> str:
    """A line over its points, from zero."""
    if not points:
        return ""
    right = max(x for x, _ in points) or 1
    top = max(y for _, y in points) or 1
    at = [(_LEFT + x / right * (_WIDE - _LEFT - 10), _HIGH - _LOW - y / top * (_HIGH - _LOW - 10)) for x, y in points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    return (
        f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img"><polyline points="{line}" fill="none" stroke="currentColor" '
        f'stroke-width="2"/><path d="M{_LEFT} 10V{_HIGH - _LOW}H{_WIDE - 10}" fill="none" stroke="#888"/>'
        f'<text x="4" y="18">{top:,.4g}</text><text x="4" y="{_HIGH - _LOW}">0</text>'
        f'<text x="{_WIDE - 10}" y="{_HIGH - 8}" text-anchor="end">{right:,.4g}</text></svg>'
    )


def document(report: Report) -> str:
    """``docs/performance.md``."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    where = ", ".join(f"{name} {value}" for name, value in report.machine.items())
    yield from (
        "# Performance",
        "",
        "<!-- made by `make bench PUBLISH=1` of bench/latest.json; edit tests/benchmark/written.py instead -->",
        "",
        "How it is measured: CPU seconds of all processes of a part, not the clock, the median of five rounds or more,",
        "and each beside a baseline that runs in turn with it, because machines are shared and noisy. Articles are",
        "made up: 50 kB pages of some 780 words with ten statements. Everything is warm before it is counted.",
        "`make bench` makes the whole table, a page with plots (`bench/report.html`) and a line of history;",
        "`make bench-compare WITH=commit` measures another commit in the same run.",
        "",
        f"Measured on {where}; commit {report.commit}, {report.made[:10]}.",
        "",
        "| part | what | value | baseline | ratio | limit |",
        "| --- | --- | ---: | --- | ---: | --- |",
    )
    for row in report.rows:
        base = "" if row.base is None else f"{row.baseline} {row.base:,.4g}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        yield f"| {row.part} | {row.what} | {row.value:,.4g} {row.unit} | {base} | {ratio} | {verdict(row)} |"
    yield from ("", "## Sizing", "", *_sizing(report))
    missed = [
        f"- {row.part}, {row.what}: {row.value:,.4g} {row.unit}; {verdict(row)}"
        for row in report.rows
        if row.is_kept is False
    ]
    yield from ("", "## Limits that this run did not keep", "", *(missed or ["None."]))


def _sizing(report: Report) -> Iterator[str]:
    """Articles a day a core, from what an article takes of all processes; then what a million claims keep."""
    yield from _cores(report)
    kept = {
        "Redis, dedupe's index of the window" if row.part == "dedupe" else row.part.removeprefix("persist, "): row.value
        for row in report.rows
        if row.unit == "bytes"
    }
    if kept:
        yield from ("", "| a million claims, each with a statement and an event | GB |", "| --- | ---: |")
        for name, size in kept.items():
            yield f"| {name} | {size / 1000:,.2f} |"
        yield from (
            "",
            "The index is measured where fewer claims are known, and its rows are less full than at a million:",
            "an upper bound, see `make bench-dedupe`. The texts of the articles come on top, as long as they are.",
        )


def _cores(report: Report) -> Iterator[str]:
    found = {row.what: row.value for row in report.rows if row.part == "end to end"}
    whole = found.get("an article, all processes")
    if whole is None:
        yield "Not measured in this run: it needs the part `end to end`."
        return
    yield "| articles a day | cores, at half load |"
    yield "| ---: | ---: |"
    for articles in (10_000, 100_000, 1_000_000, 10_000_000):
        cores = articles * whole / 1000 / 86_400 * 2
        yield f"| {articles:,} | {max(cores, 0.1):,.1f} |"
