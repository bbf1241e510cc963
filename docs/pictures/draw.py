"""Draw the pictures of the user guide again, from invented data, beside this file.

    QT_QPA_PLATFORM=offscreen PYTHONPATH=. .venv/bin/python docs/pictures/draw.py [WORD]

WORD draws only the pictures whose name holds it. Nothing of the user's own is touched.
"""

# ruff: noqa: INP001 - a script beside its pictures, no package
from __future__ import annotations

import io
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PIL import Image
from PySide6.QtCore import QBuffer, QDeadlineTimer, QPoint, QSettings
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from pip_manager.services import stores
from pip_manager.ui.app import Program
from pip_manager.ui.cover import dialogs, release
from pip_manager.ui.first_run import Welcome
from pip_manager.ui.invoices.credit import CreditDialog
from pip_manager.ui.kit.palette import Palette
from pip_manager.ui.kit.theme import theme
from pip_manager.ui.window import dress
from tests.gallery.draw import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.values import Row
    from pip_manager.services.office import Office
    from pip_manager.ui.activity import ActivityPage
    from pip_manager.ui.invoices import InvoicesPage
    from pip_manager.ui.people import PeoplePage

    Prepare = Callable[[Program], object]

HERE = Path(__file__).resolve().parent
_FIRST = "first-run"
ME = "Hanna Żak-Olszewska"
_PLACE = "/home/hanna/pip-manager.store"
_BACKED_UP = "Backed up today 09:02"
_COLOURS = 128
_MONDAY = date.today() + timedelta(70 - date.today().weekday())  # noqa: DTZ011
_LENT: Row = {
    "secondment": "S-90",
    "person": "TAD",
    "home_post": "HOS-QA",
    "authority": "X99000002",
    "kind": "secondment",
    "from": _MONDAY.isoformat(),
    "to": (_MONDAY + timedelta(81)).isoformat(),
    "fraction": Decimal("0.6"),
    "state": "confirmed",
}
_ASKED = ("authority", "from", "to", "fraction")
_PATIENCE, _PAUSE = 60_000, 1_200


def main(word: str = "") -> int:
    """Draw each picture whose name holds the word; return an exit code."""
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        kind, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(kind, scope, folder)
        dress()
        if word in _FIRST:
            _draw_first_run(Path(folder) / "pip-manager.store")
        program = _begin(Path(folder) / "centre.store")
        for name, prepare in PICTURES.items():
            if word in name:
                _draw(program, name, prepare)
        if program.session is not None:
            program.session.close()
            program.session = None
    del application
    return 0


def _draw_first_run(store: Path) -> None:
    program = Program(str(store))
    program.window.resize(1280, 800)
    program.window.show()
    _draw(program, _FIRST, _settle_welcome)
    program.window.close()


def _settle_welcome(program: Program) -> None:
    _pause()
    welcome = program.window.findChild(Welcome)
    if welcome is not None:
        welcome.place.setText(_PLACE)
        welcome.who.set_value(ME)


def _begin(store: Path) -> Program:
    """Return the program over new demo data, with somebody at work in it."""
    stores.create(str(store), "demo")
    program = Program(str(store))
    program.window.resize(1280, 800)
    program.window.show()
    moment = QDeadlineTimer(_PATIENCE)
    while program.session is None and not moment.hasExpired():
        settle()
    if program.session is not None:
        program.session.introduce(ME)
    return program


def _draw(program: Program, name: str, prepare: Prepare) -> None:
    window = program.window
    theme().set_mode("dark" if name.endswith("-dark") else "light")
    prepare(program)
    _pause()
    window.toast.hide()
    if program.session is not None:
        window.set_backup(_BACKED_UP)
        settle()
    image = window.grab().toImage()
    for dialog in window.findChildren(QDialog):
        if dialog.isVisible():
            _lay_over(image, dialog, window.rect().center())
            dialog.reject()
    _keep(image, HERE / f"{name}.png")


