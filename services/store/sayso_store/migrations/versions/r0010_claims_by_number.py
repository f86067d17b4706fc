"""Claims have numbers, and statements, words and events refer to a claim by its number.

A claim that has words gets the number they have, so that the full-text index stays as it is; any other gets one above.
SQLite cannot change keys, so there the tables are made anew beside the old ones, and those go, dependants first: that
holds with foreign keys on, and in the one transaction of all revisions.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NUMBERS = """
SELECT c.claim_id, coalesce(
    w.id, top.most + row_number() OVER (PARTITION BY w.id IS NULL ORDER BY c.first_seen, c.claim_id)
) AS number
FROM claim c LEFT JOIN claim_words w ON w.claim_id = c.claim_id
CROSS JOIN (SELECT coalesce(max(id), 0) AS most FROM claim_words) top
"""
_TABLES = ("statement_number", "conflict", "claim_words", "statement", "claim")
"""Those that name a claim, dependants first."""

_OF_CLAIM = (
    "content TEXT NOT NULL, speaker TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,"
    " statements INTEGER NOT NULL, outlets INTEGER NOT NULL, independent_outlets INTEGER NOT NULL,"
    " copies INTEGER NOT NULL, distinct_speakers INTEGER NOT NULL, withdrawn_at TEXT, first_said TEXT, last_said TEXT,"
    " merged_into TEXT"
)
_OF_STATEMENT = (
    "content TEXT NOT NULL, content_spans TEXT NOT NULL, cue TEXT NOT NULL, cue_span TEXT, speaker TEXT NOT NULL,"
    " speaker_key TEXT, kind TEXT NOT NULL, said_when TEXT, event_when TEXT, quantities TEXT NOT NULL,"
    " certainty TEXT NOT NULL, negated BOOLEAN NOT NULL, rule TEXT NOT NULL, confidence FLOAT NOT NULL,"
    " extractor_version TEXT NOT NULL, verdict TEXT NOT NULL, match_rule TEXT NOT NULL, match_score FLOAT NOT NULL,"
    " superseded_at TEXT, said_on TEXT"
)
_OF_CONFLICT = (
    "claim_a TEXT NOT NULL, claim_b TEXT NOT NULL, brought_by TEXT NOT NULL, field TEXT NOT NULL, rule TEXT NOT NULL,"
    " score FLOAT NOT NULL, announced_at TEXT, later TEXT, superseded_at TEXT"
)
_OF_NUMBER = "statement_id TEXT NOT NULL, place INTEGER NOT NULL, value FLOAT NOT NULL, upper FLOAT NOT NULL"
_NUMBERED = {
    "claim": f"number INTEGER NOT NULL, claim_id TEXT NOT NULL, {_OF_CLAIM}, CONSTRAINT pk_claim PRIMARY KEY (number),"
    " CONSTRAINT uq_claim_claim_id UNIQUE (claim_id)",
    "statement": f"statement_id TEXT NOT NULL, article_id TEXT NOT NULL, claim_number BIGINT NOT NULL, {_OF_STATEMENT},"
    " CONSTRAINT fk_statement_claim_number_claim FOREIGN KEY (claim_number) REFERENCES new_claim (number),",
    "claim_words": "id INTEGER NOT NULL, words TEXT NOT NULL, CONSTRAINT pk_claim_words PRIMARY KEY (id)",
}
_NAMED = {
    "claim": f"claim_id TEXT NOT NULL, {_OF_CLAIM}, CONSTRAINT pk_claim PRIMARY KEY (claim_id)",
    "statement": f"statement_id TEXT NOT NULL, article_id TEXT NOT NULL, claim_id TEXT NOT NULL, {_OF_STATEMENT},"
    " CONSTRAINT fk_statement_claim_id_claim FOREIGN KEY (claim_id) REFERENCES new_claim (claim_id),",
    "claim_words": "id INTEGER NOT NULL, claim_id TEXT NOT NULL, words TEXT NOT NULL,"
    " CONSTRAINT pk_claim_words PRIMARY KEY (id), CONSTRAINT uq_claim_words_claim_id UNIQUE (claim_id),"
    " CONSTRAINT fk_claim_words_claim_id_claim FOREIGN KEY (claim_id) REFERENCES new_claim (claim_id)",
}
_EITHER = {
    "statement": " CONSTRAINT pk_statement PRIMARY KEY (statement_id),"
    " CONSTRAINT fk_statement_article_id_article FOREIGN KEY (article_id) REFERENCES article (article_id)",
    "conflict": f"{_OF_CONFLICT}, CONSTRAINT pk_conflict PRIMARY KEY (claim_a, claim_b),"
    " CONSTRAINT fk_conflict_claim_a_claim FOREIGN KEY (claim_a) REFERENCES new_claim (claim_id),"
    " CONSTRAINT fk_conflict_claim_b_claim FOREIGN KEY (claim_b) REFERENCES new_claim (claim_id)",
    "statement_number": f"{_OF_NUMBER}, CONSTRAINT pk_statement_number PRIMARY KEY (statement_id, place),"
    " CONSTRAINT fk_statement_number_statement_id_statement FOREIGN KEY (statement_id)"
    " REFERENCES new_statement (statement_id)",
}
_INDEXES = {
    "claim": (("last_seen", "claim_id"), ("merged_into",)),
    "statement": (("article_id",), ("speaker_key",)),
    "conflict": (("claim_b",),),
    "statement_number": (("value", "upper"),),
}

_SQLITE_WORDS = (
    "CREATE TRIGGER claim_words_added AFTER INSERT ON claim_words BEGIN"
    " INSERT INTO claim_words_index (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER claim_words_removed AFTER DELETE ON claim_words BEGIN"
    " INSERT INTO claim_words_index (claim_words_index, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER claim_words_changed AFTER UPDATE OF words ON claim_words BEGIN"
    " INSERT INTO claim_words_index (claim_words_index, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO claim_words_index (rowid, words) VALUES (new.id, new.words); END",
)


def upgrade() -> None:
    """Number what is there."""
    op.add_column("outbox", sa.Column("claim_number", sa.BigInteger))
    op.drop_index("ix_outbox_claim_id", "outbox")
    if op.get_bind().dialect.name == "postgresql":
        _run(*_POSTGRES_UP, *_postgres_triggers("claim_number", "id"))
    else:
        _run(f"CREATE TEMP TABLE numbers AS {_NUMBERS}", "CREATE UNIQUE INDEX temp.numbers_id ON numbers (claim_id)")
        _rebuild(_NUMBERED, {
            "claim": "SELECT n.number, c.* FROM claim c JOIN numbers n ON n.claim_id = c.claim_id ORDER BY n.number",
            "statement": "SELECT s.*, n.number AS claim_number FROM statement s"
            " JOIN numbers n ON n.claim_id = s.claim_id",
        })  # fmt: skip
        _run("DROP TABLE temp.numbers", *_SQLITE_WORDS, *_sqlite_triggers("claim_number", "id", "number"))
    _run("UPDATE outbox SET claim_number = (SELECT number FROM claim WHERE claim.claim_id = outbox.claim_id)")
    op.create_index("ix_statement_claim_number", "statement", ["claim_number"])
    op.create_index("ix_outbox_claim_number", "outbox", ["claim_number"])
    if op.get_bind().dialect.name == "postgresql":
        _run("ANALYZE claim, statement, claim_words, outbox")  # what it knew of the names says nothing of the numbers


def downgrade() -> None:
    """Names again."""
    op.drop_index("ix_outbox_claim_number", "outbox")
    op.drop_column("outbox", "claim_number")
    if op.get_bind().dialect.name == "postgresql":
        _run(*_POSTGRES_DOWN, *_postgres_triggers("claim_id", "claim_id", ' COLLATE "C"'))
    else:
        _rebuild(_NAMED, {
            "statement": "SELECT s.*, c.claim_id FROM statement s JOIN claim c ON c.number = s.claim_number",
            "claim_words": "SELECT w.*, c.claim_id FROM claim_words w JOIN claim c ON c.number = w.id",
        })  # fmt: skip
        _run(*_SQLITE_WORDS, *_sqlite_triggers("claim_id", "claim_id", "claim_id"))
    op.create_index("ix_statement_claim_id", "statement", ["claim_id"])
    op.create_index("ix_outbox_claim_id", "outbox", ["claim_id"])


def _run(*statements: str) -> None:
    for each in statements:
        op.get_bind().exec_driver_sql(each)


def _rebuild(tables: dict[str, str], rows: dict[str, str]) -> None:
    """Make these tables anew, each with the rows of a query, or those it has."""
    for table in reversed(_TABLES):
        _run(f"CREATE TABLE new_{table} ({tables.get(table, '')}{_EITHER.get(table, '')})")
        columns = ", ".join(each["name"] for each in sa.inspect(op.get_bind()).get_columns(f"new_{table}"))
        of = rows.get(table, f"SELECT * FROM {table}")  # noqa: S608 - names of ours
        _run(f"INSERT INTO new_{table} ({columns}) SELECT {columns} FROM ({of})")  # noqa: S608 - names of ours
    for table in _TABLES:
        op.drop_table(table)
    for table in reversed(_TABLES):
        op.rename_table(f"new_{table}", table)
        for names in _INDEXES.get(table, ()):
            op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))
    wide = sa.text("independent_outlets > 1")
    op.create_index("ix_claim_told_widely", "claim", ["independent_outlets", "claim_id"], sqlite_where=wide)


def _sqlite_triggers(own: str, key: str, of: str) -> tuple[str, ...]:
    """``own`` names the claim in a statement, ``key`` in the table of words, ``of`` in its own row."""
    keep = (
        f" INSERT INTO claim_words ({key}, words)"  # noqa: S608 - names of ours
        f" VALUES (new.{own}, coalesce(new.speaker_key, '') || char(10) || new.content)"
        f" ON CONFLICT ({key}) DO UPDATE SET words = words || char(10) || excluded.words"
        " WHERE length(words) < 6000 AND instr(words, excluded.words) = 0;"
    )
    dropped = f"DELETE FROM claim_words WHERE {key} = old.{of};"  # noqa: S608 - names of ours
    numbers = (
        " INSERT INTO statement_number (statement_id, place, value, upper)"
        " SELECT new.statement_id, each.key, json_extract(each.value, '$.value'),"
        " coalesce(json_extract(each.value, '$.upper'), json_extract(each.value, '$.value'))"
        " FROM json_each(new.quantities) AS each WHERE json_extract(each.value, '$.value') IS NOT NULL;"
    )
    return (
        f"CREATE TRIGGER statement_found AFTER INSERT ON statement BEGIN{keep}{numbers} END",
        f"CREATE TRIGGER statement_moved AFTER UPDATE OF {own} ON statement BEGIN{keep} END",
        "CREATE TRIGGER statement_dropped BEFORE DELETE ON statement BEGIN"
        " DELETE FROM statement_number WHERE statement_id = old.statement_id; END",
        f"CREATE TRIGGER claim_dropped BEFORE DELETE ON claim BEGIN {dropped} END",
    )


def _postgres_triggers(own: str, key: str, collate: str = "") -> tuple[str, ...]:
    """As of revision 0008, with other names for a claim."""
    again = "ON CONFLICT ({key}) DO UPDATE SET words = known.words || chr(10) || excluded.words"
    again = again.format(key=key) + (
        " WHERE length(known.words) < 6000 AND position(excluded.words IN known.words) = 0;"
    )
    words = "coalesce({row}speaker_key, '') || chr(10) || {row}content"
    found = f"""
    DECLARE
        most bigint;
    BEGIN
        SELECT max(each.times) INTO most FROM (SELECT count(*) AS times FROM added GROUP BY {own}) AS each;
        FOR turn IN 1 .. coalesce(most, 0) LOOP
            INSERT INTO claim_words AS known ({key}, words)
            SELECT placed.{own}, placed.words FROM (
                SELECT {own}, {words.format(row="")} AS words,
                       row_number() OVER (PARTITION BY {own}{collate} ORDER BY statement_id COLLATE "C") AS place
                FROM added
            ) AS placed
            WHERE placed.place = turn
            {again}
        END LOOP;
        INSERT INTO statement_number (statement_id, place, value, upper)
        SELECT added.statement_id, listed.place - 1, (listed.each ->> 'value')::float8,
               coalesce(listed.each ->> 'upper', listed.each ->> 'value')::float8
        FROM added
        CROSS JOIN LATERAL json_array_elements(added.quantities::json) WITH ORDINALITY AS listed (each, place)
        WHERE listed.each ->> 'value' IS NOT NULL;
        RETURN NULL;
    END"""  # noqa: S608 - names of ours
    moved = f"""
    BEGIN
        INSERT INTO claim_words AS known ({key}, words) VALUES (new.{own}, {words.format(row="new.")}) {again}
        RETURN new;
    END"""  # noqa: S608 - names of ours
    of = "number" if key == "id" else key
    dropped = f"BEGIN DELETE FROM claim_words WHERE {key} = old.{of}; RETURN old; END"  # noqa: S608 - names of ours
    return (
        *(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
            for name, body in (("statement_found", found), ("statement_moved", moved), ("claim_dropped", dropped))
        ),
        f"CREATE TRIGGER statement_moved AFTER UPDATE OF {own} ON statement FOR EACH ROW"
        " EXECUTE FUNCTION statement_moved()",
    )


_POSTGRES_LINKS = tuple(
    f"ALTER TABLE conflict ADD CONSTRAINT fk_conflict_{side}_claim FOREIGN KEY ({side}) REFERENCES claim (claim_id)"
    for side in ("claim_a", "claim_b")
)
_POSTGRES_UNLINK = (
    "DROP TRIGGER statement_moved ON statement",
    "ALTER TABLE conflict DROP CONSTRAINT fk_conflict_claim_a_claim, DROP CONSTRAINT fk_conflict_claim_b_claim",
)
_POSTGRES_UP = (
    *_POSTGRES_UNLINK,
    "ALTER TABLE claim ADD COLUMN number bigint",
    f"UPDATE claim SET number = n.number FROM ({_NUMBERS}) AS n WHERE n.claim_id = claim.claim_id",  # noqa: S608
    "ALTER TABLE statement ADD COLUMN claim_number bigint",
    "UPDATE statement SET claim_number = c.number FROM claim c WHERE c.claim_id = statement.claim_id",
    "ALTER TABLE statement DROP COLUMN claim_id, ALTER COLUMN claim_number SET NOT NULL",
    "ALTER TABLE claim_words DROP COLUMN claim_id, ALTER COLUMN id DROP DEFAULT",
    "DROP SEQUENCE claim_words_id_seq",
    "CREATE SEQUENCE claim_number_seq OWNED BY claim.number",
    "SELECT setval('claim_number_seq', coalesce(max(number), 0) + 1, false) FROM claim",
    "ALTER TABLE claim DROP CONSTRAINT pk_claim, ALTER COLUMN number SET NOT NULL,"
    " ALTER COLUMN number SET DEFAULT nextval('claim_number_seq'),"
    " ADD CONSTRAINT pk_claim PRIMARY KEY (number), ADD CONSTRAINT uq_claim_claim_id UNIQUE (claim_id)",
    *_POSTGRES_LINKS,
    "ALTER TABLE statement ADD CONSTRAINT fk_statement_claim_number_claim"
    " FOREIGN KEY (claim_number) REFERENCES claim (number)",
)
_POSTGRES_DOWN = (
    *_POSTGRES_UNLINK,
    "ALTER TABLE statement ADD COLUMN claim_id text",
    "UPDATE statement SET claim_id = c.claim_id FROM claim c WHERE c.number = statement.claim_number",
    "ALTER TABLE statement DROP COLUMN claim_number, ALTER COLUMN claim_id SET NOT NULL",
    "ALTER TABLE claim_words ADD COLUMN claim_id text",
    "UPDATE claim_words SET claim_id = c.claim_id FROM claim c WHERE c.number = claim_words.id",
    "CREATE SEQUENCE claim_words_id_seq OWNED BY claim_words.id",
    "SELECT setval('claim_words_id_seq', coalesce(max(id), 0) + 1, false) FROM claim_words",
    "ALTER TABLE claim DROP COLUMN number, DROP CONSTRAINT uq_claim_claim_id,"
    " ADD CONSTRAINT pk_claim PRIMARY KEY (claim_id)",
    *_POSTGRES_LINKS,
    "ALTER TABLE statement ADD CONSTRAINT fk_statement_claim_id_claim"
    " FOREIGN KEY (claim_id) REFERENCES claim (claim_id)",
    "ALTER TABLE claim_words ALTER COLUMN claim_id SET NOT NULL,"
    " ALTER COLUMN id SET DEFAULT nextval('claim_words_id_seq'),"
    " ADD CONSTRAINT uq_claim_words_claim_id UNIQUE (claim_id),"
    " ADD CONSTRAINT fk_claim_words_claim_id_claim FOREIGN KEY (claim_id) REFERENCES claim (claim_id)",
)
