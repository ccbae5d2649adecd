"""Triggers that refuse to change or delete a record, on both databases. Only the body beside it can be emptied."""

from __future__ import annotations

from typing import Any

TABLE = "records_record"


def install(connection: Any) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS record_no_{verb.lower()} BEFORE {verb} ON {TABLE} "
                    "BEGIN SELECT RAISE(ABORT, 'records are append-only'); END"
                )
        elif connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION record_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'records are append-only'; END $$"
            )
            cursor.execute(f"DROP TRIGGER IF EXISTS record_append_only ON {TABLE}")
            cursor.execute(
                f"CREATE TRIGGER record_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION record_is_append_only()"
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
    """The triggers that should be there and are not, or do not fire."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = {name for name, sql in cursor.fetchall() if TABLE in sql and "RAISE(ABORT" in sql}
            return sorted({"record_no_update", "record_no_delete"} - there)
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = %s::regclass AND t.tgenabled IN ('O', 'A') "
            "AND p.proname = 'record_is_append_only' AND p.prosrc LIKE '%%RAISE EXCEPTION%%'",
            [TABLE],
        )
        return sorted({"record_append_only"} - {name for (name,) in cursor.fetchall()})
