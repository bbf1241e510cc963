"""The fields of a secondment and of a cover: the short path first, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.errors import FieldProblem, InputError
from pip_manager.ui.kit.form import Form
from pip_manager.ui.kit.search_field import SearchField
from pip_manager.ui.noun_fields import NounFields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.ui.arrangements.live import LiveLine
    from pip_manager.ui.kit.fields import Field

FormRows = list["Field | tuple[Field, ...] | str | QWidget"]

CONFIRMED = "confirmed"
ACTING = "acting_up"
NO_COVER = "no_cover_accepted"
_DESIGNATED = "Formally appointed: then the statutory post is held."


def secondment(office: Office, live: LiveLine, *, is_new: bool) -> Form:
    """Return the form of a secondment."""
    fields = NounFields(office.records, "secondments")
    make = fields.field
    expected = make("to_is_expected", "The end is only expected")
    rows: FormRows = [
        (
            make("person"),
            make("home_post", hint="Filled in from what the person holds."),
        ),
        (make("authority", "Host authority"), make("kind")),
        (make("from", "From", "A day, to be measured."), make("to", "To")),
        (make("fraction", "Share (FTE)", "1 is a whole post."), make("state")),
        make("pattern", "Or days of the week", "Instead of a share."),
        live,
        "What they do there",
        (make("host_role"), make("engagement")),
        "What is charged",
        (make("charge_basis"), make("charge_amount")),
        (make("annual_salary"), make("agreement")),
        "Terms",
        (make("review_on"), make("notice_days")),
        (expected, make("secondment", "Code")) if is_new else expected,
        *_source(fields),
    ]
    return Form(rows)


def cover(office: Office, live: LiveLine, *, is_new: bool) -> Form:
    """Return the form of a cover arrangement."""
    fields = NounFields(office.records, "cover")
    make = fields.field
    freed = "The post it opens: filled in for acting up."
    approved = make("approved_by", "Approved by")
    rows: FormRows = [
        (make("post", "Covered post"), make("kind")),
        (make("person", "By"), make("from_post", "Taken from post", freed)),
        (make("from", "From", "A day, to be measured."), make("to", "To")),
        (make("fraction", "Share (FTE)", "1 is a whole post."), make("state")),
        make("pattern", "Or days of the week", "Instead of a share."),
        live,
        (
            make("absorbed", "Absorbed beside own work"),
            make("designated_dcs", "Designated as DCS"),
        ),
        "What it costs",
        (make("cost_kind"), make("cost_amount")),
        (make("cost_unit"), make("grant")),
        "Who decided, and why",
        (approved, make("cover", "Code")) if is_new else approved,
        make("reason"),
        *_source(fields),
    ]
    return Form(rows)


def one_cover(
    office: Office, *, designates: bool = False, is_weekly: bool = False
) -> Form:
    """Return the short form of one cover.

    `designates` asks whether somebody is designated, `is_weekly` for days of the week.
    """
    make = NounFields(office.records, "cover").field
    rows: FormRows = [
        (make("person", "By"), make("kind")),
        (make("fraction", "Share (FTE)"), make("from_post", "Taken from post")),
        (make("from", "From"), make("to", "To")),
        (make("cost_kind"), make("cost_amount")),
        (make("cost_unit"), make("approved_by", "Approved by")),
        make("reason"),
    ]
    if is_weekly:
        rows.insert(2, make("pattern", "Or days of the week", "Instead of a share."))
    if designates:
        rows.insert(3, make("designated_dcs", "Designated as DCS", _DESIGNATED))
    return Form(rows)


def accepted(office: Office) -> Form:
    """Return the form for a gap that somebody accepts."""
    make = NounFields(office.records, "cover").field
    return Form(
        [
            make("approved_by", "Accepted by", "The name or role of who decided."),
            make("reason", "Why", "What makes it bearable, and until when."),
            (make("from", "From"), make("to", "To")),
        ]
    )


def _source(fields: NounFields) -> FormRows:
    return [
        "Where it is from",
        fields.provenance(),
        fields.field("quote"),
        fields.field("note"),
    ]


def so_far(form: Form) -> Row:
    """Return what can be read of a form; what cannot be is not stated yet."""
    values: dict[str, Value] = {}
    for name, field in form.fields.items():
        values[name] = readable(field)
    return values


def readable(field: Field) -> Value:
    """Return what a field holds, None where it cannot be read yet."""
    try:
        return field.value()
    except InputError:
        return None


class Filling:
    """Fills a post in from what the person holds, until somebody types another."""

    def __init__(
        self,
        form: Form,
        target: str,
        held: Callable[[Mapping[str, Value]], str | None],
        is_wanted: Callable[[Row], bool] = lambda _: True,
    ) -> None:
        """Fill `target` in with what `held` answers about the form, where wanted."""
        self._form = form
        self._target = target
        self._held = held
        self._is_wanted = is_wanted
        self._own: Value = None
        self._asked: object = None
        for name in ("person", "kind", "from", "to"):
            if name in form.fields:
                form.field(name).changed.connect(self._look)

    def _look(self) -> None:
        row = so_far(self._form)
        field = self._form.field(self._target)
        if not self._is_wanted(row):
            if self._own is not None and row[self._target] == self._own:
                field.set_value(None)
            self._own = self._asked = None
            return
        asked = tuple(row.get(name) for name in ("person", "from", "to", "post"))
        is_free = field.raw() in {"", None} or row[self._target] == self._own
        if row.get("person") is None or asked == self._asked or not is_free:
            return
        self._asked = asked
        found = self._held(row)
        if found is not None and found != row.get("post"):
            self._own = found
            field.set_value(found)


def fills_home_post(form: Form, office: Office) -> Filling:
    """Fill in the home post of a secondment."""
    return Filling(form, "home_post", office.arranging.post_of)


def fills_from_post(form: Form, office: Office, post: str | None = None) -> Filling:
    """Fill in the post left to act up; `post` is the covered one where no field is."""

    def held(row: Mapping[str, Value]) -> str | None:
        return office.arranging.post_of({"post": post, **row})

    return Filling(form, "from_post", held, lambda row: row.get("kind") == ACTING)


def offer(form: Form, entries: list[tuple[str, str]]) -> None:
    """Offer people in this order."""
    field = form.field("person")
    if isinstance(field, SearchField):
        field.set_entries(entries)


def apart(error: InputError, place: int) -> InputError:
    """Return the problems of one of several forms, under their plain names."""
    start = f"{place}."
    mine = [one for one in error.problems if one.field.startswith(start)]
    return InputError(
        *(FieldProblem(one.field.removeprefix(start), one.message) for one in mine)
    )
