"""Take verified copies of a store, and bring one back.

A copy made without being asked where lies in `folder`, under a name that says of which
file it is, when it was made (UTC) and before what.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from sqlalchemy import make_url

from pip_manager.errors import PipManagerError, VerifyError
from pip_manager.models import files, header, lock
from pip_manager.models.files import settle
from pip_manager.models.schema import SCHEMA
from pip_manager.models.store import Store, is_server
from pip_manager.models.verify import sound

if TYPE_CHECKING:
    from collections.abc import Iterator

_STAMP = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(
    r".+ (?P<store>[0-9a-f]{8}) (?P<at>[-\dT]+Z)( before \w+)?( \d+)?\.\w+"
)


def folder() -> Path:
    """Return where copies lie unless asked otherwise: apart from the stores."""
    return platformdirs.user_data_path("pip-manager", appauthor=False) / "backups"


def backup(store: Store, target: Path | None = None) -> Path:
    """Copy a store, check the copy, and return where it is.

    Args:
        store: what to copy; others may be writing it.
        target: a new file, or a folder to name one in; else `folder`.

    Raises:
        StoreError: it cannot be read, or the copy not be written.
        VerifyError: the copy is not sound, and was not kept.
        PipManagerError: there is a file of that name already.
    """
    return _backup(store.location, target)


def before(location: str, what: str) -> Path | None:
    """Copy a store before it is changed at large: ``import``, ``restore``, ``upgrade``.

    Returns None where a server is on the way and its own tool for that is not.
    """
    if is_server(location) and shutil.which("pg_dump") is None:
        return None
    return _backup(location, None, f" before {what}")


def last(location: str) -> datetime | None:
    """Return when a store was last copied to `folder`, in UTC; None where never."""
    times = [at for store, at in _kept() if store == _mark_of(location)]
    return max(times, default=None)


def restore(path: Path, onto: Path) -> Path | None:
    """Bring a copy back in the place of a file.

    Returns the file replaced, kept beside under a name with its date; None where there
    was none. An older schema comes back as it is: upgrade it then.

    Raises:
        StoreError: the copy is no store of ours, or `onto` cannot be written.
        VerifyError: the copy is not sound.
        BusyStoreError: a window is open on the file.
    """
    onto = onto.absolute()
    header.check(path, SCHEMA)
    if onto.exists() and path.exists() and onto.samefile(path):
        raise PipManagerError("The backup is the store itself. Name another file.")
    fresh = header.beside(onto, ".restoring")
    with lock.take(onto):
        _copy_of_what_is_there(onto)
        files.drop(fresh)
        try:
            files.copy(path, fresh)
            _check(fresh)
            with files.told(onto):
                settle(fresh)
                return _swap(fresh, onto)
        finally:
            files.drop(fresh)


def _copy_of_what_is_there(onto: Path) -> None:
    with suppress(PipManagerError):  # torn or foreign: it is kept beside as it is
        if onto.exists():
            header.check(onto, SCHEMA)
            before(str(onto), "restore")


def _swap(fresh: Path, onto: Path) -> Path | None:
    kept = None
    if onto.exists():
        kept = _free(header.beside(onto, f".replaced-{_now():{_STAMP}}"))
        files.keep(onto, kept)
        # a journal left by a crash belongs to the old file: the new one must not see it
        for side in files.SIDES:
            with suppress(FileNotFoundError):
                header.beside(onto, side).replace(header.beside(kept, side))
    files.replace(fresh, onto)
    settle(onto)
    return kept


def _backup(location: str, target: Path | None, why: str = "") -> Path:
    target = _place(location, target, why)
    part = header.beside(target, ".part")
    with files.told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        files.drop(part)
    try:
        if is_server(location):
            _dump(location, part)
        else:
            files.copy(Path(location), part)
            _check(part)
        with files.told(target):
            settle(part)
            files.replace(part, target)
            settle(target)
    finally:
        files.drop(part)
    return target


def _place(location: str, target: Path | None, why: str) -> Path:
    if target is not None and not target.is_dir():
        if target.exists():
            raise PipManagerError(
                f"{target} is there already. Choose another name, or a folder."
            )
        return target.absolute()
    ending = ".dump" if is_server(location) else Path(location).suffix or ".store"
    name = f"{_title(location)} {_mark_of(location)} {_now():{_STAMP}}{why}{ending}"
    return _free((target or folder()).absolute() / name)


def _free(path: Path) -> Path:
    """Return the name, counted on where it is taken within the same second."""
    free, n = path, 1
    while free.exists():
        n += 1
        free = path.with_name(f"{path.stem} {n}{path.suffix}")
    return free


def _title(location: str) -> str:
    if is_server(location):
        return make_url(location).database or "store"
    return Path(location).stem


def _mark_of(location: str) -> str:
    """Return what tells the copies of one store from those of its namesakes."""
    if is_server(location):
        url = make_url(location)
        place = f"{url.host}:{url.port}/{url.database}"
    else:
        place = str(Path(location).resolve())
    return hashlib.sha256(place.encode()).hexdigest()[:8]


def _kept() -> Iterator[tuple[str, datetime]]:
    with suppress(OSError):
        for path in folder().iterdir():
            if (found := _NAME.fullmatch(path.name)) is None:
                continue
            with suppress(ValueError):
                at = datetime.strptime(found["at"], _STAMP).replace(tzinfo=UTC)
                yield found["store"], at


def _now() -> datetime:
    return datetime.now(UTC)


def _check(path: Path) -> None:
    store = Store.bare(path)
    try:
        with store.reading() as connection:
            sound(connection)
    finally:
        store.close()


def _dump(location: str, part: Path) -> None:
    """Let PostgreSQL's own tool copy a database; the password stays off its words."""
    tool = shutil.which("pg_dump")
    if tool is None:
        raise PipManagerError(
            "The team store is copied with pg_dump, which is not on this computer."
            " Install PostgreSQL's client tools, or ask whoever runs the server."
        )
    url = make_url(location)
    words = [tool, "--format=custom", "--no-owner", f"--file={part}"]
    bare = url.set(drivername="postgresql", password=None)
    secret = {"PGPASSWORD": url.password} if url.password else {}
    done = subprocess.run(  # noqa: S603 - a fixed program, its words our own
        [*words, f"--dbname={bare.render_as_string()}"],
        env=os.environ | secret,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = lines[-1] if lines else "it did not say why"
        raise VerifyError(f"pg_dump could not copy the team store: {why}")
