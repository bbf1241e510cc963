from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from pip_manager.models import schema, tables
from pip_manager.models.migrations import STEPS, frozen
from pip_manager.models.store import Store
from pip_manager.models.upgrade import Steps, run_steps
from pip_manager.models.verify import verify

COLUMNS = """
    SELECT table_name, column_name, ordinal_position, column_default, is_nullable,
           data_type, collation_name FROM information_schema.columns
    WHERE table_schema = 'public'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes"
TRIGGERS = """
    SELECT pg_get_triggerdef(t.oid), prosrc, proconfig::text
    FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal
"""

pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified"),
]


def looks(connection):
    """Return all a database says of its own shape."""
    if connection.dialect.name == "sqlite":
        asked = ["SELECT type, name, tbl_name, sql FROM sqlite_master"]
    else:
        asked = [COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS]
    return [
        sorted(map(repr, map(tuple, connection.exec_driver_sql(statement))))
        for statement in asked
    ]


def test_the_steps_from_nothing_end_at_the_tables_of_a_new_store(store_url):
    store = Store.create(store_url)
    with store.reading() as connection:
        whole = looks(connection)
    assert verify(store) == []
    with store.begin() as connection:
        schema.drop_triggers(connection)
        schema.stamps.drop(connection)
        tables.metadata.drop_all(connection)
    with store.begin() as connection:
        run_steps(connection, Steps())
        schema.install_triggers(connection)
    with store.reading() as connection:
        assert looks(connection) == whole
        assert compare_metadata(_comparing(connection), tables.metadata) == []
    store.close()


def _comparing(connection):
    # indexes on expressions are not reflected; their SQL is compared above
    def ours(_item, name, kind, *_):
        return not (kind == "index" and (name or "").endswith("_key"))

    return MigrationContext.configure(connection, opts={"include_object": ours})


def test_the_comparison_sees_a_column_too_many(store_url):
    store = Store.create(store_url)
    with store.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE people ADD COLUMN shoe TEXT")
    with store.reading() as connection:
        assert compare_metadata(_comparing(connection), tables.metadata)
    store.close()


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_first_step_is_the_tables_as_they_stand(dialect):
    from sqlalchemy.dialects import registry

    assert frozen(1, dialect) == schema.statements(registry.load(dialect)())


def test_every_step_has_the_number_of_the_schema_it_ends_at():
    steps = sorted(path.stem for path in STEPS.glob("schema_*.py"))
    expected = [f"schema_{n:04d}" for n in range(1, schema.SCHEMA + 1)]
    assert steps == expected
