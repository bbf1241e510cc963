"""The kit itself, all parts on a few pages, with invented words."""

from __future__ import annotations

from array import array
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit import words
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.columns import ChipWords, Column, chip_column
from pip_manager.ui.kit.day_field import DayField, WhenField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.figure_fields import MoneyField, PatternField, QuantityField
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.models import PagedModel, Query
from pip_manager.ui.kit.page import Page
from pip_manager.ui.kit.palette import Action
from pip_manager.ui.kit.parts import Card, Chip, Facts, Tile, button, link, tiles
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.sidebar import Entry
from pip_manager.ui.kit.table import Table
from pip_manager.ui.window import Window
from tests.gallery.scenes import scene

if TYPE_CHECKING:
    from collections.abc import Sequence

_TODAY = date(2026, 11, 22)
_NAMES = ("Eastmere", "Holt Vale", "Marsh End", "Aldford", "Northwick", "Kingsbridge")
_WORK = (
    "Practice improvement with team managers",
    "Early help: front door redesign and its partnership agreement",
    "Fostering sufficiency",
    "Quality assurance framework",
    "Care leavers’ offer",
)
_CHIPS = (
    ChipWords("Covered", "good"),
    ChipWords("Part covered, 0.4", "warn"),
    ChipWords("Gap from 9 Mar", "bad"),
    ChipWords("DCS not held", "critical"),
    ChipWords("Not known", "unknown"),
    ChipWords("In post"),
)


class Line(NamedTuple):
    """An invented row."""

    id: int
    title: str
    authority: str
    ends: date | None
    used: Decimal
    to_bill: Decimal | None
    chip: ChipWords


COLUMNS: tuple[Column[Line], ...] = (
    Column[Line]("Engagement", lambda r: r.title, "title", width=220, stretches=True),
    Column[Line](
        "Authority", lambda r: r.authority, "authority", width=110, optional=True
    ),
    Column[Line](
        "Ends",
        lambda r: words.day(r.ends) if r.ends else None,
        "ends",
        width=105,
        optional=True,
    ),
    Column[Line](
        "Days", lambda r: words.quantity(r.used), "used", width=70, is_figure=True
    ),
    Column[Line](
        "To bill (£)",
        lambda r: None if r.to_bill is None else words.money(r.to_bill),
        "to_bill",
        width=100,
        is_figure=True,
    ),
    chip_column("Cover", lambda r: r.chip, sort="cover", width=160),
)


def line(number: int) -> Line:
    """Return the invented row of an id."""
    return Line(
        number,
        _WORK[number % len(_WORK)],
        _NAMES[number % len(_NAMES)],
        None if number % 7 == 3 else date(2026, 1 + number % 12, 1 + number % 28),
        Decimal(number * 7 % 380) / 2,
        None if number % 5 == 4 else Decimal(number * 53_117 % 900_000) / 100,
        _CHIPS[number % len(_CHIPS)],
    )


def ids(query: Query) -> array[int]:
    """Return invented ids, backwards where asked."""
    numbers = range(100_000, 0, -1) if query.descending else range(1, 100_001)
    return array("q", numbers)


def lines(numbers: Sequence[int]) -> list[Line]:
    """Return invented rows."""
    return [line(number) for number in numbers]


