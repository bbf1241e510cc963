"""What no longer fits: each thing with what it would become, to accept or to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, button, label
from pip_manager.ui.kit.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.planned import Effect

_LEFT = "Left as it is"


class RippleList(QWidget):
    """The effects of a change; what follows from one that is left is left too."""

    def __init__(self, effects: Sequence[Effect]) -> None:
        super().__init__()
        self._effects = tuple(effects)
        self._boxes: dict[str, QCheckBox] = {}
        self._before: dict[str, bool] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label("This no longer fits", "section"))
        column.addWidget(label(_SENTENCE, "muted", wraps=True))
        if sum(bool(one.becomes) for one in effects) > 1:
            every = button("Accept all", lambda: self.take_all(True), look="quiet")
            none = button("Leave all", lambda: self.take_all(False), look="quiet")
            column.addWidget(flow(every, none))
        for effect in self._effects:
            column.addWidget(self._card(effect))
        column.addStretch(1)
        self._follow()

    def accepted(self) -> list[Effect]:
        """Return the effects that are accepted, in their order."""
        return [one for one in self._effects if self._is_accepted(one)]

    def _is_accepted(self, effect: Effect) -> bool:
        box = self._boxes.get(effect.key)
        return box is not None and box.isChecked()

    def box(self, key: str) -> QCheckBox:
        """Return the box of an effect."""
        return self._boxes[key]

    def take_all(self, accept: bool) -> None:  # noqa: FBT001 - said by the button
        """Accept or leave everything."""
        for box in self._boxes.values():
            box.setChecked(accept)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to decide."""
        for box in list(self._boxes.values())[:1]:
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, effect: Effect) -> Card:
        card = Card()
        card.body.setSpacing(4)
        card.body.addWidget(_what(effect))
        card.body.addWidget(label(effect.why, "small", wraps=True))
        if effect.becomes:
            box = QCheckBox()
            box.setChecked(True)
            box.setAccessibleDescription(f"{effect.what}. {effect.why}")
            box.toggled.connect(self._follow)
            self._boxes[effect.key] = box
            card.body.addWidget(box)
        return card

    def _follow(self) -> None:
        """Say what each box does; leave what follows from what is left."""
        for effect in self._effects:
            box = self._boxes.get(effect.key)
            if box is None:
                continue
            above = self._boxes.get(effect.below or "")
            self._open(effect.key, box, above is None or above.isChecked())
            words = f"Accept: {_lower(effect.becomes)}"
            box.setText(words if box.isChecked() else _LEFT)
            box.setAccessibleName(f"{box.text()}. {effect.what}")

    def _open(self, key: str, box: QCheckBox, is_open: bool) -> None:  # noqa: FBT001 - private
        """Let a box be ticked or not; opened again it is as it was."""
        if box.isEnabled() == is_open:
            return
        blocked = box.blockSignals(True)
        if is_open:
            box.setChecked(self._before.pop(key, True))
        else:
            self._before[key] = box.isChecked()
            box.setChecked(False)
        box.setEnabled(is_open)
        box.blockSignals(blocked)


_SENTENCE = (
    "What you accept is saved together with the change, and undone with it. What you"
    " leave stays as it is recorded."
)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _what(effect: Effect) -> QWidget:
    words = label(effect.what, "strong", wraps=True)
    if not effect.is_critical:
        return words
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    mark = QLabel()
    side = theme().px(18)
    mark.setPixmap(icons.icon("critical", "critical").pixmap(QSize(side, side)))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return made
