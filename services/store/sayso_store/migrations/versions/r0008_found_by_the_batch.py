"""On PostgreSQL the words and numbers of statements are filled in once an insert, no longer once a row.

What is filled in is the same (revision 0004): of several statements of one claim in one insert each takes its turn, in
the order of their ids. SQLite has no such triggers; there an insert of many rows does as well.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_UP = (
    "DROP TRIGGER statement_found ON statement",
    """
    CREATE OR REPLACE FUNCTION statement_found() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        most bigint;
    BEGIN
        SELECT max(each.times) INTO most FROM (SELECT count(*) AS times FROM added GROUP BY claim_id) AS each;
        FOR turn IN 1 .. coalesce(most, 0) LOOP
            INSERT INTO claim_words AS known (claim_id, words)
            SELECT placed.claim_id, placed.words FROM (
                SELECT claim_id, coalesce(speaker_key, '') || chr(10) || content AS words,
                       row_number() OVER (PARTITION BY claim_id COLLATE "C" ORDER BY statement_id COLLATE "C") AS place
                FROM added
            ) AS placed
            WHERE placed.place = turn
            ON CONFLICT (claim_id) DO UPDATE SET words = known.words || chr(10) || excluded.words
            WHERE length(known.words) < 6000 AND position(excluded.words IN known.words) = 0;
        END LOOP;
        INSERT INTO statement_number (statement_id, place, value, upper)
        SELECT added.statement_id, listed.place - 1, (listed.each ->> 'value')::float8,
               coalesce(listed.each ->> 'upper', listed.each ->> 'value')::float8
        FROM added
        CROSS JOIN LATERAL json_array_elements(added.quantities::json) WITH ORDINALITY AS listed (each, place)
        WHERE listed.each ->> 'value' IS NOT NULL;
        RETURN NULL;
    END $$
    """,
    "CREATE TRIGGER statement_found AFTER INSERT ON statement REFERENCING NEW TABLE AS added"
    " FOR EACH STATEMENT EXECUTE FUNCTION statement_found()",
)
_DOWN = (
    "DROP TRIGGER statement_found ON statement",
    """
    CREATE OR REPLACE FUNCTION statement_found() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO claim_words AS known (claim_id, words)
        VALUES (new.claim_id, coalesce(new.speaker_key, '') || chr(10) || new.content)
        ON CONFLICT (claim_id) DO UPDATE SET words = known.words || chr(10) || excluded.words
        WHERE length(known.words) < 6000 AND position(excluded.words IN known.words) = 0;
        INSERT INTO statement_number (statement_id, place, value, upper)
        SELECT new.statement_id, place - 1, (each ->> 'value')::float8,
               coalesce(each ->> 'upper', each ->> 'value')::float8
        FROM json_array_elements(new.quantities::json) WITH ORDINALITY AS listed (each, place)
        WHERE each ->> 'value' IS NOT NULL;
        RETURN new;
    END $$
    """,
    "CREATE TRIGGER statement_found AFTER INSERT ON statement FOR EACH ROW EXECUTE FUNCTION statement_found()",
)


def upgrade() -> None:
    """Nothing that is stored changes."""
    _run(_UP)


def downgrade() -> None:
    """A row at a time again."""
    _run(_DOWN)


def _run(statements: tuple[str, ...]) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for each in statements:
            op.get_bind().exec_driver_sql(each)
