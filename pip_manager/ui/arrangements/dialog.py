"""A secondment or cover, step by step: the form, what it moves, how it is covered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.domain.cover.planned import Planned
from pip_manager.errors import (
    ConflictError,
    FieldProblem,
    InputError,
    PipManagerError,
)
from pip_manager.ui.arrangements import forms
from pip_manager.ui.arrangements.covered import CoveredStep
from pip_manager.ui.arrangements.live import Answer, LiveLine
from pip_manager.ui.arrangements.ripple_list import RippleList
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.dialog import FormDialog, ask_leaving
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.parts import scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pip_manager.domain.cover.planned import Effect, Opening
    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office

_SENTENCES = {
    "secondments": "The post at home stands open for that share until it is covered.",
    "cover": (
        "Who does the work of a post that somebody was released from, and from when."
    ),
}
_LOOK = (
    "Look at what is marked with a warning above. Go on if it is right all the same."
)
_ANYWAY = "Go on anyway"
_MOVED = (
    "Someone else changed this record first. Theirs is filled in and marked, what you"
    " typed is kept: look at it, then save again."
)


class ArrangementDialog(FormDialog):
    """Asks for a secondment or a cover and keeps it with all that follows from it."""

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        noun: str,
        record: Record | None,
        given: Mapping[str, Value] | None = None,
    ) -> None:
        self._office, self._noun, self._record = office, noun, record
        self.live = LiveLine()
        self.ripple: RippleList | None = None
        self.covered: CoveredStep | None = None
        self._planned = Planned(noun, record, None)
        self._seen: tuple[FieldProblem, ...] = ()
        what = "cover" if noun == "cover" else "secondment"
        verb = f"Edit {what}" if record else f"Add {what}"
        super().__init__(
            parent, verb, self._form(given), lambda _: None, sentence=_SENTENCES[noun]
        )
        self._verb = "Save" if record else "Add"
        self._name_save()
        self.form.changed.connect(self._touched)
        self.live.answered.connect(self._name_save)
        self.live.begin(self._question)
        self._focus_first_empty()

    def _focus_first_empty(self) -> None:
        """Begin where something is to be typed: the person, before the post follows."""
        if self._record is None:
            empty = [one for one in self.form.fields.values() if not one.raw()]
            for field in empty[:1]:
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _form(self, given: Mapping[str, Value] | None) -> Form:
        is_new = self._record is None
        office = self._office
        code = "cover" if self._noun == "cover" else "secondment"
        if self._noun == "cover":
            form = forms.cover(office, self.live, is_new=is_new)
            self._filling = forms.fills_from_post(form, office)
        else:
            form = forms.secondment(office, self.live, is_new=is_new)
            self._filling = forms.fills_home_post(form, office)
        start: Row = {"state": forms.CONFIRMED}
        if is_new:
            start[code] = office.records.suggested_code(self._noun)
        if code == "secondment":
            start["kind"] = "secondment"
        start |= {k: v for k, v in dict(given or {}).items() if v is not None}
        post = start.get("home_post")
        if post is not None and start.get("person") is None:
            start["person"] = office.arranging.holder_of(str(post), reading.today())
        form.set_values(self._record.row if self._record else start)
        return form

    @override
    def _add_form(self, form: Form) -> None:
        self.pages = QStackedWidget()
        self._column.addWidget(self.pages, 1)
        self._add_page(form)

    def _add_page(self, widget: QWidget) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 10, 0)
        area = scrolled(inner)
        self.pages.addWidget(area)
        column.addWidget(widget)
        column.addStretch(1)
        self.pages.setCurrentWidget(area)

    @override
    def _buttons(self, verb: str) -> QHBoxLayout:
        row = super()._buttons(verb)
        self.back = QPushButton("Back")
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.go_back)
        self.back.setVisible(False)
        row.insertWidget(0, self.back)
        return row

    # ---- what is told while it is typed

    def _touched(self) -> None:
        self.live.touch()

    def _question(self) -> Callable[[], Answer] | None:
        row = self._whole(forms.so_far(self.form))
        post = row.get("post" if self._noun == "cover" else "home_post")
        if post is None:
            return None
        planned = Planned(self._noun, self._record, row)
        arranging, today = self._office.arranging, reading.today()

        def ask() -> Answer:
            return Answer(arranging.told(planned, today), arranging.notices(planned))

        return ask

    def _whole(self, values: Mapping[str, Value]) -> Row:
        return {**(self._record.row if self._record else {}), **values}

    # ---- step by step

    @override
    def accept(self) -> None:
        self._refuse("")
        try:
            is_done = self._step()
        except InputError as error:
            self._show_problems(error)
        except ConflictError as error:
            self._refuse(self._take_theirs() or str(error))
        except PipManagerError as error:
            self._refuse(str(error))
        except Exception as error:  # noqa: BLE001 - every failure reaches the user
            show_error(self, error)
        else:
            if is_done:
                self.form.settle()
                QDialog.accept(self)

    def _step(self) -> bool:
        if self.covered is not None:
            rows = self.covered.rows()
            if rows is None:
                return False
            self._refuse_covers(rows)
            return not self._warn_of(self.covered, rows) and self._keep(rows)
        if self.ripple is not None:
            return self._ask_cover()
        return self._check_form()

    def _take_theirs(self) -> str:
        """Fill in what someone else changed meanwhile; say so, or nothing.

        What was typed here stays. The next save goes on from theirs.
        """
        before = self._record
        code = self._planned.code
        if before is None or code is None:
            return ""
        try:
            after = self._office.records.get(self._noun, code)
        except ConflictError:
            return ""
        if after.row == before.row:
            return ""
        typed = self._whole(self.form.values())
        while self.pages.count() > 1:
            self.go_back()
        self._record, self._seen = after, ()
        theirs = [key for key in after.row if after.row[key] != before.row.get(key)]
        self._fill_in({key: after.row[key] for key in theirs}, before.row, typed)
        return _MOVED

    def _fill_in(self, theirs: Row, before: Row, typed: Row) -> None:
        for key, value in theirs.items():
            field = self.form.fields.get(key)
            if field is None:
                continue
            if typed.get(key) == before.get(key):
                field.set_value(value)
                field.say("Changed by someone else just now.")
            elif typed.get(key) != value:
                told = "nothing" if value is None else f"“{value}”"
                field.say(f"Someone else put {told} here. What you typed stands.")

    def _check_form(self) -> bool:
        self.form.finish()
        row = self._whole(self.form.values())
        planned = Planned(self._noun, self._record, row)
        if found := self._office.arranging.problems(planned):
            raise InputError(*found)
        notices = self._office.arranging.notices(planned)
        if set(notices) - set(self._seen):
            self._warn(planned, notices)
            return False
        self._planned = planned
        effects = self._office.ripples.of(planned)
        if effects:
            self.ripple = RippleList(effects)
            self._show_page(self.ripple)
            return False
        return self._ask_cover()

    def _warn(self, planned: Planned, notices: tuple[FieldProblem, ...]) -> None:
        """Show what ought to be looked at; the next press goes on."""
        self._seen = notices
        told = self._office.arranging.told(planned, reading.today())
        self.live.show_lines(told, notices)
        self._ask_anyway(self.live)

    def _ask_anyway(self, line: LiveLine) -> None:
        self._refuse(_LOOK)
        self.save.setText(_ANYWAY)
        area = self.pages.currentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(line)

    def _ask_cover(self) -> bool:
        if self._noun == "cover" or self._planned.row is None:
            return self._keep([])
        today = reading.today()
        others = self._accepted_plan()
        opening = self._office.arranging.opening(self._planned, others, today)
        if opening is None:
            return self._keep([])
        given: Row = {"state": self._planned.row.get("state") or forms.CONFIRMED}
        if given["state"] == "ended":
            given["state"] = forms.CONFIRMED
        given["pattern"] = self._planned.row.get("pattern")
        offers = self._office.arranging.offers(self._planned, opening)
        self.covered = CoveredStep(self._office, opening, given, offers)
        self.covered.live.begin(self._left)
        self.covered.changed.connect(self.covered.live.touch)
        self._show_page(self.covered)
        return False

    def _left(self) -> Callable[[], Answer] | None:
        """Return the question how short the post would still be."""
        if self.covered is None:
            return None
        return self._asking(self.covered.opening, self.covered.so_far())

    def _asking(self, opening: Opening, rows: list[Row]) -> Callable[[], Answer]:
        covers = [Planned("cover", None, row) for row in rows]
        plan = [self._planned, *self._accepted_plan(), *covers]
        arranging, today = self._office.arranging, reading.today()

        def ask() -> Answer:
            if not covers:
                return Answer(opening.told, ())
            notices = [
                notice
                for one in covers
                for notice in arranging.notices(
                    one, [other for other in plan if other is not one]
                )
            ]
            told = arranging.left(plan, opening.post, today)
            return Answer(told, tuple(dict.fromkeys(notices)))

        return ask

    def _refuse_covers(self, rows: list[Row]) -> None:
        """Refuse covers that cannot be beside what is saved with them.

        Raises:
            InputError: with the place of the cover before each field.
        """
        covers = [Planned("cover", None, row) for row in rows]
        plan = [self._planned, *self._accepted_plan(), *covers]
        found = [
            FieldProblem(f"{place}.{one.field}", one.message)
            for place, cover in enumerate(covers)
            for one in self._office.arranging.problems(
                cover, [other for other in plan if other is not cover]
            )
        ]
        if found:
            raise InputError(*found)

    def _warn_of(self, step: CoveredStep, rows: list[Row]) -> bool:
        """Show once what ought to be looked at among the covers."""
        told, notices = self._asking(step.opening, rows)()
        if not set(notices) - set(self._seen):
            return False
        self._seen = (*self._seen, *notices)
        step.live.show_lines(told, notices)
        self._ask_anyway(step.live)
        return True

    def _accepted(self) -> list[Effect]:
        return [] if self.ripple is None else self.ripple.accepted()

    def _accepted_plan(self) -> list[Planned]:
        return [
            Planned(
                one.record.noun,
                one.record,
                None if one.fields is None else {**one.record.row, **one.fields},
            )
            for one in self._accepted()
            if one.record is not None and one.record.noun == "cover"
        ]

    def _keep(self, covers: list[Row]) -> bool:
        kept = self._office.ripples.save(self._planned, self._accepted(), covers)
        self.saved.emit(kept)
        return True

    # ---- pages

    def _show_page(self, page: RippleList | CoveredStep) -> None:
        self._add_page(page)
        self.sentence.setVisible(False)
        self.back.setVisible(True)
        self._name_save()
        page.focus_first()

    def go_back(self) -> None:
        """Go back by one step; what was typed there is kept on the step before only."""
        page = self.pages.currentWidget()
        if self.pages.count() == 1 or page is None:
            return
        if self.covered is not None:
            self.covered = None
        else:
            self.ripple = None
        self.pages.removeWidget(page)
        page.deleteLater()
        self.back.setVisible(self.pages.count() > 1)
        self.sentence.setVisible(self.pages.count() == 1)
        self._refuse("")
        self._name_save()

    def _show_problems(self, error: InputError) -> None:
        if self.covered is not None:
            if not error.problems or self.covered.show_problems(error):
                return
            own = [one for one in error.problems if one.field in self.form.fields]
            if not own:
                return
        while self.pages.count() > 1:
            self.go_back()
        self.form.show_problems(error)

    def _name_save(self, answer: object = None) -> None:
        """Say on the button what it does next."""
        asks = self._noun == "secondments" and self.covered is None
        is_short = isinstance(answer, Answer) and answer.told.is_short
        if asks and self.ripple is not None:
            plan, today = self._accepted_plan(), reading.today()
            opening = self._office.arranging.opening(self._planned, plan, today)
            is_short = opening is not None
        self.save.setText("Next" if asks and is_short else self._verb)

    @override
    def reject(self) -> None:
        touched = self.covered is not None and self.covered.is_touched()
        if not touched and not self.form.is_changed():
            QDialog.reject(self)
            return
        sentence = "What you typed is not kept yet."
        ask_leaving(self, sentence, lambda: QDialog.reject(self))


class RippleDialog(FormDialog):
    """Asks what becomes of the rest before something is deleted."""

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        planned: Planned,
        effects: list[Effect],
    ) -> None:
        self.ripple = RippleList(effects)
        what = "cover" if planned.noun == "cover" else "secondment"
        super().__init__(
            parent,
            f"Delete {what}",
            Form([self.ripple]),
            lambda _: office.ripples.save(planned, self.ripple.accepted()),
        )
        self.ripple.focus_first()
