"""What is kept: tables, the store, its change log and the questions asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

__all__ = ["Connection"]
"""One unit of reading or writing, as services pass it on; a type, not a value."""
