"""The ways to a store: one that is there, one on a server, a new one, one restored.

What stands in the way of opening one is said as a sentence, with what can be done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from pip_manager.errors import (
    BusyStoreError,
    DamagedStoreError,
    FieldProblem,
    InputError,
    PipManagerError,
    ReadOnlyStoreError,
    StoreError,
    UnreachableError,
)
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pip_manager.domain.values import Row
    from pip_manager.ui.window import Window

    Choices = list[tuple[str, Callable[[], object]]]

_STORES = "Stores (*.store *.pip);;All files (*)"
_SERVERS = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a store is and how it is to be opened; `name` is who comes in new."""

    location: str
    take_over: bool = False
    only_reads: bool = False
    name: str = ""


class Doors(QObject):
    """Asks which store to open, and tells the way to it.

    Signals:
        chosen(object): the Way to a store that is to be opened now.
        copy_chosen(str, object): a backup to bring back, and the Way it is for.
    """

    chosen = Signal(object)
    copy_chosen = Signal(str, object)

    def __init__(self, window: Window) -> None:
        """Ask over a window."""
        super().__init__(window)
        self._window = window

    def ask_open(self) -> None:
        """Ask for a file that is there."""
        dialog = self._files("Open a store", "Open")
        dialog.fileSelected.connect(lambda path: self.chosen.emit(Way(path)))
        dialog.open()

    def ask_server(self) -> None:
        """Ask for the address of a team's server."""
        hint = "Whoever runs the server knows it."
        field = LineField("address", "Address", hint=hint, required=True)
        sentence = "A team store stands on a server; several people use it at once."
        form = Form([field])
        field.set_value("postgresql://")
        form.settle()
        dialog = FormDialog(
            self._window, "Open a team store", form, _address, sentence=sentence
        )
        dialog.saved.connect(lambda address: self.chosen.emit(Way(address)))
        dialog.open()

    def ask_new(self, location: str = "") -> None:
        """Ask what to begin with, and where; at first start also who is there."""
        from pip_manager.ui.first_run import Welcome  # noqa: PLC0415 - seldom wanted

        dialog = Welcome(self._window, location)
        dialog.made.connect(lambda path, name: self.chosen.emit(Way(path, name=name)))
        dialog.other_wanted.connect(self.ask_open)
        dialog.open()

    def explain(self, error: BaseException, way: Way) -> QMessageBox:
        """Say why a store cannot be opened, and offer what helps."""
        if not isinstance(error, PipManagerError):
            return show_error(self._window, error)
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("The store cannot be opened")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(str(error))
        role = QMessageBox.ButtonRole.ActionRole
        for words, then in self._choices(error, way):
            box.addButton(words, role).clicked.connect(then)
        leave = box.addButton("Leave it", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(leave)
        box.open()
        return box

    def _choices(self, error: PipManagerError, way: Way) -> Choices:
        found = [*self._remedies(error, way)]
        found.append(("Open another store…", self.ask_open))
        return found

    def _remedies(
        self, error: PipManagerError, way: Way
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        from pip_manager.services import session  # noqa: PLC0415 - after the paint

        def again(way: Way) -> Callable[[], object]:
            return lambda: self.chosen.emit(way)

        if session.is_missing(way.location):
            yield "Make a new store…", lambda: self.ask_new(way.location)
            return
        if isinstance(error, BusyStoreError | UnreachableError):
            yield "Try again", again(way)
        if isinstance(error, BusyStoreError) and session.may_take_over(way.location):
            yield "Take it over", again(replace(way, take_over=True))
        if isinstance(error, BusyStoreError | ReadOnlyStoreError):
            yield "Open it to read only", again(replace(way, only_reads=True))
        is_file = not way.location.startswith(_SERVERS)
        if isinstance(error, DamagedStoreError) and is_file:
            yield "Restore a backup…", lambda: self.ask_backup(way)
        elif type(error) is StoreError:
            yield "Try again", again(way)

    def ask_backup(self, way: Way) -> None:
        """Ask which copy to bring back in the place of a store."""
        from pip_manager.services import session  # noqa: PLC0415 - after the paint

        dialog = self._files("Restore a backup", "Restore")
        dialog.setDirectory(str(session.backups()))
        dialog.fileSelected.connect(lambda path: self.copy_chosen.emit(path, way))
        dialog.open()

    def _files(self, title: str, verb: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_STORES)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, verb)
        return dialog


def _address(values: Row) -> str:
    address = str(values["address"] or "").strip()
    if not address.startswith(_SERVERS):
        sentence = "The address begins with postgresql:// and names the server."
        raise InputError(FieldProblem("address", sentence))
    return address
