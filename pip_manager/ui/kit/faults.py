"""How an error reaches the user, and what of it is kept in the log.

The log holds the type of a defect and where it arose, never its words: those may quote
what somebody typed, names included.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import icons
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

log = logging.getLogger("pip_manager")

_BYTES, _KEPT = 500_000, 3
_DEFECT = "Something went wrong inside PIP Manager. Nothing half-done was kept."
_HELP = "Try again; if it comes back, send the details to whoever looks after it."


def show_error(parent: QWidget | None, error: BaseException) -> QMessageBox:
    """Show an error without blocking and return the box.

    A PipManagerError is shown as its sentence. Anything else is a defect: the user is
    told so, where it arose is logged, and the details are offered.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("PIP Manager")
    if isinstance(error, PipManagerError):
        _set_icon(box, "warning", "warn")
        box.setText(str(error))
    else:
        record(error)
        _set_icon(box, "problem", "bad")
        box.setText(_DEFECT)
        box.setInformativeText(_HELP)
        box.setDetailedText("".join(traceback.format_exception(error)))
    close = box.addButton("Close", QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(close)
    box.setDefaultButton(close)
    box.open()
    return box


def _set_icon(box: QMessageBox, name: str, colour: str) -> None:
    side = theme().px(32)
    box.setIconPixmap(icons.icon(name, colour).pixmap(side, side))


def record(error: BaseException) -> None:
    """Log where a defect arose, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(
        f"{frame.filename.rsplit('pip_manager', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in reversed(frames)
    )
    log.error("%s at %s", type(error).__name__, places or "an unknown place")


def keep_log(folder: Path) -> None:
    """Write the log into a folder, at most some two megabytes of it."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - costs 10 ms

    folder.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(
        folder / "pip-manager.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8"
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(file)


class Hooks(QObject):
    """Sends every uncaught exception of any thread, and Qt's complaints, to one door.

    Signals:
        caught(object): the exception; received on the thread of the window.
    """

    caught = Signal(object)

    def __init__(self, show: Callable[[BaseException], object] | None = None) -> None:
        super().__init__()
        self._show = show or self._show_box
        self._is_showing = False
        self.caught.connect(self._tell)

    def install(self) -> None:
        """Take over the hooks of the interpreter, of threads and of Qt."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        qInstallMessageHandler(_from_qt)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        qInstallMessageHandler(None)

    def _from_main(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.caught.emit(error)

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.caught.emit(args.exc_value)

    def _tell(self, error: BaseException) -> None:
        # a defect while painting would otherwise open a box at every frame
        if self._is_showing:
            record(error)
            return
        self._is_showing = True
        shown = self._show(error)
        if isinstance(shown, QMessageBox):
            shown.finished.connect(self._shown)
        else:
            self._shown()

    def _shown(self) -> None:
        self._is_showing = False

    def _show_box(self, error: BaseException) -> QMessageBox:
        return show_error(QApplication.activeWindow(), error)


def _from_qt(kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    log.log(level, "Qt: %s", words)
