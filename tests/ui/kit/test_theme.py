from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from pip_manager import assets
from pip_manager.ui.kit.theme import DARK, LIGHT, theme

TONES = ("plain", "accent", "good", "warn", "bad", "critical", "unknown")


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    one = QColor(colour)
    red, green, blue = (linear(n / 255) for n in (one.red(), one.green(), one.blue()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "soft", "sidebar"])
@pytest.mark.parametrize("words", ["text", "muted", "link"])
def test_words_stand_out_from_every_ground(colours, ground, words):
    assert contrast(getattr(colours, words), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tone", TONES)
def test_the_words_of_a_state_stand_out_from_its_own_ground_and_from_cards(
    colours, tone
):
    words = colours.tone(tone)
    for ground in (colours.soft_tone(tone), colours.surface, colours.canvas):
        assert contrast(words, ground) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_fills_carry_their_words(colours):
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for tone in ("good", "warn", "bad", "critical"):
        assert contrast(colours.on_state, colours.tone(tone)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_inputs_and_rings_of_focus_can_be_seen(colours):
    for ground in (colours.canvas, colours.surface):
        assert contrast(colours.control, ground) >= 3
        assert contrast(colours.link, ground) >= 3
        assert contrast(colours.bad, ground) >= 3
    assert contrast(colours.accent, colours.surface) >= 3


def test_luminance_is_reckoned_as_the_standard_has_it():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_inter_is_the_font_and_every_token_of_the_sheet_is_filled(qtbot):
    label = QLabel("Days")
    qtbot.addWidget(label)
    assert QFontInfo(label.font()).family() == "Inter"
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    sheet = application.styleSheet()
    assert "{p" not in sheet
    assert "{b" not in sheet
    assert all("{" + token + "}" not in sheet for token in ("text", "scheme", "soft"))


def test_every_picture_the_sheet_names_is_there(dressed):
    for mode in ("light", "dark"):
        dressed.set_mode(mode)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        names = re.findall(r"url\(icons:([^)]+)\)", application.styleSheet())
        assert names
        assert all(assets.path("icons", name).is_file() for name in names)


def test_figures_of_a_column_are_of_one_width():
    from PySide6.QtGui import QFontMetricsF

    metrics = QFontMetricsF(theme().font(figures=True))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_dark_and_large_are_told_once_and_reach_a_widget(qtbot):
    label = QLabel("Days")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme().changed):
        theme().set_mode("dark")
    assert theme().is_dark
    assert label.palette().windowText().color() == QColor(DARK.text)
    theme().set_text_size(150)
    assert label.fontInfo().pixelSize() == 20


def test_the_text_size_stays_between_ninety_and_a_hundred_and_fifty():
    theme().set_text_size(400)
    assert theme().percent == 150
    theme().set_text_size(10)
    assert theme().percent == 90
