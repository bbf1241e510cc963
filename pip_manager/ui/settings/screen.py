"""Settings: what is printed on invoices and reckoned with, the store, and the looks.

In ten seconds its user finds the section by name, changes a field and saves it; what is
not saved is marked, and asked about before the section is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from pip_manager.ui.kit.dialog import ask_leaving
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.parts import scrolled
from pip_manager.ui.kit.theme import ROW, theme
from pip_manager.ui.settings import own_sections, store_sections
from pip_manager.ui.settings.sections import FormSection, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.services.office import Office
    from pip_manager.ui.kit.jobs import Job

_SHOWS = frozenset({"settings", "days_off", "logins", "people", "authorities"})
_WIDE = 170


class SettingsPage(Page):
    """The sections at the left, the one chosen at the right."""

    help_text = (
        "What the Centre is called, how it invoices, and what the program reckons"
        " with.\n\nEach section has one Save button. An invoice that was issued keeps"
        " what it was issued with.\n\nThe store is one file, or a server the team"
        " shares: back it up before anything large."
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (("Ctrl+S", "Save the section"),)

    def __init__(self, office: Office) -> None:
        super().__init__("Settings")
        self._office = office
        self._made: dict[int, Section] = {}
        self._areas: dict[int, QWidget] = {}
        self._here = 0
        self._lay_out()
        self.add_shortcut("Ctrl+S", self.save)

    def _lay_out(self) -> None:
        self.names = QListWidget()
        self.names.setAccessibleName("Sections of the settings")
        self.names.setProperty("look", "choices")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        for title, _ in _SECTIONS:
            self.names.addItem(QListWidgetItem(title))
        self.names.setCurrentRow(0)
        self.names.currentRowChanged.connect(self._turn)
        card = QFrame()
        card.setProperty("look", "card")
        inside = QHBoxLayout(card)
        inside.setContentsMargins(20, 16, 8, 8)
        inside.addWidget(self.stack)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.names)
        row.addWidget(card, 1)
        self.body.addLayout(row)
        self._fit()
        theme().changed.connect(self._fit)

    def _make(self, number: int) -> Section:
        """Make a section when it is first shown."""
        section = _SECTIONS[number][1](self)
        self._made[number] = section
        area: QWidget = section
        if isinstance(section, FormSection):
            section.changed.connect(self._mark)
        else:
            area = scrolled(section)
        self._areas[number] = area
        self.stack.addWidget(area)
        return section

    def _fit(self) -> None:
        self.names.setFixedWidth(theme().px(_WIDE))
        for number in range(self.names.count()):
            self.names.item(number).setSizeHint(QSize(0, theme().px(ROW)))

    @property
    def section(self) -> Section:
        """Return the section shown."""
        return self._made.get(self._here) or self._make(self._here)

    def show_section(self, title: str) -> None:
        """Show the section of that title."""
        for number, (name, _) in enumerate(_SECTIONS):
            if name.casefold() == title.casefold():
                self.names.setCurrentRow(number)

    @override
    def opened(self, target: object = None) -> None:
        if isinstance(target, str):
            self.show_section(target)
        self._show(self._here)

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if nouns & _SHOWS and self.isVisible():
            self.section.read()

    @override
    def panes(self) -> Sequence[QWidget]:
        return self.names, self.stack

    @override
    def unsaved(self) -> str:
        if not self.section.is_changed:
            return ""
        return f"What you typed under “{self.section.title}” is not saved yet."

    @override
    def throw_away(self) -> None:
        self.section.forget()

    def save(self) -> None:
        """Save the section shown."""
        if isinstance(self.section, FormSection) and self.section.is_changed:
            self.section.save()

    def _turn(self, number: int) -> None:
        """Go to another section, asking first where something is not saved."""
        if number == self._here:
            return
        if sentence := self.unsaved():
            self._stay()
            ask_leaving(self, sentence, lambda: self._leave_for(number))
            return
        self._show(number)

    def _stay(self) -> None:
        self.names.blockSignals(True)
        self.names.setCurrentRow(self._here)
        self.names.blockSignals(False)

    def _leave_for(self, number: int) -> None:
        self.throw_away()
        self.names.setCurrentRow(number)

    def _show(self, number: int) -> None:
        self._here = number
        section = self.section
        self.stack.setCurrentWidget(self._areas[number])
        section.read()
        self._mark()

    def _mark(self) -> None:
        """Mark the sections with something to save."""
        for number, (title, _) in enumerate(_SECTIONS):
            item, section = self.names.item(number), self._made.get(number)
            is_changed = section is not None and section.is_changed
            item.setText(f"{title} – not saved" if is_changed else title)

    @property
    def office(self) -> Office:
        """Return what the sections read and write."""
        return self._office

    def watch(self, job: Job) -> None:
        """Let the window show how far a job is."""
        window = self.window()
        if hasattr(window, "follow"):
            window.follow(job)


_SECTIONS: tuple[tuple[str, Callable[[SettingsPage], Section]], ...] = (
    ("Centre", lambda page: own_sections.Centre(page.office)),
    ("Bank", lambda page: own_sections.Bank(page.office)),
    ("Invoices", lambda page: own_sections.Invoices(page.office)),
    ("Numbering", lambda page: own_sections.Numbering(page.office)),
    ("Days off", lambda page: store_sections.DaysOff(page.office)),
    ("Thresholds", lambda page: own_sections.Thresholds(page.office)),
    ("Look", lambda _page: store_sections.Looks()),
    ("Who am I", lambda page: store_sections.Whoami(page.office)),
    (
        "Store",
        lambda page: store_sections.StoreSection(page.office, page.watch),
    ),
    ("About", lambda _page: store_sections.About()),
)
TITLES = tuple(title for title, _ in _SECTIONS)
