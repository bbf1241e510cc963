"""What can be done with an authority: each verb opens its form or does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pip_manager.errors import FieldProblem
from pip_manager.ui.kit.fields import LineField, WordsField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.noun_fields import NounFields
from pip_manager.ui.record_page import RecordVerbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row
    from pip_manager.services.authorities import Sheet  # noqa: F401 - names the base
    from pip_manager.services.records import Records
    from pip_manager.services.reference_facts import Trust
    from pip_manager.ui.kit.fields import Field

_MARKS = {
    "billing_name": "An invoice needs the name it is made out to.",
    "billing_address": "An invoice needs the address it goes to.",
}


class Verbs(RecordVerbs["Sheet"]):
    """The verbs of the page, on the authority whose sheet is shown."""

    def add(self) -> None:
        """Add an authority that is not among the published ones."""
        form = authority_form(self.office.records, is_new=True)
        form.set_values({"country": "GB"})
        save = partial(self.office.authorities.save, None)
        self.open("Add an authority", form, save)
        if self.dialog is not None:
            self.dialog.saved.connect(self.page.opened)

    def edit(self) -> None:
        """Edit the authority shown."""
        self._edit(())

    def edit_field(self, name: str) -> None:
        """Edit the authority shown, with one field marked and under the cursor."""
        self._edit((name,))

    def edit_missing(self) -> None:
        """Edit the authority shown, with all an invoice lacks marked."""
        if self.sheet is not None:
            self._edit(self.sheet.missing)

    def _edit(self, marked: tuple[str, ...]) -> None:
        if self.sheet is None:
            return
        record = self.sheet.record
        form = authority_form(self.office.records, is_new=False)
        form.set_values(record.row)
        save = partial(self.office.authorities.save, record)
        self.open(f"Edit {self.sheet.name}", form, save)
        is_missing = set(marked) & set(self.sheet.missing)
        problems = [FieldProblem(n, _MARKS[n]) for n in marked if n in is_missing]
        if problems:
            form.show_problems(problems)
        elif marked:
            form.field(marked[0]).setFocus()

    def bill_trust(self, trust: Trust) -> None:
        """Put the trust's name on the invoices."""
        if self.sheet is not None:
            record = self.sheet.record
            self.attempt(lambda: self.office.authorities.bill_trust(record, trust))

    def standing(self, record: Record | None) -> None:
        """Add or edit a standing."""
        if self.sheet is None:
            return
        form, code = standing_form(self.office.records), self.sheet.code
        records = self.office.records
        if record is None:
            add: Callable[[Row], object] = lambda row: records.add(  # noqa: E731
                "standing", {**row, "authority": code}
            )
            self.open("Add a standing", form, add)
        else:
            form.set_values(record.row)
            self.open("Edit the standing", form, partial(records.change, record))


def authority_form(records: Records, *, is_new: bool) -> Form:
    """Return the form of an authority: every column, grouped."""
    made = NounFields(records, "authorities")
    code: list[Field | tuple[Field, ...] | str] = []
    if is_new:
        hint = "Its GSS code where it has one, else a code of your own."
        code = [made.field("authority", "Code", hint)]
    return Form(
        [
            made.field("name"),
            *code,
            "Who is billed",
            made.field("billing_name", hint="As the invoice is made out."),
            WordsField("billing_address", "Billing address", lines=4),
            (made.field("country", hint="Two capitals."), made.field("vat_number")),
            made.field("po_required"),
            made.field("buyer_reference", hint="What they want to see on invoices."),
            "Electronic invoices",
            (
                LineField("endpoint_scheme", "Scheme", example="0088"),
                LineField("endpoint", "Electronic address"),
            ),
            "Contact",
            (made.field("contact_name"), made.field("contact_email")),
            "Where it comes from",
            made.provenance(),
            made.field("note"),
        ]
    )


def standing_form(records: Records) -> Form:
    """Return the form of a standing."""
    made = NounFields(records, "standing")
    return Form(
        [
            made.field("kind", "Kind"),
            (made.field("from"), made.field("to", hint="Empty while it stands.")),
            "Where it comes from",
            made.provenance(),
            made.field("quote"),
            made.field("note"),
        ]
    )
