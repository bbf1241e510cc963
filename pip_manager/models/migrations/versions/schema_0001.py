"""Make the first tables, frozen as SQL beside this file."""

from __future__ import annotations

from alembic import op

from pip_manager.models.migrations import frozen

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table and index of schema 1; triggers are put in afterwards."""
    for statement in frozen(1, op.get_bind().dialect.name):
        op.get_bind().exec_driver_sql(statement)
