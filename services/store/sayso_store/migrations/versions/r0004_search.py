"""Claims can be found by words and numbers: tables that triggers fill, in the transaction that stores a statement.

``claim_words`` is the same on both databases; what looks it up is a full-text index of SQLite (FTS5, whose content is
that table) or of PostgreSQL (a GIN index over its tsvector, in the configuration ``simple``: news comes in many
languages). A claim's row has its speakers and every wording, up to 6000 characters, so that a claim told in a thousand
ways does not grow without end.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE VIRTUAL TABLE claim_words_index USING fts5("
    "words, content='claim_words', content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER claim_words_added AFTER INSERT ON claim_words BEGIN"
    " INSERT INTO claim_words_index (rowid, words) VALUES (new.id, new.words); END",
    "CREATE TRIGGER claim_words_removed AFTER DELETE ON claim_words BEGIN"
    " INSERT INTO claim_words_index (claim_words_index, rowid, words) VALUES ('delete', old.id, old.words); END",
    "CREATE TRIGGER claim_words_changed AFTER UPDATE OF words ON claim_words BEGIN"
    " INSERT INTO claim_words_index (claim_words_index, rowid, words) VALUES ('delete', old.id, old.words);"
    " INSERT INTO claim_words_index (rowid, words) VALUES (new.id, new.words); END",
)
_SQLITE_KEEP = (
    " INSERT INTO claim_words (claim_id, words) VALUES (new.claim_id, coalesce(new.speaker_key, '') || char(10) ||"
    " new.content) ON CONFLICT (claim_id) DO UPDATE SET words = words || char(10) || excluded.words"
    " WHERE length(words) < 6000 AND instr(words, excluded.words) = 0;"
)
_SQLITE_NUMBERS = (
    " INSERT INTO statement_number (statement_id, place, value, upper)"
    " SELECT new.statement_id, each.key, json_extract(each.value, '$.value'),"
    " coalesce(json_extract(each.value, '$.upper'), json_extract(each.value, '$.value'))"
    " FROM json_each(new.quantities) AS each WHERE json_extract(each.value, '$.value') IS NOT NULL;"
)
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER statement_found AFTER INSERT ON statement BEGIN{_SQLITE_KEEP}{_SQLITE_NUMBERS} END",
    f"CREATE TRIGGER statement_moved AFTER UPDATE OF claim_id ON statement BEGIN{_SQLITE_KEEP} END",
    "CREATE TRIGGER statement_dropped BEFORE DELETE ON statement BEGIN"
    " DELETE FROM statement_number WHERE statement_id = old.statement_id; END",
    "CREATE TRIGGER claim_dropped BEFORE DELETE ON claim BEGIN"
    " DELETE FROM claim_words WHERE claim_id = old.claim_id; END",
)

_POSTGRES_KEEP = """
    INSERT INTO claim_words AS known (claim_id, words)
    VALUES (new.claim_id, coalesce(new.speaker_key, '') || chr(10) || new.content)
    ON CONFLICT (claim_id) DO UPDATE SET words = known.words || chr(10) || excluded.words
    WHERE length(known.words) < 6000 AND position(excluded.words IN known.words) = 0;
"""
_POSTGRES_NUMBERS = """
    INSERT INTO statement_number (statement_id, place, value, upper)
    SELECT new.statement_id, place - 1, (each ->> 'value')::float8,
           coalesce(each ->> 'upper', each ->> 'value')::float8
    FROM json_array_elements(new.quantities::json) WITH ORDINALITY AS listed (each, place)
    WHERE each ->> 'value' IS NOT NULL;
"""


def _function(name: str, body: str, returned: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {returned}; END $$"


_POSTGRES = (
    "CREATE INDEX ix_claim_words_words ON claim_words USING gin (to_tsvector('simple', words))",
    _function("statement_found", _POSTGRES_KEEP + _POSTGRES_NUMBERS, "new"),
    "CREATE TRIGGER statement_found AFTER INSERT ON statement FOR EACH ROW EXECUTE FUNCTION statement_found()",
    _function("statement_moved", _POSTGRES_KEEP, "new"),
    "CREATE TRIGGER statement_moved AFTER UPDATE OF claim_id ON statement FOR EACH ROW"
    " EXECUTE FUNCTION statement_moved()",
    _function("statement_dropped", "DELETE FROM statement_number WHERE statement_id = old.statement_id;", "old"),
    "CREATE TRIGGER statement_dropped BEFORE DELETE ON statement FOR EACH ROW EXECUTE FUNCTION statement_dropped()",
    _function("claim_dropped", "DELETE FROM claim_words WHERE claim_id = old.claim_id;", "old"),
    "CREATE TRIGGER claim_dropped BEFORE DELETE ON claim FOR EACH ROW EXECUTE FUNCTION claim_dropped()",
)

TRIGGERS = {
    "statement_found": "statement",
    "statement_moved": "statement",
    "statement_dropped": "statement",
    "claim_dropped": "claim",
}


def upgrade() -> None:
    """What is stored already is read once, by the triggers themselves: each statement as if it had just come."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "claim_words",
        sa.Column("id", number, primary_key=True, autoincrement=True),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim_words"),
        sa.UniqueConstraint("claim_id", name="uq_claim_words_claim_id"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.claim_id"], name="fk_claim_words_claim_id_claim"),
    )
    op.create_table(
        "statement_number",
        sa.Column("statement_id", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("upper", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "place", name="pk_statement_number"),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.statement_id"], name="fk_statement_number_statement_id_statement"
        ),
    )
    op.create_index("ix_statement_number_value_upper", "statement_number", ["value", "upper"])
    op.create_index("ix_article_outlet", "article", ["outlet"])
    postgres = op.get_bind().dialect.name == "postgresql"
    for each in _POSTGRES if postgres else (*_SQLITE, *_SQLITE_TRIGGERS):
        op.get_bind().exec_driver_sql(each)
    _read_what_is_stored(postgres=postgres)


def _read_what_is_stored(*, postgres: bool) -> None:
    run = op.get_bind().exec_driver_sql
    if postgres:
        run("CREATE TABLE statement_known (LIKE statement)")
        run("CREATE TRIGGER again AFTER INSERT ON statement_known FOR EACH ROW EXECUTE FUNCTION statement_found()")
    else:
        run("CREATE TABLE statement_known AS SELECT * FROM statement WHERE 0")
        run(f"CREATE TRIGGER again AFTER INSERT ON statement_known BEGIN{_SQLITE_KEEP}{_SQLITE_NUMBERS} END")
    run(
        "INSERT INTO statement_known SELECT s.* FROM statement s JOIN claim c ON c.claim_id = s.claim_id"
        " ORDER BY c.first_seen, s.statement_id"
    )
    run("DROP TABLE statement_known")


def downgrade() -> None:
    """Forget it all; the way up makes it again."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for trigger, table in TRIGGERS.items():
        op.get_bind().exec_driver_sql(f"DROP TRIGGER {trigger}" + (f" ON {table}" if postgres else ""))
        if postgres:
            op.get_bind().exec_driver_sql(f"DROP FUNCTION {trigger}()")
    if not postgres:
        op.get_bind().exec_driver_sql("DROP TABLE claim_words_index")
    op.drop_index("ix_article_outlet", "article")
    op.drop_table("statement_number")
    op.drop_table("claim_words")
