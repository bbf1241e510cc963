"""The verbs of secondments and of cover, for every view that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.domain.cover.planned import Planned
from pip_manager.errors import PipManagerError
from pip_manager.ui.arrangements.dialog import ArrangementDialog, RippleDialog
from pip_manager.ui.kit import reading
from pip_manager.ui.kit.faults import show_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office


def add_secondment(
    parent: QWidget, office: Office, given: Mapping[str, Value] | None = None
) -> None:
    """Ask for a new secondment; `given` are values already there."""
    secondment(parent, office, None, given).open()


def add_cover(
    parent: QWidget, office: Office, given: Mapping[str, Value] | None = None
) -> None:
    """Ask for a new cover; `given` are values already there."""
    cover(parent, office, None, given).open()


def edit(parent: QWidget, office: Office, noun: str, code: str) -> None:
    """Edit a secondment (noun `secondments`) or a cover (noun `cover`)."""
    try:
        record = office.records.get(noun, code)
    except PipManagerError as error:  # someone else removed it meanwhile
        show_error(parent, error)
        return
    (cover if noun == "cover" else secondment)(parent, office, record).open()


def remove(parent: QWidget, office: Office, noun: str, code: str) -> None:
    """Remove a secondment or a cover; what no longer fits without it is asked."""
    try:
        planned = Planned(noun, office.records.get(noun, code), None)
        effects = office.ripples.of(planned)
        if effects:
            RippleDialog(parent, office, planned, list(effects)).open()
        else:
            office.ripples.save(planned)
    except PipManagerError as error:
        show_error(parent, error)


def change(parent: QWidget, office: Office, record: Record, row: Row) -> None:
    """Save other values of a secondment or cover, such as a date that was dragged.

    Where something no longer fits, or is left open, its form opens and asks.
    """
    planned = Planned(record.noun, record, {**record.row, **row})
    try:
        if not _asks(office, planned):
            office.ripples.save(planned)
            return
    except PipManagerError as error:
        show_error(parent, error)
        return
    dialog = ArrangementDialog(parent, office, record.noun, record)
    dialog.form.set_values(row)
    dialog.open()
    dialog.accept()


def _asks(office: Office, planned: Planned) -> bool:
    """Tell whether a change needs an answer before it is saved."""
    if office.arranging.problems(planned) or office.ripples.of(planned):
        return True
    if office.arranging.notices(planned):
        return True
    is_out = planned.noun == "secondments"
    return is_out and bool(office.arranging.opening(planned, (), reading.today()))


def secondment(
    parent: QWidget | None,
    office: Office,
    record: Record | None,
    given: Mapping[str, Value] | None = None,
) -> ArrangementDialog:
    """Return the form of a secondment, new where there is no record."""
    return ArrangementDialog(parent, office, "secondments", record, given)


def cover(
    parent: QWidget | None,
    office: Office,
    record: Record | None,
    given: Mapping[str, Value] | None = None,
) -> ArrangementDialog:
    """Return the form of a cover arrangement, new where there is no record."""
    return ArrangementDialog(parent, office, "cover", record, given)
