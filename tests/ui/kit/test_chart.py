from __future__ import annotations

from datetime import date, timedelta

import pytest
from defusedxml import ElementTree
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from pip_manager.ui.kit import chart as charts
from pip_manager.ui.kit.chart import Chart, Panel
from pip_manager.ui.kit.chart_view import ChartView
from pip_manager.ui.kit.theme import DARK, LIGHT

SIZE = QSize(900, 420)
DAYS = [date(2026, 4, 6) + timedelta(7 * week) for week in range(40)]
CHART = Chart(
    "Tier 2 is thinnest",
    "FTE in Leeds",
    DAYS,
    [
        Panel("Tier 1", "never short", [1.0] * 40, [1.0] * 40, "1 of 1"),
        Panel("Tier 2", "least 2", [8.0] * 40, [8.0] * 20 + [6.0] * 20, "6 of 8"),
    ],
    today=date(2026, 7, 1),
)


def drawn(chart, palette):
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(palette.surface))
    painter = QPainter(image)
    charts.draw(painter, QRectF(0, 0, SIZE.width(), SIZE.height()), palette, chart)
    painter.end()
    return image


def has(image, colour, rect=None):
    wanted = QColor(colour).rgb()
    left, top, wide, tall = rect or (0, 0, image.width(), image.height())
    return any(
        image.pixel(x, y) == wanted
        for x in range(left, left + wide)
        for y in range(top, top + tall)
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_line_is_drawn_in_the_colours_given(palette):
    image = drawn(CHART, palette)
    assert has(image, palette.link)
    assert not has(image, (DARK if palette is LIGHT else LIGHT).link)


def test_only_what_is_short_is_hatched():
    frame = charts.frame(QRectF(0, 0, SIZE.width(), SIZE.height()))
    whole = Chart("Whole", "", DAYS, CHART.panels[:1])
    assert not has(drawn(whole, LIGHT), LIGHT.bad)
    image = drawn(Chart("Short", "", DAYS, CHART.panels[1:]), LIGHT)
    middle = int((frame.left + frame.right) / 2)
    right = (middle + 4, int(frame.top), 200, 60)
    assert has(image, LIGHT.bad, right)
    assert not has(image, LIGHT.bad, (int(frame.left), int(frame.top), 200, 60))


def test_a_chart_of_nothing_shows_its_title_alone():
    image = drawn(Chart("Nothing", "No week", [], []), LIGHT)
    assert not has(image, LIGHT.link)


def test_a_place_on_the_plot_is_a_week_and_beside_it_is_none():
    frame = charts.frame(QRectF(0, 0, SIZE.width(), SIZE.height()))
    assert frame.step(frame.left, 40) == 0
    assert frame.step(frame.right, 40) == 39
    assert frame.step(frame.x(7, 40) + 1, 40) == 7
    assert frame.step(frame.left - 1, 40) is None


def test_a_picture_and_a_drawing_are_files_of_their_kind():
    png = charts.as_png(CHART, SIZE)
    assert QImage.fromData(png).width() == 2 * SIZE.width()
    root = ElementTree.fromstring(charts.as_svg(CHART, SIZE).decode())
    told = " ".join("".join(root.itertext()).split())
    assert root.tag.endswith("svg")
    assert "Tier 2 is thinnest" in told
    assert "6 of 8" in told


def test_the_arrows_read_week_by_week(qtbot):
    view = ChartView("Capacity")
    qtbot.addWidget(view)
    view.resize(SIZE)
    view.show_chart(CHART, [f"week {number}" for number in range(40)])
    view.show()
    assert view.accessibleName() == "Capacity: Tier 2 is thinnest"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert (view.step, view.accessibleDescription()) == (1, "week 1")
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.step == 39
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.step == 0


def test_the_mouse_reads_the_week_under_it(qtbot):
    view = ChartView("Capacity")
    qtbot.addWidget(view)
    view.resize(SIZE)
    view.show_chart(CHART, [f"week {number}" for number in range(40)])
    view.show()
    with qtbot.waitSignal(view.pointed) as told:
        qtbot.mouseMove(view, QPoint(SIZE.width() // 2, SIZE.height() // 2))
    assert 10 < told.args[0] < 30


def test_a_chart_is_copied_as_a_picture(qtbot):
    view = ChartView("Capacity")
    qtbot.addWidget(view)
    view.show_chart(CHART, [""] * 40)
    view.copy()
    assert not QGuiApplication.clipboard().image().isNull()
