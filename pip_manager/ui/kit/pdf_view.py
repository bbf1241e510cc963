"""A preview of a PDF: only what is in sight is drawn, off the thread of the window."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QCoreApplication,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

_GAP = 16
_LEAST, _MOST, _STEP = 0.3, 4.0, 1.2
_BYTES_KEPT = 48 * 1024 * 1024
_PATIENCE = 2000


class _Paper:
    """The document, touched on the one thread of PDFs only: the library asks for it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._document: Any = None

    def sizes(self) -> list[tuple[float, float]]:
        """Return the width and height of every page in points."""
        import pypdfium2  # noqa: PLC0415 - never before the first paint

        self._document = pypdfium2.PdfDocument(self._content)
        count = len(self._document)
        return [self._document.get_page_size(number) for number in range(count)]

    def image(self, number: int, scale: float) -> QImage:
        """Return a page, `scale` pixels a point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        kind = QImage.Format.Format_RGBX8888
        content = bytes(bitmap.buffer)
        image = QImage(content, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
        bitmap.close()
        page.close()
        return image

    def text(self, number: int) -> str:
        """Return the words of a page."""
        page = self._document[number]
        words = page.get_textpage()
        text = str(words.get_text_range())
        words.close()
        page.close()
        return text

    def close(self) -> None:
        """Let the document go."""
        if self._document is not None:
            self._document.close()
            self._document = None


def _let_go(papers: list[_Paper]) -> None:
    while papers:
        close = papers.pop().close
        job = jobs.Job(lambda _job, close=close: close())  # type: ignore[misc]
        if not job.start(jobs.pool("pdf")):
            close()  # the thread of PDFs has ended, so no other touches it


class PdfView(QAbstractScrollArea):
    """Shows a PDF, page under page, as wide as there is room or as zoomed.

    Page Up and Down turn pages; + - 0, or Ctrl with the wheel, zooms. The words of the
    page in sight are what a screen reader is given.

    Signals:
        loaded(int): the document is open and has so many pages.
        failed(object): the exception that kept it from being shown.
    """

    loaded = Signal(int)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Preview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._paper: _Paper | None = None
        self._sizes: list[tuple[float, float]] = []
        self._zoom = 1.0
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._busy: jobs.Job | None = None
        self._page = -1
        self._open: list[_Paper] = []
        self.destroyed.connect(partial(_let_go, self._open))
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self._end)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self.viewport().update)

    # what is shown

    def show_pdf(self, content: bytes) -> None:
        """Show a document instead of what is shown."""
        self.clear()
        paper = _Paper(content)
        self._paper = paper
        self._open.append(paper)
        self._run(paper.sizes, self._opened)

    def clear(self) -> None:
        """Show nothing."""
        if self._busy is not None:
            self._forget(self._busy)
        _let_go(self._open)
        self._paper = None
        self._sizes = []
        self._images.clear()
        self._page = -1
        self.setAccessibleDescription("")
        self._lay_out()

    def _end(self) -> None:
        """Close what is open while there is still a thread to close it on."""
        self.clear()
        jobs.pool("pdf").waitForDone(_PATIENCE)

    @property
    def pages(self) -> int:
        """Return how many pages there are; 0 until the document is open."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """Return the page in sight, from 0; -1 for none."""
        return self._page

    @property
    def kept_bytes(self) -> int:
        """Return what the pages drawn and kept take in memory."""
        return sum(image.sizeInBytes() for image in self._images.values())

    def _opened(self, sizes: Any) -> None:  # noqa: ANN401 - signals carry objects
        self._sizes = list(sizes)
        self._lay_out()
        self.loaded.emit(len(self._sizes))
        self._scrolled()

    def _run(self, work: Callable[[], object], then: Callable[[Any], object]) -> None:
        job = jobs.Job(lambda _job: work())
        self._busy = job
        self._then = then
        job.succeeded.connect(self._ended)
        job.failed.connect(self._could_not)
        job.start(jobs.pool("pdf"))

    def _forget(self, job: jobs.Job) -> None:
        job.succeeded.disconnect(self._ended)
        job.failed.disconnect(self._could_not)
        job.cancel()
        self._busy = None

    def _ended(self, result: object) -> None:
        self._busy = None
        self._then(result)
        self._draw_next()

    def _could_not(self, error: BaseException) -> None:
        self._busy = None
        self.failed.emit(error)

    # where pages lie

    def _scale(self) -> float:
        widest = max((width for width, _ in self._sizes), default=1.0)
        return max(50, self.viewport().width() - 2 * _GAP) / widest * self._zoom

    def _tops(self) -> list[int]:
        scale, top, tops = self._scale(), _GAP, []
        for _, height in self._sizes:
            tops.append(top)
            top += round(height * scale) + _GAP
        return [*tops, top]

    def _lay_out(self) -> None:
        tall = self._tops()[-1] if self._sizes else 0
        room = self.viewport().size()
        wide = round(max((w for w, _ in self._sizes), default=0) * self._scale())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, tall - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(40)
        across.setRange(0, max(0, wide + 2 * _GAP - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()

    def _rect(self, number: int, top: int) -> QRect:
        width, height = self._sizes[number]
        scale = self._scale()
        size = QSize(round(width * scale), round(height * scale))
        left = max(_GAP, (self.viewport().width() - size.width()) // 2)
        spot = QPoint(left - self.horizontalScrollBar().value(), top)
        return QRect(spot - QPoint(0, self.verticalScrollBar().value()), size)

    def _in_sight(self) -> list[tuple[int, QRect]]:
        view = self.viewport().rect()
        rects = [(n, self._rect(n, top)) for n, top in enumerate(self._tops()[:-1])]
        return [(n, rect) for n, rect in rects if rect.intersects(view)]

    # drawing

    def _key(self, number: int) -> tuple[int, float]:
        return number, round(self._scale() * self.devicePixelRatioF(), 4)

    def _draw_next(self) -> None:
        paper = self._paper
        if paper is None or self._busy is not None or not self._sizes:
            return
        for number, _ in self._in_sight():
            key = self._key(number)
            if key not in self._images:
                self._run(
                    lambda key=key: (key, paper.image(*key)),  # type: ignore[misc]
                    self._drawn,
                )
                return

    def _drawn(self, found: Any) -> None:  # noqa: ANN401 - signals carry objects
        key, image = found
        self._images[key] = image
        while len(self._images) > 1 and self.kept_bytes > _BYTES_KEPT:
            self._images.popitem(last=False)
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme().colours.sunken))
        for number, rect in self._in_sight() if self._sizes else []:
            self._paint_page(painter, number, rect)
        if self.hasFocus():
            painter.setPen(QColor(theme().colours.link))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()
        self._draw_next()

    def _paint_page(self, painter: QPainter, number: int, rect: QRect) -> None:
        painter.setClipRect(rect)
        painter.fillRect(rect, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        image = self._images.get(self._key(number))
        if image is not None:
            # pixel by pixel: to fit it to a rounded size would cut a row of it
            size = QSizeF(image.size()) / self.devicePixelRatioF()
            painter.drawImage(QRectF(QPointF(rect.topLeft()), size), image)
        elif (before := self._before(number)) is not None:
            painter.drawImage(rect, before)
        painter.setClipping(False)
        painter.setPen(QColor(theme().colours.border))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _before(self, number: int) -> QImage | None:
        """Return a page as it was drawn for another size, until it is drawn anew."""
        drawn = reversed(self._images.items())
        return next((image for (page, _), image in drawn if page == number), None)

    def _scrolled(self) -> None:
        if not self._sizes:
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = sum(top <= middle for top in self._tops()[:-1]) - 1
        if page != self._page:
            self._page = max(0, page)
            self.setAccessibleName(f"Preview, page {self._page + 1} of {self.pages}")
            self._read_out(self._page)
        self.viewport().update()

    def _read_out(self, number: int) -> None:
        paper = self._paper
        if paper is None:
            return
        job = jobs.Job(lambda _job: (number, paper.text(number)))
        job.succeeded.connect(self._have_words)
        job.start(jobs.pool("pdf"))

    def _have_words(self, found: Any) -> None:  # noqa: ANN401 - signals carry objects
        number, words = found
        if number == self._page:
            self.setAccessibleDescription(words)

    # moving about

    def go_to(self, number: int) -> None:
        """Bring a page to the top, from 0."""
        if self._sizes:
            number = max(0, min(self.pages - 1, number))
            self.verticalScrollBar().setValue(self._tops()[number] - _GAP)

    def zoom(self, factor: float) -> None:
        """Make larger or smaller by a factor; the page in sight stays."""
        page = self._page
        self._zoom = max(_LEAST, min(_MOST, self._zoom * factor))
        self._lay_out()
        self.go_to(page)

    def fit(self) -> None:
        """Make pages as wide as there is room."""
        self.zoom(1 / self._zoom)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        turns = {
            Qt.Key.Key_PageDown: self._page + 1,
            Qt.Key.Key_PageUp: self._page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.pages - 1,
        }
        zooms = {
            Qt.Key.Key_Plus: _STEP,
            Qt.Key.Key_Equal: _STEP,
            Qt.Key.Key_Minus: 1 / _STEP,
            Qt.Key.Key_0: 1 / self._zoom,
        }
        if key in turns:
            self.go_to(turns[key])
        elif key in zooms:
            self.zoom(zooms[key])
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self._page
        super().resizeEvent(event)
        self._lay_out()
        if page > 0:
            self.go_to(page)
