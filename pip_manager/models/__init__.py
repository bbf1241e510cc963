"""What is kept: tables, the store, its change log and the questions asked of it.

`Connection` is one unit of reading or writing, for services to name in a signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection as Connection
