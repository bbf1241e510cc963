"""Draw every scene to ``build/gallery``: light and dark, with contact sheets.

python -m tests.gallery [--only WORD] [--text 150] [--mode light|dark]
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QSettings, Qt, QThread
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.theme import theme
from tests.gallery.scenes import SCENES, Scene

if TYPE_CHECKING:
    from collections.abc import Sequence

OUT = Path(__file__).resolve().parents[2] / "build" / "gallery"
_ACROSS, _THUMB = 3, 560
_SETTLE = 3000


def main(words: Sequence[str]) -> int:
    """Draw what was asked for and say where it is."""
    asked = _asked(words)
    with tempfile.TemporaryDirectory() as folder:
        kind, scope = QSettings.Format.IniFormat, QSettings.Scope.UserScope
        QSettings.setPath(kind, scope, folder)
        application = QApplication.instance() or QApplication([])
        _register()
        modes = [asked.mode] if asked.mode else ["light", "dark"]
        for mode in modes:
            _draw_all(mode, asked.text, asked.only)
        jobs.close_safely()
        del application
    print(f"The gallery is in {OUT}.")
    return 0


def _asked(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.gallery")
    parser.add_argument("--only", default="", help="names that hold this word")
    parser.add_argument("--text", type=int, default=100, help="text size in percent")
    parser.add_argument("--mode", choices=["light", "dark"], default="")
    return parser.parse_args(words)


def _register() -> None:
    for file in sorted(Path(__file__).parent.glob("scenes_*.py")):
        importlib.import_module(f"tests.gallery.{file.stem}")


def _draw_all(mode: str, text: int, only: str) -> None:
    theme().install("dark" if mode == "dark" else "light", text)
    OUT.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, list[QImage]] = {}
    for scene in SCENES:
        if only not in scene.name:
            continue
        for number, image in enumerate(_images(scene)):
            page = f"-{number + 1}" if number else ""
            size = "" if text == 100 else f"-{text}"
            file = OUT / f"{scene.name}-{scene.state}-{mode}{size}{page}.png"
            image.save(str(file))
            sheets.setdefault(scene.state, []).append(image)
            print(f"{file.name}")
    for state, images in sheets.items() if not only else ():
        size = "" if text == 100 else f"-{text}"
        _sheet(images).save(str(OUT / f"sheet-{state}-{mode}{size}.png"))


def _images(scene: Scene) -> list[QImage]:
    made = scene.make()
    if isinstance(made, bytes):
        return pdf_pages(made)
    made.resize(*scene.size)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.show()
    settle()
    image = QPixmap(made.grab()).toImage()
    overlays = [one for one in QApplication.topLevelWidgets() if _floats(one, made)]
    for overlay in overlays:
        _lay_over(image, overlay, made)
        overlay.close()
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    return [image]


def _floats(widget: QWidget, over: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not over:
        parent = parent.parentWidget()
    return widget.isVisible() and parent is over


def _lay_over(image: QImage, overlay: QWidget, under: QWidget) -> None:
    painter = QPainter(image)
    spot = under.rect().center() - overlay.rect().center()
    if overlay.windowType() == Qt.WindowType.Popup:
        spot = overlay.pos() - under.pos()
    painter.drawPixmap(spot, overlay.grab())
    painter.setPen(theme().colour("control"))
    painter.drawRect(overlay.rect().translated(spot).adjusted(0, 0, -1, -1))
    painter.end()


def settle() -> None:
    """Let every job under way end and every widget paint."""
    deadline = QDeadlineTimer(_SETTLE)
    while True:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if not jobs.running() or deadline.hasExpired():
            break
        QThread.msleep(5)
    QApplication.processEvents()


def pdf_pages(content: bytes, scale: float = 1.5) -> list[QImage]:
    """Return the pages of a PDF as images."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    images = []
    for page in document:
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        form = QImage.Format.Format_RGBX8888
        data = bytes(bitmap.buffer)
        image = QImage(data, bitmap.width, bitmap.height, bitmap.stride, form)
        images.append(image.copy())
    document.close()
    return images


def _sheet(images: Sequence[QImage]) -> QImage:
    smooth = Qt.TransformationMode.SmoothTransformation
    thumbs = [image.scaledToWidth(_THUMB, smooth) for image in images]
    rows = [thumbs[at : at + _ACROSS] for at in range(0, len(thumbs), _ACROSS)]
    tall = sum(max(one.height() for one in row) + 12 for row in rows) + 12
    sheet = QImage(_ACROSS * (_THUMB + 12) + 12, tall, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.gray)
    painter = QPainter(sheet)
    top = 12
    for row in rows:
        for column, one in enumerate(row):
            painter.drawImage(12 + column * (_THUMB + 12), top, one)
        top += max(one.height() for one in row) + 12
    painter.end()
    return sheet