class KitPage(Page):
    """Every part on one page."""

    help_text = "What the program is made of.\n\nEach part stands here once."

    def __init__(self) -> None:
        super().__init__("Engagements")
        self.set_sense("14 live · 3 need attention · £412,300 forecast 2026/27")
        self.add_search("Search engagements, people, posts")
        choices = [(None, "All authorities"), *[(name, name) for name in _NAMES]]
        self.add_filter("Authority", choices, lambda _chosen: None)
        self.set_primary("New engagement", lambda: None)
        figures = (Tile("Days used"), Tile("To bill"), Tile("Days of gap"), Tile("Due"))
        told = (("99.0", "of 160 agreed"), ("£4,284.00", ""), ("34", "two posts"))
        for tile, (figure, note) in zip(figures, told, strict=False):
            tile.show_figure(figure, note)
        figures[3].show_figure(None)
        self.body.addWidget(tiles(*figures))
        self.table = Table(PagedModel(COLUMNS, ids, lines), "kit", "Engagements")
        self.split(self.table, self._detail(), "kit")
        self.table.model.ask()  # type: ignore[attr-defined]
        self.table.set_totals({"Days": "4,812.5", "To bill (£)": "412,300.00"})
        self.table.select(3)

    def _detail(self) -> Card:
        card = Card("Practice improvement")
        card.verbs.addWidget(button("Edit", lambda: None, icon="edit"))
        outward = Chip("Outward", "accent", "swap")
        chips = flow(Chip("Gap from 9 Mar", "bad"), Chip("Agreed", "good"), outward)
        card.body.addWidget(chips)
        facts = Facts()
        facts.add("Lead", "Principal practitioner A")
        facts.add("Authority", link("Eastmere Borough Council", lambda: None))
        facts.add("Agreement", "1 Apr 2026 to 31 Mar 2027")
        facts.add("Rate", "£612.00 a day, standard card from 1 Apr 2026")
        facts.add("Purchase order", None)
        card.body.addWidget(facts)
        verbs = ("Log activity", "Draft invoice", "Add cover")
        card.body.addWidget(flow(*[button(verb, lambda: None) for verb in verbs]))
        card.body.addStretch(1)
        return card


class EmptyPage(Page):
    """A page with nothing on it yet."""

    def __init__(self) -> None:
        super().__init__("Activity")
        model = PagedModel(COLUMNS, lambda _query: array("q"), lines)
        table = Table(model, "kit-empty", "Activity")
        sentence = "Nothing is logged yet. What is logged can be billed."
        table.set_empty(sentence, "Log a day", lambda: None)
        model.ask()
        self.body.addWidget(table)


def make_form() -> Form:
    """Return a form with every kind of field."""
    people = [(f"p{number}", f"Practitioner {number:04}") for number in range(5000)]
    kinds = [(None, "not stated"), ("s", "Secondment"), ("j", "Joint role")]
    form = Form(
        [
            LineField("title", "Title", required=True, hint="As it should be printed."),
            (SearchField("person", "Person", people), ChoiceField("k", "Kind", kinds)),
            (
                DayField("from", "From", today=lambda: _TODAY, required=True),
                WhenField("to", "To", today=lambda: _TODAY, hint="Empty while open."),
            ),
            "What it costs",
            (
                MoneyField("amount", "Amount"),
                QuantityField("days", "Quantity", unit="days"),
            ),
            PatternField("pattern", "Days of the week"),
            FlagField("chargeable", "Charge it to the authority"),
            WordsField("note", "Note"),
        ]
    )
    form.set_values(
        {
            "title": "Front door redesign",
            "person": "p12",
            "from": date(2026, 3, 2),
            "to": "2026-10",
            "amount": Decimal("1250.50"),
            "days": Decimal("2.5"),
            "pattern": "Tue:1 Thu:0.5",
            "chargeable": True,
        }
    )
    return form


def make_window() -> Window:
    """Return the shell over the kit's own page."""
    entries = [
        Entry("today", "Today", "today", EmptyPage),
        Entry("engagements", "Engagements", "engagement", KitPage),
        Entry("activity", "Activity", "activity", EmptyPage),
        Entry("cover", "Cover", "cover", EmptyPage),
        Entry("invoices", "Invoices", "invoice", EmptyPage),
        Entry("reports", "Reports", "report", EmptyPage),
        Entry("people", "People and posts", "people", EmptyPage, below=True),
        Entry("authorities", "Authorities", "authority", EmptyPage, below=True),
        Entry("rates", "Rates", "rates", EmptyPage, below=True),
        Entry("settings", "Settings", "settings", EmptyPage, below=True),
    ]
    window = Window(entries)
    window.set_store("Store: practice-centre.sqlite · 100,214 activities")
    window.set_backup("Last backup today 09:00")
    window.go("engagements")
    return window


