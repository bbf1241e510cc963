"""People and posts: who is who, in which role, holding which post, lent where.

In ten seconds its user types a part of a name and reads in the pane beside it what the
person's role is now, since when, and whom they are lent to.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget, QWidget
from typing_extensions import override

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.later import Later
from pip_manager.ui.kit.list_page import ListPage
from pip_manager.ui.kit.models import RowModel
from pip_manager.ui.kit.page import Split
from pip_manager.ui.kit.table import Table
from pip_manager.ui.people import columns, dialogs
from pip_manager.ui.people.person_pane import PersonPane
from pip_manager.ui.people.post_pane import PostPane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from pip_manager.domain.records import Record
    from pip_manager.services.office import Office
    from pip_manager.services.people import PersonLine, PostLine
    from pip_manager.ui.kit.dialog import FormDialog

    Found = tuple[list[PersonLine], list[PostLine], list[PostLine]]

_PEOPLE, _POSTS, _TEAMS = _ALL = 0, 1, 2
_AFTER_PAINT = 40
_TITLES = ("People", "Posts", "Teams")
_ADD = ("Add person", "Add post", "Add team")
_WHY_EMPTY = (
    "Nobody is here yet. Add who works for the centre, then log their days.",
    "No post is recorded yet. A post can be released from, and covered.",
    "No team is recorded.",
)


class PeoplePage(ListPage["Found"]):
    """People, posts and teams, each a list with its detail."""

    help_text = (
        "Who works here, in which role, and which posts there are.\n\n"
        "A charging role has dates: work is priced by the role of its day. When it"
        " changes, use “Change from …”, and work before that day keeps its price.\n\n"
        "What nobody has stated is shown as not stated and is never counted as nought."
    )
    shows = frozenset(
        {"people", "roles", "posts", "holdings", "secondments", "cover", "activities"}
    )
    shortcuts: ClassVar[Sequence[tuple[str, str]]] = (
        ("Ctrl+N", "Add a person, post or team"),
        ("F2", "Edit"),
        ("Ctrl+R", "Add a role to the person"),
        ("Ctrl+1, 2, 3", "People, posts, teams"),
    )

    def __init__(self, office: Office) -> None:
        super().__init__("People and posts")
        self._office = office
        self._search = ""
        self._is_reading = False
        self._days: dict[str, Decimal] | None = None
        # the one chosen is shown a turn later: what lists it need not wait for it
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show_chosen)
        self._latest = Latest(self)
        self._latest.answered.connect(self._counted)
        self._latest.failed.connect(lambda error: show_error(self, error))
        self._people: list[PersonLine] = []
        self._posts: list[PostLine] = []
        self._teams: list[PostLine] = []
        self._build_lists()
        self.add_search("Search people, roles, posts")
        self.searched.connect(self._searched)
        self.set_primary(_ADD[_PEOPLE], self.add)
        self.add_shortcut("Ctrl+R", self._add_role)
        for number in range(3):
            self.add_shortcut(f"Ctrl+{number + 1}", self._turning(number))

    def _build_lists(self) -> None:
        self.person_pane = PersonPane()
        self._post_panes = {_POSTS: PostPane(), _TEAMS: PostPane()}
        self._made: dict[int, Table[Any]] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName("People, posts or teams")
        self._places = tuple(Later(partial(self._make, number)) for number in _ALL)
        for place, title in zip(self._places, _TITLES, strict=True):
            self.tabs.addTab(place, title)
        self.tabs.currentChanged.connect(self._turned)
        self.body.addWidget(self.tabs)

    def _make(self, number: int) -> Split:
        """Make a list and what stands beside it, when the list is first wanted."""
        title = _TITLES[number]
        rows: RowModel[Any] = RowModel(columns.LISTS[number], lambda p: p.code, self)
        table = self._made[number] = Table(rows, title.lower(), title)
        pane = self.person_pane if number == _PEOPLE else self._post_panes[number]
        pane.asked.connect(self._do)
        pane.went.connect(self.go)
        table.opened.connect(self._edit)
        table.edited.connect(self._edit)
        table.add_action("Edit", "edit", self._edit_current, "F2")
        table.add_action("Delete", "delete", self._remove_current, "Del")
        self._arrange_one(number)
        table.chosen.connect(lambda _row: self._show(number))
        return Split(table, pane, f"split/{title.lower()}")

    def _list(self, number: int) -> Table[Any]:
        if number not in self._made:
            _ = self._places[number].content
        return self._made[number]

    @property
    def people(self) -> Table[PersonLine]:
        """Return the list of people."""
        return self._list(_PEOPLE)

    @property
    def posts(self) -> Table[PostLine]:
        """Return the list of posts."""
        return self._list(_POSTS)

    @property
    def teams(self) -> Table[PostLine]:
        """Return the list of teams."""
        return self._list(_TEAMS)

    @property
    def post_pane(self) -> PostPane:
        """Return what stands beside the list of posts."""
        return self._post_panes[_POSTS]

    # ---- what the window asks of a page

    @override
    def land(self, target: object) -> None:
        if target == "add post":
            self.tabs.setCurrentIndex(_POSTS)
            self.add()
            return
        number = self._where(target) if target is not None else None
        if number is not None and self._list(number).select(str(target)):
            self.tabs.setCurrentIndex(number)
        else:
            self._select_first()

    @override
    def panes(self) -> Sequence[QWidget]:
        return self._places[self.tabs.currentIndex()].content.halves

    # ---- reading

    def _lines(self, number: int) -> Sequence[PersonLine | PostLine]:
        return (self._people, self._posts, self._teams)[number]

    def _where(self, code: object) -> int | None:
        """Return the list that holds a code."""
        held = [n for n in _ALL if any(one.code == code for one in self._lines(n))]
        return held[0] if held else None

    @override
    def found(self) -> Found:
        """Read the three lists."""
        people, today = self._office.people, reading.today()
        listed = people.people(today, self._days)
        return listed, people.posts(today), people.posts(today, "team")

    @override
    def take(self, found: Found) -> None:
        self._people, self._posts, self._teams = found
        self._is_reading = True
        self._arrange()
        self._is_reading = False
        self._set_sense()
        self._show(self.tabs.currentIndex())
        self._count()

    def _count(self) -> None:
        """Count the days in the background: they may be those of many activities."""
        people, today = self._office.people, reading.today()
        self._latest.ask(lambda: people.days(today), after=_AFTER_PAINT)

    def _counted(self, days: dict[str, Decimal]) -> None:
        if days != self._days:
            self._days = days
            self._people = self._office.people.people(reading.today(), days)
            self._is_reading = True
            self._arrange_one(_PEOPLE)
            self._is_reading = False
            self._show(_PEOPLE)

    def _arrange(self) -> None:
        for number in self._made:
            self._arrange_one(number)

    def _arrange_one(self, number: int) -> None:
        table, part = self._list(number), self._search.casefold()
        found = [one for one in self._lines(number) if part in _words_of(one)]
        table.model.show(found)  # type: ignore[attr-defined]
        if self._search:
            sentence = f"Nothing holds “{self._search}”."
            table.set_empty(sentence, "Clear the search", self._clear_search)
        else:
            table.set_empty(_WHY_EMPTY[number], _ADD[number], self.add)

    def _clear_search(self) -> None:
        if self.search is not None:
            self.search.clear()

    def _set_sense(self) -> None:
        here = sum(person.is_here for person in self._people)
        lent = sum(bool(person.lent) for person in self._people)
        unknown = sum(not post.is_recorded for post in self._posts)
        told = [
            words.counted(here, "person", "people"),
            f"{lent} lent",
            words.counted(len(self._posts), "post"),
        ]
        if unknown:
            told.append(f"{unknown} with no holder recorded")
        self.set_sense(" · ".join(told))

    def _searched(self, text: str) -> None:
        self._search = text
        self._arrange()
        self._select_first()

    @property
    def _table(self) -> Table[Any]:
        return self._list(self.tabs.currentIndex())

    def _select_first(self) -> None:
        for table in (self._table, *self._made.values()):
            if table.current() is None and table.model.rowCount():
                table.select(table.model.id_at(0))

    def _turning(self, number: int) -> Callable[[], object]:
        return lambda: self.tabs.setCurrentIndex(number)

    def _turned(self, number: int) -> None:
        if self.primary is not None:
            self.primary.setText(_ADD[number])
        self._is_reading = True
        self._select_first()
        self._is_reading = False
        self._show(number)

    # ---- the detail

    def _show(self, number: int) -> None:
        """Show what is chosen in a list, while that list is the one in sight."""
        if number == self.tabs.currentIndex() and not self._is_reading:
            self._soon.start()

    def _show_chosen(self) -> None:
        number = self.tabs.currentIndex()
        if number == _PEOPLE:
            self._show_person(self.people.current())
        else:
            self._show_post(self._post_panes[number], self._list(number).current())

    def _show_person(self, line: PersonLine | None) -> None:
        file = None
        if line is not None:
            file = self._office.people.person(line.code, reading.today())
        if line is None or file is None:
            self.person_pane.show_none("Choose a person to see roles, posts and work.")
        else:
            days = "…" if line.days is None else words.quantity(line.days)
            self.person_pane.show_person(file, f"{days} days this financial year")

    def _show_post(self, pane: PostPane, line: PostLine | None) -> None:
        file = None if line is None else self._office.people.post(line.code)
        if file is None:
            pane.show_none("Choose one to see who held it, and when.")
        else:
            pane.show_post(file)

    # ---- verbs

    def add(self) -> None:
        """Add what the list shown holds."""
        number = self.tabs.currentIndex()
        if number == _PEOPLE:
            self._open(dialogs.person(self, self._office, None))
        else:
            kind = "post" if number == _POSTS else "team"
            self._open(dialogs.post(self, self._office, None, kind))

    def _open(self, dialog: FormDialog) -> None:
        if dialog.windowTitle().startswith("Edit"):
            dialog.save.setText("Save")
        dialog.saved.connect(self._saved)
        dialog.open()

    def _saved(self, record: object) -> None:
        row = getattr(record, "row", {})
        code = row.get("person" if self.tabs.currentIndex() == _PEOPLE else "post")
        if code is not None:
            self._table.select(code)

    def _edit(self, line: PersonLine | PostLine) -> None:
        noun = "people" if self.tabs.currentIndex() == _PEOPLE else "posts"
        self._do("edit", self._office.records.get(noun, line.code))

    def _edit_current(self) -> None:
        if (line := self._table.current()) is not None:
            self._edit(line)

    def _remove_current(self) -> None:
        if (line := self._table.current()) is not None:
            noun = "people" if self.tabs.currentIndex() == _PEOPLE else "posts"
            self._do("remove", self._office.records.get(noun, line.code))

    def _add_role(self) -> None:
        line = self.people.current()
        if line is not None and self.tabs.currentIndex() == _PEOPLE:
            self._do("add role", self._office.records.get("people", line.code))

    def _do(self, verb: str, record: Record) -> None:
        """Do a verb of a pane: most open their form, two act at once."""
        if verb == "remove":
            self._remove(record)
            return
        self._open(self._form(verb, record))

    def _form(self, verb: str, record: Record) -> FormDialog:
        office, row = self._office, record.row
        if verb == "add holding":
            key = "person" if record.noun == "people" else "post"
            return dialogs.holding(self, office, None, {key: row[key]})
        if verb == "add role":
            return dialogs.role(self, office, str(row["person"]), None)
        return _FORMS[verb, record.noun](self, office, record)

    def _remove(self, record: Record) -> None:
        try:
            if record.noun == "people":
                self._office.people.remove_person(record)
            else:
                self._office.people.remove_post(record)
        except PipManagerError as error:
            show_error(self, error)


def _person_words(person: PersonLine) -> str:
    told = (person.name, person.code, person.role, person.employer, *person.posts)
    return " ".join(word for word in (*told, *person.lent) if word).casefold()


def _post_words(post: PostLine) -> str:
    return " ".join((post.title, post.code, *post.holders)).casefold()


def _words_of(line: Any) -> str:  # noqa: ANN401 - a line of either kind
    return _post_words(line) if hasattr(line, "holders") else _person_words(line)


_FORMS: dict[tuple[str, str], Callable[[PeoplePage, Office, Record], FormDialog]] = {
    ("edit", "people"): dialogs.person,
    ("edit", "posts"): dialogs.post,
    ("edit role", "roles"): lambda page, office, record: dialogs.role(
        page, office, str(record.row["person"]), record
    ),
    ("follow role", "roles"): dialogs.follow,
    ("end role", "roles"): dialogs.end,
    ("edit holding", "holdings"): lambda page, office, record: dialogs.holding(
        page, office, record, {}
    ),
}
