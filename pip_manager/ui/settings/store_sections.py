"""The sections of the program: days off, looks, who works here, the store, about."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import memory, words
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.columns import Column
from pip_manager.ui.kit.day_field import DayField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Job, reader
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.parts import Card, Chip, Facts, button, clear, label
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.kit.table import Table
from pip_manager.ui.kit.theme import LARGEST, SMALLEST, theme
from pip_manager.ui.record_parts import entry
from pip_manager.ui.settings.sections import FormSection, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.centre import StoreFacts
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.theme import Mode

_MODES: list[tuple[Value, str]] = [
    ("system", "As the computer has it"),
    ("light", "Light"),
    ("dark", "Dark"),
]
_STEP = 10


def _day(record: Record) -> str:
    value = record.row["date"]
    return words.long_day(value) if isinstance(value, date) else ""


def _name(record: Record) -> str | None:
    name = record.row["name"]
    return None if name is None else str(name)


DAYS_OFF: tuple[Column[Record], ...] = (
    Column["Record"]("Day", _day, order=lambda r: str(r.row["date"]), width=200),
    Column["Record"]("Why", _name, width=240, stretches=True),
)


class DaysOff(Section):
    """The days nobody works, besides the bank holidays."""

    title = "Days off"
    sentence = (
        "Days that are not worked besides the bank holidays of England, which are"
        " known. Working days count in cover and in parts of months."
    )

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.model = RowModel(DAYS_OFF, lambda record: record.id, self)
        self.table = Table(self.model, "days-off", "Days off")
        self.table.setMinimumHeight(theme().px(260))
        self.table.set_empty("No day off is listed.", "Add day off", self.add)
        self.table.add_action("Remove", "delete", self.remove, "Del")
        add = button("Add day off", self.add, icon="add")
        self.gone = button("Remove", self.remove)
        self.column.addWidget(flow(add, self.gone))
        self.column.addWidget(self.table, 1)
        self.table.selected.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        self.gone.setEnabled(self.table.current() is not None)

    @override
    def read(self) -> None:
        self.model.show(self._office.centre.days_off())
        self._tell()

    def add(self) -> None:
        """Add a day."""
        form = Form(
            [
                DayField("date", "Day", required=True),
                LineField("name", "Why", example="Closed between the years"),
            ]
        )

        def submit(values: Row) -> object:
            return self._office.records.add("days_off", values)

        FormDialog(self, "Add day off", form, submit).open()

    def remove(self) -> None:
        """Take the days chosen off the list."""
        chosen = self.table.selection()
        if not chosen:
            return
        try:
            self._office.records.remove(chosen, "Remove day off")
        except PipManagerError as error:
            show_error(self, error)


class Looks(Section):
    """Light or dark, and the size of the words; kept on this computer."""

    title = "Look"
    sentence = "How the program looks on this computer. It applies at once."

    def __init__(self) -> None:
        super().__init__()
        sizes: list[tuple[Value, str]] = [
            (size, f"{size} %") for size in range(SMALLEST, LARGEST + 1, _STEP)
        ]
        self.mode = ChoiceField("mode", "Colours", _MODES)
        self.percent = ChoiceField(
            "text", "Text size", sizes, hint="Also Ctrl+ and Ctrl-"
        )
        self.form = Form([(self.mode, self.percent)])
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.read()
        self.mode.changed.connect(self._set_mode)
        self.percent.changed.connect(self._set_size)
        theme().changed.connect(self.read)

    @override
    def read(self) -> None:
        for field, value in (
            (self.mode, theme().mode),
            (self.percent, theme().percent),
        ):
            field.blockSignals(True)
            field.set_value(value)
            field.blockSignals(False)

    def _set_mode(self) -> None:
        mode = cast("Mode", self.mode.raw())
        memory.keep("looks/mode", mode)
        theme().set_mode(mode)

    def _set_size(self) -> None:
        percent = int(str(self.percent.raw()))
        memory.keep("looks/text", percent)
        theme().set_text_size(percent)


class Whoami(FormSection):
    """The person this computer's login is bound to."""

    title = "Who am I"

    def __init__(self, office: Office) -> None:
        self._office = office
        login = office.who.login
        self.sentence = (
            f"You are signed in to this computer as “{login}”. Say which person that"
            " is: what you do is then kept under both names."
        )
        found = [(one.code, one.label) for one in office.records.choices("people")]
        field = SearchField("person", "I am", found, hint="Empty: only the login.")
        super().__init__([field], self._stated, self._bind)

    def _stated(self) -> Mapping[str, Value]:
        field = self.form.field("person")
        assert isinstance(field, SearchField)  # noqa: S101 - made above
        found = self._office.records.choices("people")
        field.set_entries([(one.code, one.label) for one in found])
        return {"person": self._office.centre.login().person}

    def _bind(self, values: Mapping[str, str]) -> None:
        self._office.centre.bind(values["person"] or None)


