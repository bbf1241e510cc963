"""Freeze the tables as they stand into the first step; only before the first release.

Run it as ``python -m pip_manager.models.migrations`` after the nouns have changed.
"""

from __future__ import annotations

from sqlalchemy.dialects import registry

from pip_manager.models import schema
from pip_manager.models.migrations import STEPS

for dialect in (registry.load("sqlite")(), registry.load("postgresql")()):
    text = "".join(f"{statement};\n" for statement in schema.statements(dialect))
    (STEPS / f"0001_{dialect.name}.sql").write_text(text, encoding="utf-8")
