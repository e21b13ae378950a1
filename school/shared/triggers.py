"""Promises that the database keeps although no column constraint can say them on both engines.

They are written after every migration: SQLite drops a table's triggers when it rebuilds the table.
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper


def forbid_change(table: str, connection: BaseDatabaseWrapper, *, when: str = "") -> Iterable[str]:
    """Rows are added and never changed or removed; with `when`, only those it is true of (OLD)."""
    if connection.vendor == "postgresql":
        yield f"""CREATE OR REPLACE FUNCTION {table}_only_grows() RETURNS trigger AS $$
            BEGIN
                IF {when or "true"} THEN
                    RAISE EXCEPTION 'This row is never changed.'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
            END $$ LANGUAGE plpgsql"""
        yield f"DROP TRIGGER IF EXISTS {table}_only_grows ON {table}"
        yield f"""CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_only_grows()"""
        return
    condition = f"WHEN {when}" if when else ""
    for verb in ("UPDATE", "DELETE"):
        name = f"{table}_no_{verb.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} {condition}
            BEGIN SELECT RAISE(ABORT, 'This row is never changed.'); END"""


def forbid_row(
    table: str, name: str, connection: BaseDatabaseWrapper, *, when: str
) -> Iterable[str]:
    """No row comes in, new or changed, of which `when` (NEW) is true."""
    if connection.vendor == "postgresql":
        yield f"""CREATE OR REPLACE FUNCTION {table}_{name}() RETURNS trigger AS $$
            BEGIN
                IF {when} THEN
                    RAISE EXCEPTION 'This row is not taken: {name}.'
                        USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN NEW;
            END $$ LANGUAGE plpgsql"""
        yield f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}"
        yield f"""CREATE TRIGGER {table}_{name} BEFORE INSERT OR UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_{name}()"""
        return
    for verb in ("INSERT", "UPDATE"):
        full = f"{table}_{name}_{verb.lower()}"
        yield f"DROP TRIGGER IF EXISTS {full}"
        yield f"""CREATE TRIGGER {full} BEFORE {verb} ON {table} WHEN {when}
            BEGIN SELECT RAISE(ABORT, 'This row is not taken: {name}.'); END"""


def forbid_overlap(
    table: str, same: tuple[str, ...], connection: BaseDatabaseWrapper
) -> Iterable[str]:
    """No two currently believed facts with the same columns `same` share a day."""
    if connection.vendor == "postgresql":
        columns = ", ".join(f"{column} WITH =" for column in same)
        yield "CREATE EXTENSION IF NOT EXISTS btree_gist"
        yield f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {table}_no_overlap"
        yield f"""ALTER TABLE {table} ADD CONSTRAINT {table}_no_overlap EXCLUDE USING gist
            ({columns}, daterange(starts_on, ends_on, '[]') WITH &&) WHERE (retired_at IS NULL)"""
        return
    match = " AND ".join(f"o.{column} = NEW.{column}" for column in same)
    clash = f"""SELECT 1 FROM {table} o WHERE {match} AND o.id <> NEW.id
        AND o.retired_at IS NULL AND NEW.retired_at IS NULL
        AND o.starts_on <= COALESCE(NEW.ends_on, '9999-12-31')
        AND NEW.starts_on <= COALESCE(o.ends_on, '9999-12-31')"""  # noqa: S608 - names from our own models
    for verb in ("INSERT", "UPDATE"):
        name = f"{table}_no_overlap_{verb.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name}"
        yield f"""CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN EXISTS ({clash})
            BEGIN SELECT RAISE(ABORT, 'overlap in {table}'); END"""


def drop_all(connection: BaseDatabaseWrapper) -> Iterable[str]:
    """SQLite cannot rebuild a table that another table's trigger names. All triggers are ours, and
    they are written anew after every migration.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = [name for (name,) in cursor.fetchall()]
    yield from (f"DROP TRIGGER {name}" for name in names)


def write(statements: Iterable[str], connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
