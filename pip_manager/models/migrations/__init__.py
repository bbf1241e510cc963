"""The steps from one schema to the next, run by `models.upgrade` through Alembic."""

from __future__ import annotations

from pathlib import Path

STEPS = Path(__file__).with_name("versions")


def frozen(schema: int, dialect: str) -> list[str]:
    """Return the statements that made a schema from nothing on a kind of database."""
    text = (STEPS / f"{schema:04d}_{dialect}.sql").read_text(encoding="utf-8")
    return [statement for statement in text.split(";\n") if statement.strip()]
