"""The forms for a person, a role, a post and a holding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pip_manager.domain.when import day_words
from pip_manager.errors import PipManagerError
from pip_manager.ui.kit.choice_fields import ChoiceField
from pip_manager.ui.kit.day_field import DayField, WhenField
from pip_manager.ui.kit.dialog import FormDialog
from pip_manager.ui.kit.fields import Field, LineField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.noun_fields import NounFields, OfferedField, said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.errors import FieldProblem
    from pip_manager.services.office import Office

FormRow = Field | tuple[Field, ...] | str


def _filled(rows: Sequence[FormRow], values: Mapping[str, Value]) -> Form:
    form = Form(list(rows))
    form.set_values(values)
    return form


def _kept(office: Office, noun: str, record: Record | None) -> Callable[[Row], object]:
    def submit(values: Row) -> object:
        if record is None:
            return office.records.add(noun, values)
        office.records.change(record, values)
        return record

    return submit


def person(parent: QWidget, office: Office, record: Record | None) -> FormDialog:
    """Return the form for a person, new where there is no record."""
    fields = NounFields(office.records, "people")
    make = fields.field
    fte = make("fte", "FTE", "A full post is 1. Empty: not stated, counted as 1.")
    rows: list[FormRow] = [
        make("name"),
        (make("employer"), make("email")),
        fte if record else (fte, make("person", "Code")),
        (make("from", "Here from"), make("to", "Until")),
        *_source(fields),
    ]
    code = {"person": office.records.suggested_code("people")}
    form = _filled(rows, record.row if record else code)
    verb = "Edit person" if record else "Add person"
    return FormDialog(parent, verb, form, _kept(office, "people", record))


def role(
    parent: QWidget, office: Office, whose: str, record: Record | None
) -> FormDialog:
    """Return the form for a role of a person."""

    def submit(values: Row) -> object:
        if record is None:
            return office.people.add_role({"person": whose, **values})
        office.people.change_role(record, values)
        return record

    rows: list[FormRow] = [
        _roles_field(office),
        (
            WhenField("from", "From", hint="Empty: from the beginning."),
            WhenField("to", "To", hint="Empty: it goes on."),
        ),
        *_source(NounFields(office.records, "roles")),
    ]
    verb = "Edit role" if record else "Add role"
    sentence = (
        "Work is priced by the role of its day. Roles of one person may not overlap."
    )
    form = _filled(rows, record.row if record else {})
    return FormDialog(parent, verb, form, submit, sentence=sentence)


def follow(parent: QWidget, office: Office, record: Record) -> FormDialog:
    """Return the form that ends a role and begins another."""

    def submit(values: Row) -> object:
        start = values["from"]
        assert isinstance(start, date)  # noqa: S101 - the field needs one
        office.people.follow_role(record, str(values["role"]), start)
        return record

    rows: list[FormRow] = [
        DayField("from", "From", required=True),
        _roles_field(office),
    ]
    sentence = f"“{record.row['role']}” ends the day before, and the new role begins."
    verb = "Change role from a date"
    return FormDialog(parent, verb, _filled(rows, {}), submit, sentence=sentence)


def end(parent: QWidget, office: Office, record: Record) -> FormDialog:
    """Return the form that ends a role."""

    def submit(values: Row) -> object:
        last = values["to"]
        assert isinstance(last, date)  # noqa: S101 - the field needs one
        office.people.change_role(record, {"to": last.isoformat()})
        return record

    field = DayField("to", "Last day", required=True)
    today = date.today()  # noqa: DTZ011 - the user's own day
    sentence = (
        f"From the day after, “{record.row['role']}” prices no work of this person."
        f" Today is {day_words(today)}."
    )
    form = _filled([field], {"to": today})
    return FormDialog(parent, "End role", form, submit, sentence=sentence)


def _roles_field(office: Office) -> Field:
    """Return a field that offers the roles there are and takes any other."""
    return OfferedField(
        "role",
        "Charging role",
        office.rates.roles(),
        required=True,
        hint="As the rates name it.",
    )


def _services_field(office: Office) -> Field:
    """Return a field that offers the services there are and takes any other."""
    known = {str(one.row["service"]) for one in office.records.all("posts")}
    return OfferedField(
        "service",
        "Service",
        sorted(known - {"None"}),
        hint="Cover can be shown for one service.",
    )


def _source(fields: NounFields) -> tuple[FormRow, ...]:
    return (
        "Where it is from",
        fields.provenance(),
        fields.field("quote"),
        fields.field("note"),
    )


def post(
    parent: QWidget, office: Office, record: Record | None, kind: str = "post"
) -> FormDialog:
    """Return the form for a post or a team."""
    fields = NounFields(office.records, "posts")
    make = fields.field
    tiers = [(None, "not stated"), *((n, str(n)) for n in range(1, 5))]
    rows: list[FormRow] = [
        make("title"),
        (
            ChoiceField("kind", "Kind", [("post", "Post"), ("team", "Team")]),
            ChoiceField("tier", "Tier", tiers, hint="1 is the director."),
        ),
        (
            make("established_fte", hint="Empty: not stated. A vacancy is not seen."),
            make("statutory_dcs", hint="Section 18, Children Act 2004."),
        ),
        (
            make("authority", hint="Empty: the home authority."),
            _services_field(office),
        ),
        (make("from", "In being from"), make("to", "Until")),
        *_source(fields),
    ]
    if record is None:
        rows.insert(1, make("post", "Code"))
        form = _filled(
            rows, {"post": office.records.suggested_code("posts"), "kind": kind}
        )
        return FormDialog(parent, f"Add {kind}", form, _kept(office, "posts", None))
    kind = str(record.row["kind"] or "post")
    form = _filled(rows, {**record.row, "kind": kind})
    return FormDialog(parent, f"Edit {kind}", form, _kept(office, "posts", record))


def holding(
    parent: QWidget, office: Office, record: Record | None, given: Mapping[str, Value]
) -> FormDialog:
    """Return the form for who holds a post; `given` is the post or the person."""
    fields = NounFields(office.records, "holdings")
    make = fields.field
    capacities = ("substantive", "interim", "designated")
    rows: list[FormRow] = [
        make("post"),
        (
            make("person"),
            LineField("holder", "Or a label", hint="Where the person is not named."),
        ),
        (make("from", hint="A day, to be measured."), make("to")),
        (
            make("fte", "FTE", "Empty: counted as 1."),
            ChoiceField(
                "capacity",
                "Capacity",
                [(None, "not stated"), *((one, said(one)) for one in capacities)],
            ),
        ),
        *_source(fields),
    ]
    verb = "Edit post-holder" if record else "Add post-holder"
    form = _filled(rows, record.row if record else given)
    submit = _looked_at(office, _kept(office, "holdings", record))
    return FormDialog(parent, verb, form, submit)


def _looked_at(
    office: Office, submit: Callable[[Row], object]
) -> Callable[[Row], object]:
    """Tell once who covers the post already; saved again, the holding is kept."""
    seen: set[FieldProblem] = set()

    def look(values: Row) -> object:
        found = office.arranging.both(values)
        if set(found) - seen:
            seen.update(found)
            words = " ".join(one.message for one in found)
            raise PipManagerError(f"{words} Save again if it is right all the same.")
        return submit(values)

    return look
