"""Every colour, size and font of the program, light and dark, and the one Theme.

Widgets that paint themselves ask `theme()` while painting; all others are dressed by
the palette and by `stylesheet.sheet`. Sizes given here are pixels at 100 % text size;
`px` scales them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from pip_manager import assets
from pip_manager.ui.kit import stylesheet

Mode = Literal["system", "light", "dark"]
Tone = Literal["plain", "accent", "good", "warn", "bad", "critical", "unknown"]

FAMILY = "Inter"
ROW, HEADER, CONTROL, TARGET = 34, 30, 32, 24
SIDEBAR, DETAIL, FORM = 208, 420, 560
ICON = 18
SMALLEST, LARGEST = 90, 150

_FACES = ("Regular", "Medium", "SemiBold")
_ROLES = {
    "title": (22, QFont.Weight.DemiBold),
    "section": (15, QFont.Weight.DemiBold),
    "body": (13, QFont.Weight.Normal),
    "strong": (13, QFont.Weight.DemiBold),
    "label": (12, QFont.Weight.Medium),
    "small": (12, QFont.Weight.Normal),
    "figure": (24, QFont.Weight.DemiBold),
}


@dataclass(frozen=True, slots=True)
class Colours:
    """The colour tokens, as ``#rrggbb``."""

    canvas: str
    surface: str
    sunken: str
    border: str
    control: str
    text: str
    muted: str
    accent: str
    on_accent: str
    link: str
    soft: str
    good: str
    warn: str
    bad: str
    critical: str
    unknown: str
    on_state: str
    sidebar: str
    hover: str

    def tone(self, tone: Tone) -> str:
        """Return the colour of words and marks in a state."""
        if tone == "plain":
            return self.muted
        return self.link if tone == "accent" else str(getattr(self, tone))

    def soft_tone(self, tone: Tone) -> str:
        """Return the pale ground on which the words of a state stand."""
        if tone == "accent":
            return self.soft
        if tone == "plain":
            return self.sunken
        return _mixed(self.tone(tone), self.surface, 0.11)


LIGHT = Colours(
    canvas="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EDF0F4",
    border="#D5DAE1",
    control="#7A8796",
    text="#15202B",
    muted="#4F5D6B",
    accent="#0F5E8C",
    on_accent="#FFFFFF",
    link="#0F5E8C",
    soft="#DCEBF5",
    good="#1B6E46",
    warn="#8A5A00",
    bad="#B3261E",
    critical="#6B1D5E",
    unknown="#5B6672",
    on_state="#FFFFFF",
    sidebar="#E9EDF2",
    hover="#E2E7EE",
)
DARK = Colours(
    canvas="#11161C",
    surface="#19202A",
    sunken="#222B36",
    border="#323D4A",
    control="#7C8998",
    text="#E7ECF2",
    muted="#A5B1BE",
    accent="#2F79B0",
    on_accent="#FFFFFF",
    link="#86BFEA",
    soft="#1D3A50",
    good="#5FC492",
    warn="#E3AE45",
    bad="#F28B82",
    critical="#E08ACB",
    unknown="#9AA7B4",
    on_state="#11161C",
    sidebar="#0C1015",
    hover="#26303C",
)


@cache
def _mixed(colour: str, ground: str, share: float) -> str:
    top, under = QColor(colour), QColor(ground)
    parts = zip(top.getRgb()[:3], under.getRgb()[:3], strict=True)  # type: ignore[index]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


class Theme(QObject):
    """The looks now in force. There is one: `theme()`.

    Signals:
        changed(): colours or the text size are new; whoever paints repaints.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._mode: Mode = "system"
        self._percent = 100
        self.colours = LIGHT

    @property
    def mode(self) -> Mode:
        """Return what was asked for: the system's choice, light or dark."""
        return self._mode

    @property
    def percent(self) -> int:
        """Return the text size, 90 to 150."""
        return self._percent

    @property
    def is_dark(self) -> bool:
        """Tell whether the dark colours are in force."""
        return self.colours is DARK

    def install(self, mode: Mode = "system", percent: int = 100) -> None:
        """Dress the application: style, fonts, palette, sheet; follow the system."""
        self._percent = max(SMALLEST, min(LARGEST, percent))
        _load_fonts()
        QApplication.setStyle("Fusion")
        QDir.setSearchPaths("icons", [str(assets.path("icons"))])
        hints = QGuiApplication.styleHints()
        unique = Qt.ConnectionType.UniqueConnection
        hints.colorSchemeChanged.connect(self._follow, unique)
        self.set_mode(mode)

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark or the system's own."""
        self._mode = mode
        hints = QGuiApplication.styleHints()
        if mode == "system":
            hints.unsetColorScheme()
        else:
            dark = mode == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._dress()

    def set_text_size(self, percent: int) -> None:
        """Scale all text and what holds it; kept within 90 to 150."""
        self._percent = max(SMALLEST, min(LARGEST, percent))
        self._dress()

    def px(self, size: float) -> int:
        """Return a size in pixels, scaled with the text."""
        return round(size * self._percent / 100)

    def colour(self, token: str) -> QColor:
        """Return the colour of a token by its name."""
        return QColor(str(getattr(self.colours, token)))

    def font(self, role: str = "body", *, figures: bool = False) -> QFont:
        """Return the font of a role; `figures` sets digits in columns of one width."""
        size, weight = _ROLES[role]
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(weight)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow(self) -> None:
        if self._wants_dark() != self.is_dark:
            self._dress()

    def _wants_dark(self) -> bool:
        if self._mode != "system":
            return self._mode == "dark"
        scheme = QGuiApplication.styleHints().colorScheme()
        return scheme == Qt.ColorScheme.Dark

    def _dress(self) -> None:
        self.colours = DARK if self._wants_dark() else LIGHT
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_palette(self.colours))
            QApplication.setFont(self.font())
            application.setStyleSheet(
                stylesheet.sheet(asdict(self.colours), self.px, dark=self.is_dark)
            )
        self.changed.emit()


@cache
def theme() -> Theme:
    """Return the one theme of the program."""
    return Theme()


@cache
def _load_fonts() -> None:
    for face in _FACES:
        file = assets.path("fonts", f"InterCouncil-{face}.ttf")
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise FileNotFoundError(f"The bundled font {file.name} cannot be read.")


def _palette(colours: Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for one, colour in (
        (role.Window, colours.canvas),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.soft),
        (role.HighlightedText, colours.text),
        (role.Accent, colours.accent),
        (role.Link, colours.link),
        (role.LinkVisited, colours.link),
        (role.PlaceholderText, colours.muted),
        (role.ToolTipBase, colours.sunken),
        (role.ToolTipText, colours.text),
        (role.Light, colours.surface),
        (role.Midlight, colours.border),
        (role.Mid, colours.control),
        (role.Dark, colours.control),
        (role.Shadow, colours.border),
    ):
        palette.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colours.control))
    return palette