def _lay_over(image: QImage, dialog: QDialog, middle: QPoint) -> None:
    spot = dialog.rect().translated(middle - dialog.rect().center())
    painter = QPainter(image)
    painter.drawPixmap(spot.topLeft(), dialog.grab())
    painter.setPen(theme().colour("control"))
    painter.drawRect(spot.adjusted(0, 0, -1, -1))
    painter.end()


def _keep(image: QImage, file: Path) -> None:
    """Keep an image in few colours, so that a page of pictures stays small."""
    held = QBuffer()
    held.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    picture = Image.open(io.BytesIO(held.data().data())).convert("RGB")
    few = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    sys.stdout.write(f"{file.name}  {file.stat().st_size // 1024} kB\n")


def _pause() -> None:
    """Let half a second pass, and every job under way end."""
    moment = QDeadlineTimer(_PAUSE)
    while not moment.hasExpired():
        settle()


def _page(key: str, target: object = None) -> Prepare:
    return lambda program: program.window.go(key, target)


def _quick_line(program: Program) -> None:
    page = cast("ActivityPage", _shown(program, "activity"))
    page.quick.line.setText(
        "Thu 0.5d Alderbrook practice – case audit with Amara, travel 12.40"
    )
    page.quick.line.textEdited.emit("")
    page.lists["activities"].table.view.selectRow(2)


def _week(program: Program) -> None:
    page = cast("ActivityPage", _shown(program, "activity"))
    page.quick.line.clear()
    page.tabs.setCurrentIndex(1)
    page.week.go_back()


def _draft(program: Program) -> None:
    page = cast("InvoicesPage", _shown(program, "invoices", "THO-01"))
    _pause()
    page.to_bill.act()


def _issued(program: Program) -> None:
    page = cast("InvoicesPage", _shown(program, "invoices"))
    page.turn(2)


def _credit(program: Program) -> None:
    """Begin to credit a piece of work of the last invoice that is late."""
    page = cast("InvoicesPage", _shown(program, "invoices"))
    page.turn(2)
    _pause()
    late = next(row for row in page.issued.model.rows if row.late)
    page.issued.table.select(late.invoice.number)
    _pause()
    page.issued.money.credit()
    _pause()
    dialog = page.issued.money.dialog
    if isinstance(dialog, CreditDialog):
        dialog.form.field("what").set_value("work")
        dialog.work.tick(dialog.work.first())
        dialog.form.field("not_delivered").set_value(value=True)
        dialog.form.field("reason").set_value("The visit did not take place")
        dialog.form.settle()


def _how_covered(program: Program) -> None:
    """Lend a head of service, up to the question who covers."""
    program.window.go("cover")
    dialog = dialogs.secondment(program.window, _office(program), None, _LENT)
    dialog.open()
    _pause()
    dialog.accept()


def _release(program: Program) -> None:
    program.window.go("cover")
    asked = {"person": "HOZ", **{k: v for k, v in _LENT.items() if k in _ASKED}}
    release.ask(program.window, _office(program), asked).resize(1220, 740)


def _office(program: Program) -> Office:
    if program.session is None:
        raise RuntimeError("No store is open.")
    return program.session.office


def _posts(program: Program) -> None:
    page = cast("PeoplePage", _shown(program, "people"))
    page.tabs.setCurrentIndex(1)


def _palette(program: Program) -> None:
    program.window.go("today")
    program.window.open_palette()
    found = program.window.findChild(Palette)
    if found is not None:
        found.line.setText("thornmere")


def _shown(program: Program, key: str, target: object = None) -> object:
    program.window.go(key, target)
    _pause()
    return program.window.page


PICTURES: dict[str, Prepare] = {
    "today": _page("today"),
    "today-dark": _page("today"),
    "engagements": _page("engagements", "THO-01"),
    "activity": _quick_line,
    "week": _week,
    "cover": _page("cover", ("board", None)),
    "cover-post": _page("cover", ("board", "SDM-13")),
    "cover-how": _how_covered,
    "cover-chain": _page("cover", ("chains", "S-01")),
    "cover-release": _release,
    "draft": _draft,
    "issued": _issued,
    "credit": _credit,
    "owed": _page("invoices", "owed"),
    "reports": _page("reports"),
    "people": _posts,
    "rates": _page("rates"),
    "find": _palette,
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
