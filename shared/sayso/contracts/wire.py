"""Events as plain fields: what is written on a stream, and how it is read back.

An entry on a Sayso stream is a flat list of fields that ``redis-cli`` can write and show. Text stands as it is,
bytes stand as they are, everything else (numbers, booleans, lists, objects, times) is JSON. The field ``schema``
names the event and its version, ``page.fetched/1``; without it the stream's own event, version 1, is meant, so that
``XADD urls * url https://…`` is a whole message.

Within a version, writers may add optional fields and readers ignore fields they do not know. What cannot be read is
an error with a reason code (:class:`UnreadableEntry`), never an exception of a library: ``delivery`` turns it into a
dead letter. Field names that start with ``_`` belong to delivery; ``data``, ``headers`` and ``__data__`` are those of
FastStream's own envelope, and an entry that has them was written by a publisher that does not know this format.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Literal, Self, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from sayso.contracts.dispositions import Reason

RESERVED = frozenset({"data", "headers", "__data__"})
"""Names of FastStream's envelope, never used as fields of a work stream."""

MAX_ENTRY_BYTES = 32 * 1024 * 1024
"""The largest entry read from a work stream. A fetched body is at most 10 MB, its text and statements less."""

MAX_FIELDS = 500
"""Fields an entry may have: a script on Redis can pass on some 4,000, and no event has more than twenty."""

Fields = dict[bytes, bytes]
FieldKind = Literal["text", "bytes", "json"]


class UnreadableEntry(ValueError):
    """An entry that is not an event of its stream."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class Record(BaseModel):
    """Base of all values on the wire: immutable, and lenient towards fields of newer writers."""

    model_config = ConfigDict(frozen=True, extra="ignore", ser_json_bytes="base64", val_json_bytes="base64")


class Event(Record):
    """A past-tense fact that goes over a stream. ``NAME`` and ``VERSION`` make its schema word."""

    NAME: ClassVar[str]
    VERSION: ClassVar[int] = 1

    @classmethod
    def schema_word(cls) -> str:
        """``name/version``, as the field ``schema`` carries it."""
        return f"{cls.NAME}/{cls.VERSION}"

    def to_fields(self) -> Fields:
        """The entry of this event. Fields that are None are left out."""
        fields: Fields = {b"schema": self.schema_word().encode()}
        for name, (kind, adapter) in _codec(type(self)).items():
            value = getattr(self, name)
            if value is None:
                continue
            if kind == "text":
                fields[name.encode()] = str(value).encode()
            elif kind == "bytes":
                fields[name.encode()] = value
            else:
                fields[name.encode()] = adapter.dump_json(value)
        return fields

    @classmethod
    def from_fields(cls, fields: Mapping[bytes, bytes]) -> Self:
        """The event of an entry. Raises :class:`UnreadableEntry`."""
        if sum(map(len, fields.values())) > MAX_ENTRY_BYTES:
            raise UnreadableEntry(Reason.ENTRY_TOO_LARGE, f"more than {MAX_ENTRY_BYTES} bytes")
        if len(fields) > MAX_FIELDS:
            raise UnreadableEntry(Reason.ENTRY_TOO_LARGE, f"more than {MAX_FIELDS} fields")
        known = _codec(cls)
        values: dict[str, Any] = {}
        for raw_name, raw in fields.items():
            name = _text(raw_name, "a field name")
            if name not in known and (name in RESERVED or name.startswith("__")):
                raise UnreadableEntry(Reason.RESERVED_FIELD, f"the field {name!r} belongs to another message format")
            if name == "schema":
                cls._check_schema(_text(raw, name))
            elif name in known:
                kind, adapter = known[name]
                values[name] = _read(kind, adapter, name, raw)
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise _unreadable(error) from None

    @classmethod
    def _check_schema(cls, word: str) -> None:
        if word != cls.schema_word():
            raise UnreadableEntry(Reason.UNKNOWN_SCHEMA, f"this reader knows {cls.schema_word()}, not {word[:80]!r}")


@dataclass(frozen=True, slots=True)
class Written:
    """An event whose fields somebody else has written. It is handed on unread; ``article_id`` is what it is about."""

    event: type[Event]
    fields: Mapping[bytes, bytes]
    article_id: str | None = None

    def to_fields(self) -> Fields:
        """The entry of this event."""
        return {b"schema": self.event.schema_word().encode(), **self.fields}


@cache
def _codec(model: type[Event]) -> dict[str, tuple[FieldKind, TypeAdapter[Any]]]:
    codec: dict[str, tuple[FieldKind, TypeAdapter[Any]]] = {}
    for name, info in model.model_fields.items():
        annotation: Any = info.annotation
        codec[name] = (_kind(annotation), TypeAdapter(annotation))
    return codec


def _kind(annotation: Any) -> FieldKind:
    union = get_origin(annotation) in (Union, UnionType)
    parts = set(get_args(annotation)) - {type(None)} if union else {annotation}
    if parts == {bytes}:
        return "bytes"
    if all(get_origin(part) is Literal or (isinstance(part, type) and issubclass(part, str)) for part in parts):
        return "text"
    return "json"


def _read(kind: FieldKind, adapter: TypeAdapter[Any], name: str, raw: bytes) -> Any:
    if kind == "bytes":
        return raw
    text = _text(raw, name)
    if kind == "text":
        return text
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise UnreadableEntry(Reason.INVALID_FIELD, f"{name}: {first['msg']}") from None


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise UnreadableEntry(Reason.INVALID_UTF8, f"{name}: {error.reason} at byte {error.start}") from None


def _unreadable(error: ValidationError) -> UnreadableEntry:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"]) or "entry"
    reason = Reason.MISSING_FIELD if first["type"] in {"missing", "nothing_given"} else Reason.INVALID_FIELD
    return UnreadableEntry(reason, f"{where}: {first['msg']}")
