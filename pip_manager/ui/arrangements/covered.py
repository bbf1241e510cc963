"""“How is this covered?”: by whom, later, or not at all and somebody accepts it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pip_manager.domain.values import plain
from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.arrangements import forms
from pip_manager.ui.arrangements.live import LiveLine
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, button, label, link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pip_manager.domain.cover.planned import Offer, Opening
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.form import Form

BY, LATER, NOBODY = "by", "later", "nobody"
_CHOICES: list[tuple[Value, str]] = [
    (BY, "By somebody"),
    (LATER, "Decide later: it shows as a gap"),
    (NOBODY, "No cover, accepted: it stays a gap"),
]
_MOST_OFFERED = 4
_UNSAID = "Say how it is covered, or choose “Decide later” above."


class CoveredStep(QWidget):
    """The second step of a secondment.

    Signals:
        changed(): something was typed or chosen.
    """

    changed = Signal()

    def __init__(
        self, office: Office, opening: Opening, given: Row, offers: Sequence[Offer]
    ) -> None:
        super().__init__()
        self._office = office
        self.opening = opening
        self._offers = offers
        self._given = given | {"post": opening.post}
        self.cards: list[_CoverCard] = []
        self.how = ChoiceField("how", "How is this covered?", _CHOICES)
        self.how.changed.connect(self._choose)
        self.live = LiveLine()
        self._lay_out()
        self.add()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(self.opening.title, "section", wraps=True))
        column.addWidget(self.live)  # first: shown without a parent it was a window
        self.live.show_lines(self.opening.told)
        column.addWidget(self.how)
        self._by = QWidget()
        inner = QVBoxLayout(self._by)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        if (fitting := self._fitting()) is not None:
            inner.addWidget(fitting)
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        inner.addLayout(self._list)
        inner.addWidget(flow(button("Add another", self.add, icon="add")))
        column.addWidget(self._by)
        self.accepted = forms.accepted(self._office)
        self.accepted.set_values(self._dates())
        self.accepted.changed.connect(self.changed)
        self.accepted.setVisible(False)
        column.addWidget(self.accepted)
        column.addStretch(1)

    def _fitting(self) -> QWidget | None:
        some = [one for one in self._offers if not one.kept_out][:_MOST_OFFERED]
        if not some:
            return None
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label("Who fits, and has the time", "label"))
        picks = []
        for one in some:
            pick = button(_short(one), partial(self.pick, one))
            pick.setToolTip(f"{one.title}: {plain(one.free)} FTE free in those days")
            pick.setAccessibleName(f"Choose {_short(one)}")
            picks.append(pick)
        column.addWidget(flow(*picks))
        return made

    def pick(self, one: Offer, _pressed: object = None) -> None:
        """Put somebody into the first cover that names nobody, else into a new one."""
        free = [card for card in self.cards if not card.form.field("person").raw()]
        card = free[0] if free else self.add()
        card.take(one)

    def _dates(self) -> Row:
        end = self.opening.last
        return {
            "from": self.opening.first.isoformat(),
            "to": None if end is None else end.isoformat(),
        }

    def add(self) -> _CoverCard:
        """Add a further cover."""
        values = {"fraction": self.opening.most, **self._dates(), **self._given}
        is_weekly = self._given.get("pattern") is not None
        if is_weekly:
            values["fraction"] = None
        form = forms.one_cover(
            self._office,
            designates=self.opening.is_statutory,
            is_weekly=is_weekly,
        )
        card = _CoverCard(self._office, form, values, self._offers)
        card.gone.connect(self._drop)
        card.form.changed.connect(self.changed)
        self.cards.append(card)
        self._list.addWidget(card)
        self._number()
        self.changed.emit()
        return card

    def _drop(self) -> None:
        card = self.sender()
        self.cards = [one for one in self.cards if one is not card]
        if isinstance(card, _CoverCard):
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._number()
        self.changed.emit()

    def _number(self) -> None:
        many = len(self.cards) > 1
        for place, card in enumerate(self.cards, 1):
            card.heading.setText(f"Cover {place}" if many else "Cover")
            card.remove.setVisible(many)

    def _choose(self) -> None:
        how = self.how.raw()
        self._by.setVisible(how == BY)
        self.accepted.setVisible(how == NOBODY)
        self.changed.emit()

    def focus_first(self) -> None:
        """Begin at the question itself: Tab goes on to the first cover."""
        self.how.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_touched(self) -> bool:
        """Tell whether anything was typed here."""
        by = any(card.form.is_changed() for card in self.cards)
        return by or self.accepted.is_changed() or self.how.raw() != BY

    # ---- what it comes to

    def rows(self) -> list[Row] | None:
        """Return the covers to be kept, none where it is decided later.

        None where something cannot be read or is missing: it is shown.
        """
        try:
            return self._rows()
        except InputError:
            return None

    def _rows(self) -> list[Row]:
        how = self.how.raw()
        if how == LATER:
            return []
        if how == NOBODY:
            values = self._values(self.accepted)
            return [self._given | values | {"kind": forms.NO_COVER, "pattern": None}]
        rows = [self._given | self._values(card.form) for card in self.cards]
        for row, card in zip(rows, self.cards, strict=True):
            if row["kind"] is None:
                problem = InputError(FieldProblem("kind", _UNSAID))
                card.form.show_problems(problem)
                raise problem
        return rows

    def _values(self, form: Form) -> Row:
        form.finish()
        try:
            return form.values()
        except InputError as error:
            form.show_problems(error)
            raise

    def so_far(self) -> list[Row]:
        """Return what can be read of the covers named so far."""
        if self.how.raw() != BY:
            return []
        rows = [self._given | forms.so_far(card.form) for card in self.cards]
        return [row for row in rows if row["kind"] is not None]

    def show_problems(self, error: InputError) -> bool:
        """Show problems beside their fields; tell whether any is of a cover."""
        if self.how.raw() == NOBODY:
            mine = forms.apart(error, 0)
            self.accepted.show_problems(mine)
            return bool(mine.problems)
        found = False
        for place, card in enumerate(self.cards):
            mine = forms.apart(error, place)
            card.form.show_problems(mine)
            found = found or bool(mine.problems)
        return found


class _CoverCard(Card):
    """One cover: its short form, with who fits first.

    Signals:
        gone(): it is taken away.
    """

    gone = Signal()

    def __init__(
        self, office: Office, form: Form, values: Row, offers: Sequence[Offer]
    ) -> None:
        super().__init__("Cover")
        self.form = form
        self._name_offers(office, offers)
        self._filling = forms.fills_from_post(self.form, office, str(values["post"]))
        self.remove = link("Take away", self.gone.emit)
        self.verbs.addWidget(self.remove)
        self.body.addWidget(self.form)
        self.form.set_values(values)

    def _name_offers(self, office: Office, offers: Sequence[Offer]) -> None:
        known = {one.person for one in offers}
        entries = [(one.person, _long(one)) for one in offers]
        entries += [
            (choice.code, choice.label)
            for choice in office.records.choices("people")
            if choice.code not in known
        ]
        forms.offer(self.form, entries)

    def take(self, one: Offer) -> None:
        """Fill in somebody who fits."""
        self.form.field("person").set_value(one.person)
        self.form.field("kind").set_value(one.kind)
        if one.kind == forms.ACTING:
            self.form.field("from_post").set_value(one.post)


def _short(one: Offer) -> str:
    kind = "acting up" if one.kind == forms.ACTING else "backfill"
    return f"{one.name}, {kind}"


def _long(one: Offer) -> str:
    if one.kept_out:
        return f"{one.name} – {one.title}, {one.kept_out}"
    return f"{one.name} – {one.title}, {plain(one.free)} FTE free"
