"""What keeps a store safe: looked over, copied, and brought back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.errors import PipManagerError
from pip_manager.models.store import is_server
from pip_manager.services import stores

if TYPE_CHECKING:
    from pip_manager.models.finding import Finding


def verify(where: str) -> list[Finding]:
    """Return all that is wrong with a store; nothing where it is sound.

    Raises:
        StoreError: it cannot be opened at all.
    """
    from pip_manager.models import verify as looking

    with stores.opened(where) as store:
        return looking.verify(store)


def backup(where: str, target: Path | None = None) -> Path:
    """Copy a store, check the copy, and return where it is.

    Raises:
        PipManagerError: there is a file of that name, or it cannot be written.
    """
    from pip_manager.models import backup as copies

    with stores.opened(where) as store:
        return copies.backup(store, target)


def restore(path: Path, where: str) -> Path | None:
    """Bring a copy back in the place of a store; return the one replaced, if any.

    Raises:
        PipManagerError: the store is on a server, or the copy is not sound.
    """
    from pip_manager.models import backup as copies

    if is_server(where):
        raise PipManagerError(
            "A store on a server is brought back with the server's own pg_restore."
        )
    return copies.restore(path, Path(where))
