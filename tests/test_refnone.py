"""PySide6 gives back the references to None it borrows.

PySide6 6.12.0 loses one in each void call of many methods. Before Python 3.12 None
can be deallocated, so that a few thousand paints abort the program.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = """
import sys

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsScene, QLabel, QSpinBox

application = QApplication([])
image = QImage(50, 50, QImage.Format.Format_ARGB32)
painter = QPainter(image)
colour, box, whole = QColor("red"), QRectF(1, 1, 5, 5), QRect(1, 1, 5, 5)
pen, brush, font = QPen(colour), QBrush(colour), QFont()
scene = QGraphicsScene()
item = scene.addRect(box)
label, spin = QLabel(), QSpinBox()

calls = {
    "fillRect": lambda: painter.fillRect(box, colour),
    "fillRect of brush": lambda: painter.fillRect(whole, brush),
    "setPen": lambda: painter.setPen(pen),
    "setPen of style": lambda: painter.setPen(Qt.PenStyle.NoPen),
    "setBrush": lambda: painter.setBrush(brush),
    "setFont": lambda: painter.setFont(font),
    "drawLine": lambda: painter.drawLine(1, 1, 5, 5),
    "drawRect": lambda: painter.drawRect(box),
    "drawText": lambda: painter.drawText(1, 9, "x"),
    "drawRoundedRect": lambda: painter.drawRoundedRect(box, 2, 2),
    "save and restore": lambda: (painter.save(), painter.restore()),
    "translate": lambda: painter.translate(0, 0),
    "item.setBrush": lambda: item.setBrush(brush),
    "label.setText": lambda: label.setText("x"),
    "label.update": lambda: label.update(),
    "spin.setValue": lambda: spin.setValue(1),
}
for name, call in calls.items():
    call()
    before = sys.getrefcount(None)
    for _ in range(200):
        call()
    lost = before - sys.getrefcount(None)
    if abs(lost) >= 100:
        print(name, "loses", lost / 200, "references a call")
painter.end()
"""


def test_painting_loses_no_reference_to_none():
    done = subprocess.run(
        [sys.executable, "-c", CALLS], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
