"""What is generated: schemas, examples, AsyncAPI, streams, dispositions, metrics, configuration."""

import json
from typing import Any

from sayso.cli.config import groups
from sayso.cli.topology import as_data, stage_lines, stream_lines
from sayso.contracts.dispositions import Disposition, Reason
from sayso.contracts.examples import EXAMPLES
from sayso.contracts.wire import Event
from sayso.docgen.asyncapi import asyncapi
from sayso.runtime.observing.vocabulary import METRICS

_MADE = "<!-- Made from the code by `make docs`; change the code instead. -->\n"


def pages() -> dict[str, str]:
    """Path under docs/generated to text."""
    found = {
        "streams.md": _streams(),
        "dispositions.md": _dispositions(),
        "configuration.md": _configuration(),
        "metrics.md": _metrics(),
        "asyncapi.json": _json(asyncapi(), in_order=True),
    }
    for model, example in EXAMPLES.items():
        name = model.__name__
        found[f"schemas/{name}.json"] = _json(schema_of(model))
        found[f"examples/{name}.json"] = _json(example.model_dump(mode="json", exclude_none=True))
    return found


def schema_of(model: type[Event]) -> dict[str, Any]:
    """The published JSON Schema of an event."""
    about = {"$schema": "https://json-schema.org/draft/2020-12/schema", "x-schema-word": model.schema_word()}
    return {**about, **model.model_json_schema(mode="serialization")}


def _streams() -> str:
    rows = [
        f"| `{each['name']}` | `{each['schema']}` | {', '.join(each['written_by'])} | {', '.join(each['read_by'])} "
        f"| {each['high_water'] or 'may grow'} | {each['holds']} |"
        for each in as_data()["streams"]
    ]
    return "\n".join(
        [
            _MADE,
            "# Streams and stages\n",
            "| stream | schema | written by | read by | high water | one entry is |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "\nEach stream `s` has `s.dead` (dead letters), `s.later` and `s.parked` (what waits for its next try), "
            "and `s.halted` while its stage is halted (too many dead letters).",
            "\n```",
            *stage_lines(),
            "",
            *stream_lines(),
            "```\n",
        ]
    )


def _dispositions() -> str:
    meanings = [f"| `{each}` | {each.meaning} |" for each in Disposition]
    return "\n".join(
        [
            _MADE,
            "# Dispositions\n",
            "Every unit of work ends, at each stage, in exactly one of these.\n",
            "| disposition | meaning |",
            "| --- | --- |",
            *meanings,
            "\n# Reasons\n",
            "The closed list of reason codes, in log lines, records and dead letters:\n",
            ", ".join(f"`{each}`" for each in Reason) + ".\n",
        ]
    )


def _metrics() -> str:
    rows = [
        f"| `{each.name}` | {each.kind} | {each.unit} | {', '.join(each.labels)} | {each.help} |" for each in METRICS
    ]
    return "\n".join(
        [
            _MADE,
            "# Metrics\n",
            "What `/metrics` of each worker tells, where `SAYSO_HTTP_PORT` is set; beside these the usual `process_…` "
            "of the Prometheus client. Gauges of a stage, of the store and of Redis are the same whoever tells them: "
            "put them together with `max`. Counters and `sayso_in_flight_units` are each worker's own: `sum`.\n",
            "| metric | kind | unit | labels | what |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _configuration() -> str:
    lines = [
        _MADE,
        "# Configuration\n",
        "All settings are environment variables; `sayso config` shows what is in effect.\n",
    ]
    for owner, group in groups():
        lines += [
            f"## {owner}: {(group.__doc__ or '').strip()}\n",
            "| variable | default | what |",
            "| --- | --- | --- |",
        ]
        for name, info in group.model_fields.items():
            default = "unset" if info.default is None else f"`{info.default}`" if str(info.default) else "empty"
            lines.append(f"| `SAYSO_{name.upper()}` | {default} | {info.description} |")
        lines.append("")
    return "\n".join(lines)


def _json(value: Any, *, in_order: bool = False) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, sort_keys=in_order) + "\n"
