"""The dialog of a step: where to, on which day, why, and what is still open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain import engagement_steps as rules
from pip_manager.ui.kit.choice_fields import ChoiceField, FlagField
from pip_manager.ui.kit.day_field import WhenField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.jobs import Latest
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row, Value

_QUIET = "The step is kept with its date, and can be undone."


class StepDialog(FormDialog):
    """Takes a step of an engagement; a step that closes it lists what is open.

    `open_ends` is asked in the background and answers with sentences.
    """

    def __init__(
        self,
        parent: QWidget,
        status: str | None,
        today: date,
        submit: Callable[[Row], object],
        open_ends: Callable[[], Iterable[str]],
    ) -> None:
        self._status = status
        self._open_ends = open_ends
        self._found: tuple[str, ...] | None = None
        form = Form(
            [
                (_to(status), WhenField("on", "On", required=True)),
                WordsField("reason", "Reason", lines=2),
                LineField("by", "Decided by", hint="A role, such as Director."),
                FlagField("accepts_open", "Close it with this open"),
            ]
        )
        form.set_values({"on": today.isoformat()})
        super().__init__(parent, "Take a step", form, submit, sentence=_QUIET)
        self.save.setText("Take the step")
        self._latest = Latest(self)
        self._latest.answered.connect(self._tell)
        form.field("status").changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        """Say what this step asks for."""
        step = self._step()
        form = self.form
        back = step is not None and step.needs_reason
        form.field("reason").say("A step back needs a reason." if back else "")
        form.field("accepts_open").setVisible(False)
        self.sentence.setText(_QUIET)
        if step is not None and step.closes:
            self.sentence.setText("Looking for what is still open…")
            if self._found is None:
                self._latest.ask(lambda: tuple(self._open_ends()))
            else:
                self._tell(self._found)

    def _step(self) -> rules.Step | None:
        after = self.form.field("status").value()
        found = (one for one in rules.steps(self._status) if one.after == after)
        return next(found, None)

    def _tell(self, found: tuple[str, ...]) -> None:
        self._found = found
        step = self._step()
        if step is None or not step.closes:
            return
        self.form.field("accepts_open").setVisible(bool(found))
        words = "Still open:\n" + "\n".join(f"• {one}" for one in found)
        self.sentence.setText(words if found else f"Nothing is open. {_QUIET}")
        self._fit()
        told = self.sentence.heightForWidth(self.width() - theme().px(60))
        self.resize(self.width(), self.height() + max(0, told))


def _to(status: str | None) -> ChoiceField:
    choices: list[tuple[Value, str]] = [
        (step.after, _named(step)) for step in rules.steps(status)
    ]
    return ChoiceField("status", f"From {rules.words(status)} to", choices)


def _named(step: rules.Step) -> str:
    back = " (back)" if step.needs_reason else ""
    return f"{rules.words(step.after).capitalize()}{back}"