class StoreSection(Section):
    """Where the records are, whether they are sound, and their last copy."""

    title = "Store"
    sentence = "Where everything is kept. A copy is checked before it counts as one."

    def __init__(self, office: Office, follow: Callable[[Job], object]) -> None:
        super().__init__()
        self._office, self._follow = office, follow
        self.facts = Facts()
        self.column.addWidget(self.facts)
        self.backing = button("Back up now", self.back_up, icon="save")
        self.checking = button("Check the store", self.check, icon="ok")
        self.column.addWidget(flow(self.backing, self.checking))
        self.told = Card("What was found")
        self.told.setVisible(False)
        self.column.addWidget(self.told)
        self.column.addStretch(1)

    @override
    def read(self) -> None:
        centre = self._office.centre
        self._show(centre.facts())

    def _show(self, found: StoreFacts) -> None:
        self.facts.clear()
        self.facts.add("Place", found.location)
        self.facts.add("Kind", found.kind)
        self.facts.add("Form of the store", f"Schema {found.schema}")
        self.facts.add("Records", f"{found.records:,}")
        self.facts.add("Changes kept", f"{found.changes:,}")
        last = self._office.centre.last_backup()
        if last is None:
            self.facts.add("Last backup", Chip("Never backed up", "warn", "warning"))
        else:
            self.facts.add("Last backup", f"{words.day(last.date())}, {last:%H:%M}")

    def back_up(self) -> None:
        """Copy the store in the background."""
        centre = self._office.centre
        job = Job(lambda _job: centre.back_up(), "Backing up")
        job.succeeded.connect(self._backed_up)
        self._start(job)

    def check(self) -> None:
        """Look for damage in the background."""
        centre = self._office.centre
        job = Job(lambda _job: centre.verify(), "Checking the store")
        job.succeeded.connect(self._checked)
        self._start(job)

    def _start(self, job: Job) -> None:
        for one in (self.backing, self.checking):
            one.setEnabled(False)
        job.ended.connect(self._ended)
        self._follow(job)
        job.start(reader())

    def _ended(self) -> None:
        for one in (self.backing, self.checking):
            one.setEnabled(True)

    def _backed_up(self, path: object) -> None:
        self.read()
        self._tell("Backed up, and the copy is sound.", [str(path)])

    def _checked(self, findings: object) -> None:
        found = cast("list[str]", findings)
        if not found:
            self._tell("Nothing is wrong with the store.", [])
        else:
            count = words.counted(len(found), "thing is", "things are")
            self._tell(f"{count} wrong. Restore a backup.", found)

    def _tell(self, sentence: str, lines: list[str]) -> None:
        clear(self.told.body)
        self.told.body.addWidget(label(sentence, "strong", wraps=True))
        for line in lines:
            self.told.body.addWidget(label(line, "small", wraps=True))
        self.told.setVisible(True)


class About(Section):
    """The version, the licence, and whose data comes with the program."""

    title = "About"

    def __init__(self) -> None:
        super().__init__()
        self._is_read = False

    @override
    def read(self) -> None:
        if self._is_read:
            return
        from pip_manager.services.about import about  # noqa: PLC0415 - first paint

        self._is_read = True
        found = about()
        facts = Facts()
        facts.add("PIP Manager", f"Version {found.version}")
        facts.add("Licence", found.licence)
        self.column.addWidget(facts)
        for line in found.parts:
            self.column.addWidget(label(line, "muted", wraps=True))
        thanks = Card("Whose data comes with it")
        for line in found.attributions:
            thanks.body.addWidget(label(line, wraps=True))
        origins = Card("Where it is from")
        for what, origin, licence in found.origins:
            origins.body.addWidget(entry(what, f"{origin}. {licence}."))
        self.column.addWidget(thanks)
        self.column.addWidget(origins)
        self.column.addStretch(1)
