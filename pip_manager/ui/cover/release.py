"""Can we release them? The question at the left, its answers side by side.

In ten seconds its user sees what a release would leave short week by week, what each
way of covering it costs and brings, and takes one of them or none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from pip_manager.errors import InputError
from pip_manager.services.cover.release_facts import Intended
from pip_manager.ui.cover.release_answer import AnswerPane
from pip_manager.ui.cover.release_forms import cover_form, decision_form
from pip_manager.ui.cover.release_options import MOST
from pip_manager.ui.cover.release_question import QuestionForm
from pip_manager.ui.kit.dialog import ask_leaving
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.parts import button, label, scrolled
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from pip_manager.domain.values import Value
    from pip_manager.services.cover.release_facts import (
        Answer,
        Candidate,
        Decision,
        Offered,
        Plan,
        Question,
    )
    from pip_manager.services.office import Office

_PAUSE = 200
_QUESTION = 316
_WANTED = "Say who is asked for, from when to when, and how much of them."
_NOBODY = "Nobody is recorded yet. Add people, and the posts they hold, first."
_MARGIN = 24


def ask(
    parent: QWidget, office: Office, given: Mapping[str, Value] | None = None
) -> ReleaseDialog:
    """Open the question; `given` are columns of a secondment known already."""
    dialog = ReleaseDialog(parent, office, given)
    dialog.open()
    return dialog


class ReleaseDialog(QDialog):
    """Nothing of it is kept until an option is accepted, or the release declined."""

    def __init__(
        self,
        parent: QWidget | None,
        office: Office,
        given: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Can we release them?")
        self._office = office
        self._given = dict(given or {})
        self._offered: Offered | None = None
        self._plans: list[Plan] | None = None
        self._asked: Question | None = None
        self.answer: Answer | None = None
        self._offers = Latest(self)
        self._offers.answered.connect(self._begin)
        self._offers.failed.connect(lambda error: show_error(self, error))
        self._looks = Latest(self)
        self._looks.answered.connect(self._show)
        self._looks.failed.connect(self._fail)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        self._lay_out()
        self._add_keys()
        self._fit()
        self._offers.ask(office.release.offered)

    # ---- how it looks

    def _lay_out(self) -> None:
        self.question = QuestionForm()
        self.question.changed.connect(self._pause.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 18, _MARGIN, 18)
        column.setSpacing(12)
        column.addWidget(label("Can we release them?", "title"))
        body = QHBoxLayout()
        body.setSpacing(16)
        self._left = scrolled(self.question)
        body.addWidget(self._left)
        self.shown = AnswerPane()
        self.shown.wanted.connect(self._compare)
        options = self.shown.options
        options.accepted.connect(self.accept_option)
        options.removed.connect(self._remove)
        options.altered.connect(self._alter)
        options.covered.connect(self._cover_too)
        body.addWidget(self.shown, 1)
        column.addLayout(body, 1)
        column.addLayout(self._footer())

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        said = "Nothing is kept until an option is accepted, or the release declined."
        row.addWidget(label(said, "small", wraps=True), 1)
        self.close_button = button("Close", self.reject)
        self.decline = button("Decline the release", self.decline_release)
        for one in (self.close_button, self.decline):
            one.setAutoDefault(False)
            row.addWidget(one)
        self.decline.setEnabled(False)
        return row

    def _add_keys(self) -> None:
        for number in range(MOST):
            keys = QKeySequence(f"Ctrl+{number + 1}")
            QShortcut(keys, self, partial(self.shown.go_to, number))

    def _fit(self) -> None:
        """Be as large as the window it stands before, but for a margin."""
        parent = self.parentWidget()
        room = self.screen().availableGeometry().size()
        window = parent.window().size() if parent else room
        self.resize(
            min(window.width() - 32, theme().px(1400)), max(window.height() - 32, 560)
        )
        self.setMinimumWidth(min(theme().px(900), room.width() - 40))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(theme().px(_QUESTION), self.width() * 33 // 100))

    # ---- asking

    def _begin(self, offered: Offered) -> None:
        self._offered = offered
        self.question.offer(offered)
        self.question.give(self._known(offered))
        self.question.form.focus_first()
        self.look()

    def _known(self, offered: Offered) -> dict[str, Value]:
        """Return what is known of the question; of a post it is whoever holds it."""
        post = self._given.get("home_post")
        holders = [person for person, held in offered.holds.items() if held == post]
        return {"person": holders[0] if holders else None, **self._given}

    def look(self) -> None:
        """Ask what stands in the fields now."""
        self._pause.stop()
        asked = self.question.question()
        if asked is None:
            is_blank = self._offered is not None and not self._offered.people
            self._show_none(_NOBODY if is_blank else _WANTED)
            return
        if self._asked and (asked.person, asked.post) != (
            self._asked.person,
            self._asked.post,
        ):
            asked = self._other_person(asked)
        self._asked = asked
        plans = self._plans
        self._looks.ask(lambda: self._office.release.look(asked, plans))

    @property
    def is_asking(self) -> bool:
        """Tell whether an answer is still to come."""
        waits = self._offers.is_waiting or self._looks.is_waiting
        return waits or self._pause.isActive()

    def _other_person(self, asked: Question) -> Question:
        """Begin anew: what was planned for one person does not fit another."""
        self._plans = None
        is_new = self._asked is None or asked.person != self._asked.person
        return replace(asked, post=None) if is_new else asked

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, InputError):
            show_error(self, error)
            return
        self.question.form.show_problems(error)
        self._show_none(" ".join(one.message for one in error.problems))

    def _show_none(self, sentence: str) -> None:
        self._looks.drop()
        self.answer = None
        self.decline.setEnabled(False)
        self.shown.show_none(sentence)

    def _show(self, answer: Answer) -> None:
        self.answer = answer
        self._asked = answer.question
        self.question.show_answer(answer)
        self.shown.show_answer(answer)
        self.decline.setEnabled(True)

    # ---- options

    def _options(self) -> list[Plan]:
        return [one.plan for one in self.answer.options] if self.answer else []

    def _take(self, plans: list[Plan]) -> None:
        self._plans = plans
        self.look()

    def _remove(self, number: int) -> None:
        plans = self._options()
        del plans[number]
        self._take(plans)

    def _compare(self, one: Candidate) -> None:
        plans = self._options()
        if not one.kept_out and (one.intended,) not in plans and len(plans) < MOST:
            self._take([*plans, (one.intended,)])

    def _alter(self, number: int, place: int) -> None:
        if self.answer is None or self._offered is None:
            return
        costed = self.answer.options[number].covers[place]

        def take(intended: Intended) -> None:
            plans = self._options()
            plan = list(plans[number])
            plan[place] = intended
            plans[number] = tuple(plan)
            self._take(plans)

        cover_form(self, self._offered, self.answer, costed, take).open()

    def _cover_too(self, number: int, post: str) -> None:
        """Put an interim behind whoever leaves a post of ours in an option."""
        plans = self._options()
        behind = [one for one in plans[number] if one.from_post == post]
        taken = behind[0] if behind else Intended("agency_interim")
        more = Intended(
            "agency_interim",
            post=post,
            first=taken.first,
            last=taken.last,
            fraction=taken.fraction,
            pattern=taken.pattern,
        )
        plans[number] = (*plans[number], more)
        self._take(plans)

    # ---- the decision

    def accept_option(self, number: int) -> None:
        """Ask for the decision, then record an option as proposed."""
        answer = self.answer
        if answer is None:
            return
        option = answer.options[number]

        def take(decision: Decision) -> None:
            self._office.release.accept(answer.question, option.plan, decision)

        dialog = decision_form(self, answer, option, take)
        dialog.saved.connect(lambda _: self.accept())
        dialog.open()

    def decline_release(self) -> None:
        """Ask for the reason, then keep the decision not to release them."""
        answer = self.answer
        if answer is None:
            return

        def take(decision: Decision) -> None:
            plan = answer.options[0].plan if answer.options else None
            self._office.release.decline(answer.question, plan, decision)

        dialog = decision_form(self, answer, None, take)
        dialog.saved.connect(lambda _: self.accept())
        dialog.open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button it is on, and nothing else."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
            return
        if isinstance(focus := self.focusWidget(), QPushButton):
            focus.click()
        else:
            self.look()

    @override
    def reject(self) -> None:
        if self._plans is None:
            super().reject()
            return
        sentence = "The options you made are not kept."
        ask_leaving(self, sentence, lambda: QDialog.reject(self))
