"""The forms of a secondment and of a cover arrangement: every column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.errors import PipManagerError
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.faults import show_error
from pip_manager.ui.kit.form import Form
from pip_manager.ui.noun_fields import NounFields

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.ui.kit.fields import Field

FormRows = list["Field | tuple[Field, ...] | str"]

_SECONDMENT = "The post at home stands open for that share until it is covered."
_COVER = "Who does the work of a post that somebody was released from, and from when."


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
    record = office.records.get(noun, code)
    (cover if noun == "cover" else secondment)(parent, office, record).open()


def remove(parent: QWidget, office: Office, noun: str, code: str) -> None:
    """Remove a secondment or a cover."""
    try:
        office.records.remove([office.records.get(noun, code)])
    except PipManagerError as error:
        show_error(parent, error)


def change(parent: QWidget, office: Office, record: Record, row: Row) -> None:
    """Save other values of a secondment or cover, such as a date that was dragged."""
    try:
        office.records.change(record, row)
    except PipManagerError as error:
        show_error(parent, error)


def secondment(
    parent: QWidget,
    office: Office,
    record: Record | None,
    given: Mapping[str, Value] | None = None,
) -> FormDialog:
    """Return the form of a secondment, new where there is no record."""
    fields = NounFields(office.records, "secondments")
    make = fields.field
    rows: FormRows = [
        (make("home_post"), make("person")),
        (make("authority", "Host authority"), make("engagement")),
        (make("kind"), make("host_role")),
        "When, and how much",
        (make("from", hint="A day, to be measured."), make("to")),
        (
            make("fraction", "Share (FTE)", "1 is a whole post."),
            make("to_is_expected", "The end is only expected"),
        ),
        make("pattern", "Or days of the week", "Instead of a share."),
        (make("state"), make("review_on")),
        "What is charged",
        (make("agreement"), make("notice_days")),
        (make("charge_basis"), make("charge_amount")),
        make("annual_salary"),
        "Where it is from",
        *fields.provenance(),
        make("quote"),
        make("note"),
    ]
    return _dialog(parent, office, "secondments", rows, (record, given))


def cover(
    parent: QWidget,
    office: Office,
    record: Record | None,
    given: Mapping[str, Value] | None = None,
) -> FormDialog:
    """Return the form of a cover arrangement, new where there is no record."""
    fields = NounFields(office.records, "cover")
    make = fields.field
    freed = "The post it opens; for acting up, backfill and shared duties."
    rows: FormRows = [
        (make("post", "Covered post"), make("kind")),
        (make("person", "By"), make("from_post", "Taken from post", freed)),
        "When, and how much",
        (make("from", hint="A day, to be measured."), make("to")),
        (
            make("fraction", "Share (FTE)", "1 is a whole post."),
            make("absorbed", "Absorbed beside own work"),
        ),
        make("pattern", "Or days of the week", "Instead of a share."),
        (make("state"), make("designated_dcs", "Designated as DCS")),
        "What it costs",
        (make("cost_kind"), make("cost_amount")),
        (make("cost_unit"), make("grant")),
        (make("approved_by"), make("reason")),
        "Where it is from",
        *fields.provenance(),
        make("quote"),
        make("note"),
    ]
    return _dialog(parent, office, "cover", rows, (record, given))


def _dialog(
    parent: QWidget,
    office: Office,
    noun: str,
    rows: FormRows,
    start: tuple[Record | None, Mapping[str, Value] | None],
) -> FormDialog:
    form = Form(rows)
    record, given = start

    def submit(values: Row) -> object:
        if record is None:
            return office.records.add(noun, values)
        office.records.change(record, values)
        return record

    form.set_values(record.row if record else {"state": "proposed"} | dict(given or {}))
    is_cover = noun == "cover"
    what = "cover" if is_cover else "secondment"
    verb = f"Edit {what}" if record else f"Add {what}"
    sentence = _COVER if is_cover else _SECONDMENT
    dialog = FormDialog(parent, verb, form, submit, sentence=sentence)
    if record:
        dialog.save.setText("Save")
    return dialog
