"""Triggers that refuse to change or delete a record, on both databases. Only the body beside it can
be emptied.
"""

from __future__ import annotations

from typing import Any

TABLE = "records_record"
BODY = " BEGIN RAISE EXCEPTION 'records are append-only'; END "
EVENTS = 2 + 8 + 16 + 32  # pg_trigger.tgtype: before, for the statement; DELETE, UPDATE, TRUNCATE


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS record_no_{verb.lower()}")
                cursor.execute(_sqlite_trigger(verb))
        elif connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE"
                f" plpgsql AS $${BODY}$$"
            )
            cursor.execute(f"DROP TRIGGER IF EXISTS record_append_only ON {TABLE}")
            cursor.execute(
                f"CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE}"
                " FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()"
            )


def _sqlite_trigger(verb: str) -> str:
    return (
        f"CREATE TRIGGER record_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
    )


def remove(connection: Any) -> None:
    """For the tests' own emptying of tables; nothing in the product calls it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS record_no_{verb}")
        elif connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS record_append_only ON {TABLE}")


def missing(connection: Any) -> list[str]:
    """The triggers that should be there and are not, do not fire, or say something else."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = {sql for _name, sql in cursor.fetchall()}
            verbs = [verb for verb in ("DELETE", "UPDATE") if _sqlite_trigger(verb) not in triggers]
            return [f"record_no_{verb.lower()}" for verb in verbs]
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND t.tgenabled IN ('O', 'A') "
            "AND t.tgtype = %s AND t.tgqual IS NULL AND t.tgattr = '' "
            "AND p.proname = 'record_is_append_only' AND p.prosrc = %s",
            [TABLE, EVENTS, BODY],
        )
        return sorted({"record_append_only"} - {name for (name,) in cursor.fetchall()})
