from __future__ import annotations

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton

from pip_manager import assets
from pip_manager.ui.kit import icons
from pip_manager.ui.kit.theme import DARK, LIGHT, theme

NAMES = sorted(file.stem for file in assets.path("icons").glob("*.svg"))


def inks(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> set[str]:
    image = icon.pixmap(36, 36, mode).toImage()
    cells = [(x, y) for x in range(36) for y in range(36)]
    solid = [image.pixelColor(x, y) for x, y in cells]
    return {one.name() for one in solid if one.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_in_the_colour_asked_for(qapp, name):
    assert qapp is not None
    assert LIGHT.text.casefold() in inks(icons.icon(name))


def test_an_icon_on_a_button_follows_the_theme(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.setIcon(icons.icon("add"))
    theme().set_mode("dark")
    assert DARK.text.casefold() in inks(button.icon())


def test_a_disabled_icon_is_paler(qapp):
    assert qapp is not None
    assert LIGHT.text.casefold() not in inks(icons.icon("add"), QIcon.Mode.Disabled)