@scene("kit-window", "kit")
def _window() -> QWidget:
    window = make_window()
    window.set_banner("Demo data – invented")
    window.say("Activity logged for 2 Mar 2026.", lambda: None)
    return window


@scene("kit-empty", "kit")
def _empty() -> QWidget:
    window = make_window()
    window.go("activity")
    return window


@scene("kit-form", "kit", (600, 820))
def _form() -> QWidget:
    return FormDialog(
        None,
        "Record secondment",
        make_form(),
        lambda values: values,
        sentence="The post at home shows a gap from the first day until it is covered.",
    )


@scene("kit-problems", "kit", (600, 820))
def _problems() -> QWidget:
    form = make_form()
    dialog = FormDialog(None, "Record secondment", form, lambda values: values)
    form.show_problems(
        InputError(
            FieldProblem("title", "Say what it is called."),
            FieldProblem("k", "Choose a kind."),
            FieldProblem("amount", "The amount is above the cap of the agreement."),
            FieldProblem("note", "Say why the rate differs from the card."),
        )
    )
    return dialog


@scene("kit-palette", "kit")
def _palette() -> QWidget:
    window = make_window()
    window.set_palette(
        lambda: [
            Action("Log a day", "do", "Ctrl+L", "activity", lambda: None),
            Action("Draft invoice for Eastmere", "do", "", "invoice", lambda: None),
        ]
    )
    window.show()
    window.open_palette()
    return window


@scene("kit-keys", "kit")
def _keys() -> QWidget:
    window = make_window()
    window.show()
    window.open_keys()
    return window


@scene("kit-pdf", "kit", (900, 700))
def _pdf() -> QWidget:
    from pip_manager.ui.kit.pdf_view import PdfView
    from tests.gallery.paper import pages

    view = PdfView()
    view.resize(900, 700)
    view.show_pdf(pages(3))
    return view


@scene("kit-parts", "kit", (900, 620))
def _parts() -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    for enabled in (True, False):
        row = QHBoxLayout()
        looks = (("Issue invoice", "primary", "ok"), ("Draft", "", "draft"))
        for text, look, icon in (
            *looks,
            ("Not now", "quiet", ""),
            ("Why?", "link", ""),
        ):
            made = button(text, lambda: None, look=look, icon=icon)
            made.setEnabled(enabled)
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
    focused = button("The keyboard is here", lambda: None, look="primary")
    column.addWidget(focused)
    focused.setFocus()
    chips = QHBoxLayout()
    for chip in _CHIPS:
        chips.addWidget(Chip(chip.words, chip.tone, chip.icon))
    chips.addStretch(1)
    column.addLayout(chips)
    from pip_manager.ui.kit.progress import Progress

    progress = Progress()
    progress.words.setText("Issuing invoices")
    progress.bar.setRange(0, 200)
    progress.bar.setValue(124)
    progress.count.setText("124 of 200")
    progress.show()
    column.addWidget(progress)
    column.addWidget(_icon_wall())
    column.addStretch(1)
    return page


def _icon_wall() -> QWidget:
    from PySide6.QtWidgets import QGridLayout, QLabel

    from pip_manager import assets
    from pip_manager.ui.kit import icons

    wall = Card("Icons")
    grid = QGridLayout()
    wall.body.addLayout(grid)
    for number, file in enumerate(sorted(assets.path("icons").glob("*.svg"))):
        cell = QLabel()
        cell.setPixmap(icons.icon(file.stem).pixmap(24, 24))
        cell.setToolTip(file.stem)
        grid.addWidget(cell, number // 18, number % 18)
    return wall
