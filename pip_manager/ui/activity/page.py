"""The Activity page.

In ten seconds its user types a day as one line and presses Enter; the cursor stays for
the next one. Whoever logs a week at a time fills in the grid instead. Below, everything
that was logged can be found, put right, and followed to its invoice.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar
from typing_extensions import override

from pip_manager.domain import issued
from pip_manager.domain.labels import counted
from pip_manager.errors import PipManagerError
from pip_manager.ui.activity.entries import EntryList
from pip_manager.ui.activity.filters import FilterBar
from pip_manager.ui.activity.forms import (
    ActivityForm,
    BulkForm,
    ChargeForm,
    ExpenseForm,
)
from pip_manager.ui.activity.quick import QuickLine
from pip_manager.ui.activity.week import WeekView
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.later import Later
from pip_manager.ui.kit.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.activity import Choices, Line
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.form import Form

_TABS = (
    ("activities", "Activity"),
    ("week", "Week"),
    ("expenses", "Expenses"),
    ("charges", "Fixed charges"),
)
_FORMS = {"activities": ActivityForm, "expenses": ExpenseForm, "charges": ChargeForm}
_NEW = {
    "activities": ("Log a day", {"quantity": None, "unit": "day"}),
    "expenses": ("Add an expense", {}),
    "charges": ("Add a fixed charge", {}),
}
_EDIT = {
    "activities": "Change an activity",
    "expenses": "Change an expense",
    "charges": "Change a fixed charge",
}
_SHOWN = frozenset(
    {
        "activities",
        "expenses",
        "charges",
        "people",
        "engagements",
        "authorities",
        "strands",
        "agreements",
        "rates",
        "roles",
        "grants",
        "settings",
        "drafts",
        "invoices",
        "engagement_strands",
        "days_off",
        "logins",
    }
)
_NINE = range(1, 10)


class _Lists(Mapping[str, EntryList]):
    """The lists by their noun, each made when it is first wanted."""

    def __init__(self, make: Callable[[str], EntryList]) -> None:
        self.places = {noun: Later(partial(make, noun)) for noun in _FORMS}

    @override
    def __getitem__(self, noun: str) -> EntryList:
        return self.places[noun].content

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    @override
    def __len__(self) -> int:
        return len(self.places)


class ActivityPage(Page):
    """Everything that is logged: a line to type, lists to search, a week to fill."""

    help_text = (
        "Type what was done in one line: the day, how long, for whom, a dash, and what"
        " it was. For example: Tue 0.5d Kirklees practice – case audit with Jo, travel"
        " 12.40. The chips below show what was understood.\n\nAmber words may mean"
        " several things: Tab goes through them, Shift+Tab leaves the line. Words that"
        " name nothing are kept in the summary. Enter logs the line, its expenses with"
        " it.\n\nStar a line to have it under Ctrl+1 to Ctrl+9.\n\nIn the week, type"
        " 0.5, 1, 3.5h, or h for half a day. What is on an issued invoice is locked"
        " until the invoice is credited."
    )
    shortcuts = (
        ("Ctrl+N", "Log a day in one line"),
        ("Ctrl+Shift+N", "Add with a form"),
        ("Ctrl+R", "Repeat the last line"),
        ("Ctrl+1 … Ctrl+9", "Take a starred line"),
        ("F2", "Edit a cell in place"),
        ("Ctrl+E", "Edit the selected entries"),
        ("Ctrl+D", "Duplicate the selected entries"),
        ("Del", "Delete the selected entries"),
        ("Ctrl+G", "Go to the invoice"),
        ("Ctrl+PgUp, Ctrl+PgDown", "Change the list"),
        ("Ins", "Add a row to the week"),
        ("Ctrl+S", "Save the week"),
        ("Alt+PgUp, Alt+PgDown", "Go to another week"),
    )

    def __init__(
        self, office: Office, today: Callable[[], date] = reading.today
    ) -> None:
        """Show and log the activity of an office."""
        super().__init__("Activity")
        self._log = office.activity
        self._today = today
        self._choices: Choices | None = None
        self._stale: set[str] = {name for name, _ in _TABS}
        self._sought = ""
        self.quick = QuickLine(self._log, today)
        self.filters = FilterBar(today)
        self._week = Later(self._make_week)
        self.lists = _Lists(self._make_list)
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        self._fill()
        self._connect()

    def _fill(self) -> None:
        self.add_search("Search activity")
        self.set_primary("Log a day", self.focus_line)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Lists")
        for name, words in _TABS:
            self.tabs.addTab(words)
            place = self._week if name == "week" else self.lists.places[name]
            self.stack.addWidget(place)
        self.body.setSpacing(12)
        for part in (self.quick, self.tabs, self.filters):
            self.body.addWidget(part)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.searched.connect(self._search)
        self.tabs.currentChanged.connect(self._turn)
        self.filters.narrowed.connect(self._narrowed)
        self.quick.form_wanted.connect(self.add_by_form)
        self.quick.people_wanted.connect(partial(self.go, "people"))
        self.quick.logged.connect(self._show_logged)
        self._bind_keys()

    def _make_list(self, noun: str) -> EntryList:
        shown = EntryList(self._log, noun, self._strands)
        shown.refused.connect(self.say)
        shown.form_wanted.connect(partial(self.edit_by_form, noun))
        shown.bulk_wanted.connect(self.edit_many)
        shown.invoice_wanted.connect(partial(self.go, "invoices"))
        if noun == "activities":
            shown.model.loaded.connect(self._count)
        return shown

    def _make_week(self) -> WeekView:
        week = WeekView(self._log, self._today)
        week.refused.connect(self.say)
        week.invoice_wanted.connect(partial(self.go, "invoices"))
        if self._choices is not None:
            week.offer(self._choices)
        return week

    @property
    def week(self) -> WeekView:
        """Return the week; it is made when first wanted, as each list is."""
        return self._week.content

    def _bind_keys(self) -> None:
        self.add_shortcut("Ctrl+Shift+N", self.add_by_form)
        self.add_shortcut("Ctrl+R", self.quick.repeat)
        for number in _NINE:
            then = partial(self.quick.take_favourite, number)
            self.add_shortcut(f"Ctrl+{number}", then)
        self.add_shortcut("Ctrl+PgDown", partial(self._step, 1))
        self.add_shortcut("Ctrl+PgUp", partial(self._step, -1))
        self.add_shortcut("Ctrl+S", self._save_week)
        self.add_shortcut("Ins", self._add_row)
        self.add_shortcut("Alt+PgDown", partial(self._step_week, 1))
        self.add_shortcut("Alt+PgUp", partial(self._step_week, -1))

    # ---- what the window asks

    @override
    def opened(self, target: object = None) -> None:
        """Be shown; a target is a code, or a mapping of what narrows the list."""
        if self._choices is None:
            self._offer()
        if isinstance(target, Mapping):
            self.tabs.setCurrentIndex(0)
            self.filters.narrow(target)
        elif isinstance(target, str):
            self._show_code(target)
        self._refresh()
        if target is None:
            self.focus_line()

    @override
    def reread(self, nouns: frozenset[str]) -> None:
        if not nouns & _SHOWN:
            return
        if nouns - {"activities", "expenses", "charges", "drafts", "invoices"}:
            self._offer()
        self.quick.reread()
        self._stale = {name for name, _ in _TABS}
        self._refresh()

    @override
    def escape(self) -> bool:
        if super().escape():
            return True
        if self.quick.line.text():
            self.quick.line.clear()
            return True
        return False

    @override
    def unsaved(self) -> str:
        return self.week.unsaved() if self._week.is_made else ""

    @override
    def throw_away(self) -> None:
        self.week.throw_away()

    @override
    def panes(self) -> Sequence[QWidget]:
        return (self.quick.line, self._shown())

    # ---- what is shown

    @property
    def current(self) -> str:
        """Return the name of the tab shown: a noun, or ``week``."""
        return _TABS[self.tabs.currentIndex()][0]

    def _shown(self) -> QWidget:
        if self.current == "week":
            return self.week.grid
        return self.lists[self.current].table

    def _offer(self) -> None:
        self._choices = self._log.choices()
        self.filters.offer(self._choices)
        if self._week.is_made:
            self.week.offer(self._choices)

    def _strands(self) -> Sequence[tuple[str, str]]:
        return self._choices.strands if self._choices else ()

    def _turn(self, place: int) -> None:
        with self.at_once():
            self.stack.setCurrentIndex(place)
            self.filters.setVisible(self.current != "week")
            self.filters.show_for(self.current)
            if self.primary is not None:  # a week has a first button of its own
                self.primary.setVisible(self.current != "week")
        self._refresh()

    def _step(self, by: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(_TABS))
        self._shown().setFocus()

    def _refresh(self) -> None:
        """Read again what is shown, where it may have changed."""
        name = self.current
        if name not in self._stale:
            return
        self._stale.discard(name)
        if name == "week":
            self.week.reread()
        else:
            self.lists[name].ask(self._sought, self.filters.filters())

    def _search(self, text: str) -> None:
        if text != self._sought:
            self._sought = text
            self._narrowed()

    def _narrowed(self) -> None:
        self._stale |= set(self.lists)
        self._refresh()

    def _count(self, found: int) -> None:
        said = counted("activities", found)
        model = self.lists["activities"].model
        is_narrowed = bool(model.query.search or model.query.filters)
        logged = f"{said} logged" if found else "Nothing is logged yet"
        self.set_sense(f"{said} found" if is_narrowed else logged)

    def _show_code(self, code: str) -> None:
        """Show an engagement's entries, or the entry of a code."""
        engagements = (
            {one for one, _ in self._choices.engagements} if self._choices else set()
        )
        self.tabs.setCurrentIndex(0)
        if code in engagements:
            self.filters.narrow({"engagement": code})
            return
        try:
            line = self._log.line("activities", code)
        except PipManagerError as error:
            self.say(str(error))
            return
        self.filters.reset()
        self.lists["activities"].select(line.entry.id)

    # ---- verbs

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.quick.line.setFocus()
        self.quick.line.selectAll()

    def _show_logged(self, _logged: object) -> None:
        self.quick.line.setFocus()

    def add_by_form(self) -> None:
        """Open the form of the list shown, for a new entry."""
        noun = self.current if self.current in _FORMS else "activities"
        self.edit_by_form(noun, None)

    def edit_by_form(self, noun: str, line: Line | None) -> None:
        """Open the form of an entry; a locked one says by which invoice."""
        if self._choices is None:
            self._offer()
        if self._choices is None:
            return
        if line is not None and line.is_locked:
            self.say(f"On invoice {line.entry.number} and locked. Ctrl+G goes there.")
            return
        form: Form = _FORMS[noun](self._choices, self._today)
        verb, values = _NEW[noun]
        submit: Callable[[Row], object] = partial(self._log.add, noun)
        if line is not None:
            verb = _EDIT[noun]
            form.set_values(line.row)
            submit = partial(self._change, line)
        else:
            form.set_values(self._most_likely(noun, values))
        dialog = FormDialog(self, verb, form, submit)
        if line is not None:
            dialog.save.setText("Save")
        dialog.open()

    def _most_likely(self, noun: str, values: Mapping[str, Value]) -> Row:
        """Return what a new entry most likely holds: today, me, what is filtered."""
        likely: Row = {"date": self._today(), **values}
        chosen = self.filters.filters()
        likely |= {n: chosen[n] for n in ("engagement", "strand") if n in chosen}
        if noun != "charges":
            likely["person"] = chosen.get("person") or self._log.me
        if noun != "activities":
            likely["quantity"] = None
        return likely

    def _change(self, line: Line, values: Row) -> None:
        self._log.change([line.entry], values)

    def edit_many(self, lines: list[Line]) -> None:
        """Ask what several entries shall hold; locked ones stay as they are."""
        free = [line for line in lines if not line.is_locked]
        if not free or self._choices is None:
            self.say(f"All of them are on invoices and locked. {issued.STAYS}")
            return
        engagements = {str(line.row["engagement"]) for line in free}
        form = BulkForm(
            self._choices, engagements.pop() if len(engagements) == 1 else None
        )
        sentence = f"{counted('activities', len(free))} will be changed."
        if locked := len(lines) - len(free):
            sentence += f" {locked} on invoices stay as they are."

        def submit(values: Row) -> None:
            fields = form.chosen(values)
            if not fields:
                raise PipManagerError("Choose at least one thing to change.")
            self._log.change([line.entry for line in free], fields)

        dialog = FormDialog(self, "Edit selected", form, submit, sentence=sentence)
        dialog.save.setText("Change")
        dialog.open()

    def _save_week(self) -> None:
        if self.current == "week":
            self.week.keep()

    def _add_row(self) -> None:
        if self.current == "week":
            self.week.add_row()

    def _step_week(self, by: int) -> None:
        if self.current == "week":
            self.week.step(by)
