"""What the menus offer: every verb of the program that belongs to no page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from pip_manager.ui.kit.theme import theme
from pip_manager.ui.menus import Verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.services.session import Session
    from pip_manager.ui.carrying import Carrier
    from pip_manager.ui.doors import Doors
    from pip_manager.ui.kit.theme import Mode
    from pip_manager.ui.menus import Menus
    from pip_manager.ui.window import Window

_STEP = 10


class Does(Protocol):
    """What carries the verbs out: the program."""

    window: Window
    doors: Doors
    session: Session | None

    def undo(self) -> None:
        """Take back the last verb."""

    def redo(self) -> None:
        """Do again what was last undone."""

    def show_history(self) -> None:
        """Open the list of the latest changes."""

    def back_up(self) -> None:
        """Copy the store to the usual place."""

    def ask_backup(self) -> None:
        """Ask which copy to bring back."""

    def carrier(self) -> Carrier:
        """Return what imports and exports."""


def menus(program: Does) -> Menus:
    """Return the verbs under the heading of each menu; None draws a line."""
    return {
        "File": _file(program),
        "Edit": _edit(program),
        "View": _view(program.window),
        "Help": _help(program),
    }


def _file(program: Does) -> Sequence[Verb | None]:
    doors = program.doors
    return (
        Verb("New store…", doors.ask_new, "", "add"),
        Verb("Open a store…", doors.ask_open, "Ctrl+O", "open"),
        Verb("Open a team store…", doors.ask_server, "", "open"),
        None,
        _open(program, "Import a file…", _carry(program, "file"), "", "down"),
        _open(program, "Import a folder…", _carry(program, "folder"), "", "down"),
        _open(program, "Export everything…", _carry(program, "export"), "", "up"),
        None,
        _open(program, "Back up now", program.back_up, "", "save"),
        _open(program, "Restore a backup…", program.ask_backup, "", "refresh"),
        None,
        Verb("Quit", program.window.close, "Ctrl+Q", "close"),
    )


def _carry(program: Does, what: str) -> Callable[[], object]:
    def then() -> None:
        carrier = program.carrier()
        asks = {
            "file": carrier.ask_file,
            "folder": carrier.ask_folder,
            "export": carrier.ask_export,
        }
        asks[what]()

    return then


def _edit(program: Does) -> Sequence[Verb | None]:
    def undo() -> str | None:
        done = program.session.to_undo if program.session else None
        return f"Undo “{done.verb}”" if done else None

    def redo() -> str | None:
        done = program.session.to_redo if program.session else None
        return f"Redo “{_bare(done.verb)}”" if done else None

    find = program.window.open_palette
    return (
        Verb("Undo", program.undo, "Ctrl+Z", "undo", now=undo),
        Verb("Redo", program.redo, "Ctrl+Shift+Z", "redo", now=redo),
        _open(program, "History…", program.show_history, "Ctrl+H", "history"),
        None,
        Verb("Find or do…", find, "Ctrl+K", is_bound=True, is_found=False),
    )


def _view(window: Window) -> Sequence[Verb | None]:
    def text(words: str, step: int, keys: str, icon: str) -> Verb:
        def then() -> None:
            window.set_text_size(theme().percent + step if step else 100)

        return Verb(words, then, keys, icon, is_bound=True)

    def look(words: str, mode: Mode) -> Verb:
        def then() -> None:
            window.set_mode(mode)

        return Verb(words, then, "", "half", is_on=lambda: theme().mode == mode)

    return (
        text("Larger text", _STEP, "Ctrl++", "zoom-in"),
        text("Smaller text", -_STEP, "Ctrl+-", "zoom-out"),
        text("Text as it was", 0, "Ctrl+0", "refresh"),
        None,
        look("Light", "light"),
        look("Dark", "dark"),
        look("Light or dark as the computer has it", "system"),
    )


def _help(program: Does) -> Sequence[Verb | None]:
    window = program.window

    def about() -> None:
        window.go("settings", "About")

    return (
        Verb("Help on this page", window.open_help, "F1", "help", is_bound=True),
        Verb("Keys", window.open_keys, "?", "help", is_bound=True),
        None,
        _open(program, "About PIP Manager", about, "", "info"),
    )


def _open(
    program: Does, words: str, then: Callable[[], object], keys: str, icon: str
) -> Verb:
    """Return a verb that needs an open store."""
    return Verb(words, then, keys, icon, now=lambda: words if program.session else None)


def _bare(verb: str) -> str:
    """Return the verb that an undo took back."""
    return verb.removeprefix("Undo “").removesuffix("”")
