"""Where stores are, and how a new one is made and filled."""

from __future__ import annotations

import getpass
import os
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pip_manager.errors import (
    ForeignStoreError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
)
from pip_manager.models import loading, rows
from pip_manager.models.store import Store, explained, is_server
from pip_manager.services.office import Office, Who
from pip_manager.services.progress import Report, unheard

if TYPE_CHECKING:
    from collections.abc import Generator

    from pip_manager.domain.values import Row

With = Literal["nothing", "starting-data", "demo"]
WITH: tuple[With, ...] = get_args(With)

VARIABLE = "PIP_MANAGER_STORE"


def default_location() -> str:
    """Return where the user's own store is, unless they say otherwise."""
    import platformdirs

    folder = platformdirs.user_data_path("pip-manager", appauthor=False)
    return str(folder / "pip-manager.store")


def location(said: str | None = None) -> str:
    """Return the store that is meant: the one said, the variable's, or the default."""
    return said or os.environ.get(VARIABLE) or default_location()


@contextmanager
def opened(where: str) -> Generator[Store]:
    """Open a store, upgrading one of an older program first; close it at the end.

    Raises:
        StoreError: with its own kind for each reason.
    """
    store = _open(where)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_office(where: str) -> Generator[Office]:
    """Open a store for whoever sits at this computer; as `opened`."""
    with opened(where) as store:
        yield Office(store, who(store))


def _open(where: str) -> Store:
    try:
        return Store.open(where)
    except StoreError as error:
        if type(error) is not StoreError:
            raise
        from pip_manager.models import upgrade

        if not upgrade.is_older(where):
            raise
        upgrade.upgrade(where)
    return Store.open(where)


def who(store: Store) -> Who:
    """Return who works here: the computer's login, and the person it is bound to."""
    login = _login()
    with store.reading() as connection:
        bound = rows.record(connection, "logins", [login])
    return Who(login, str(bound.row["person"]) if bound else None)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a computer without a name for its user
        return "unknown"


def create(where: str, fill: With = "nothing", report: Report = unheard) -> None:
    """Make a store; a file appears under its name only when it is complete.

    Every store knows the reference authorities. `fill` adds the starting data, or
    invented data with invoices to try the program with. `report` is told how many
    steps are done, of how many; nothing is left behind where it raises.

    Raises:
        PipManagerError: there is something at that place.
        StoreError: it cannot be written.
    """
    if is_server(where):
        _make(where, fill, report)
        return
    path = Path(where).absolute()
    _refuse_taken(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _make(str(part), fill, report)
        _put(part, path)
    except ReadOnlyStoreError as error:
        raise ReadOnlyStoreError(
            f"{path} cannot be made there. Check the folder and your rights."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _refuse_taken(path: Path) -> None:
    if path.is_dir():
        raise ForeignStoreError(f"{path} is a folder. Name a file in it.")
    if path.exists():
        raise PipManagerError(
            f"{path} is there already. Choose another name; nothing was overwritten."
        )


def _put(part: Path, path: Path) -> None:
    """Give a complete store its name, but to nothing that stands there by now."""
    try:
        os.link(part, path)
    except FileExistsError:
        _refuse_taken(path)
    except OSError:  # a disk without links
        _refuse_taken(path)
        part.rename(path)


def _make(where: str, fill: With, report: Report) -> None:
    store = Store.create(where)
    try:
        _lay_down_reference(store, is_demo=fill == "demo")
        if fill != "nothing":
            _fill(Office(store, Who(_login())), fill, report)
    except BaseException:
        if is_server(where):
            loading.unmake(store)
        raise
    finally:
        store.close()


def _lay_down_reference(store: Store, *, is_demo: bool) -> None:
    from pip_manager.services import reference

    known = reference.authorities().values()
    authorities = [{"authority": one.code, "name": one.name} for one in known]
    with explained(), store.begin() as connection:
        loading.lay_down(connection, "authorities", authorities)
        if is_demo:
            loading.set_mark(connection, "demo", "yes")


def _fill(office: Office, fill: With, report: Report) -> None:
    if fill == "starting-data":
        from pip_manager.services import starting_data

        load(office, starting_data.rows(), "Load the starting data")
        return
    from pip_manager.services import demo_data, demo_store

    today = date.today()  # noqa: DTZ011 - the user's own day
    rows = demo_data.generate(today=today)
    load(office, rows, "Load the demonstration")
    demo_store.issue(office, rows, today, report)


def load(office: Office, found: dict[str, list[Row]], verb: str) -> None:
    """Bring typed rows into a store by the way of an import, as one change.

    Raises:
        ImportRefusedError: a row breaks a rule.
    """
    from pip_manager.domain.nouns import NOUNS
    from pip_manager.domain.values import as_text
    from pip_manager.exchange.package import Package, Sheet
    from pip_manager.services.transfer import Transfer, refuse

    package = Package("folder")
    for name, typed in found.items():
        noun = NOUNS[name]
        texts = [
            {c.name: as_text(c.kind, row.get(c.name)) for c in noun.columns}
            for row in typed
        ]
        columns = tuple(column.name for column in noun.columns)
        package.sheets[name] = Sheet(columns, list(enumerate(texts, start=2)))
    refuse(Transfer(office).take_in(package, verb))
