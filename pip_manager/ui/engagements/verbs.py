"""What can be done with an engagement: each verb opens its dialog or does it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pip_manager.ui.arrangements import verbs as arrangements
from pip_manager.ui.engagements import forms
from pip_manager.ui.engagements.step_dialog import StepDialog
from pip_manager.ui.kit.day_field import WhenField
from pip_manager.ui.kit.form import Form
from pip_manager.ui.record_page import RecordVerbs

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from pip_manager.domain.records import Record
    from pip_manager.domain.values import Row, Value
    from pip_manager.services.engagement_sheet import Sheet


class Verbs(RecordVerbs["Sheet"]):
    """The verbs of the page, on the engagement whose sheet is shown."""

    # ---- elsewhere

    def log_day(self) -> None:
        """Go to Activity with the engagement."""
        if self.sheet is not None:
            self.page.go("activity", self.sheet.code)

    def draft_invoice(self) -> None:
        """Go to Invoices with the engagement."""
        if self.sheet is not None:
            self.page.go("invoices", self.sheet.code)

    # ---- the engagement

    def add(self) -> None:
        """Add an engagement; its code is suggested."""
        records = self.office.records
        form = forms.engagement(records, is_new=True)
        code = records.suggested_code("engagements")
        form.set_values(
            {"engagement": code, "status": "enquiry", "direction": "outward"}
        )
        self.open("Add an engagement", form, self._add)
        if self.dialog is not None:
            self.dialog.saved.connect(self.page.opened)

    def _add(self, values: Row) -> str:
        return str(self.office.records.add("engagements", values).row["engagement"])

    def edit(self) -> None:
        """Edit the engagement shown."""
        if self.sheet is not None:
            self._change(
                "Edit the engagement",
                forms.engagement(self.office.records, is_new=False),
                self.sheet.engagement,
            )

    def step(self) -> None:
        """Take a step of its status."""
        if self.sheet is None:
            return
        sheet, today = self.sheet, self.today()
        status = sheet.engagement.row["status"]
        service = self.office.engagements
        self.dialog = StepDialog(
            self.page,
            None if status is None else str(status),
            today,
            partial(self._step, sheet, today),
            lambda: service.open_ends(sheet.code, today),
        )
        self.dialog.open()

    def _step(self, sheet: Sheet, today: date, values: Row) -> object:
        from pip_manager.services.engagements import Taken  # noqa: PLC0415 - late

        taken = Taken(
            str(values["status"]),
            _text(values["on"]),
            _text(values["reason"]),
            _text(values["by"]),
            bool(values["accepts_open"]),
        )
        return self.office.engagements.step(sheet.engagement, taken, today)

    # ---- what belongs to it

    def phase(self, record: Record | None) -> None:
        """Add or edit a phase; a new one comes after the last."""
        form = forms.phase(self.office.records)
        if record is None and self.sheet is not None:
            numbers = [int(str(one.row["seq"])) for one in self.sheet.phases]
            form.set_values({"seq": max(numbers, default=0) + 1})
        self._part("phase", "phases", form, record)

    def begin_phase(self, record: Record) -> None:
        """Say that a phase has begun, and when."""
        service = self.office.engagements
        self._on_a_day("Begin the phase", partial(service.begin_phase, record))

    def end_phase(self, record: Record) -> None:
        """Say that a phase has ended, and when."""
        service = self.office.engagements
        self._on_a_day("End the phase", partial(service.end_phase, record))

    def _on_a_day(self, verb: str, then: Callable[[str], object]) -> None:
        form = Form([WhenField("on", "On", required=True)])
        form.set_values({"on": self.today().isoformat()})
        self.open(verb, form, lambda values: then(str(values["on"])))

    def strand(self, record: Record | None) -> None:
        """Add or edit a strand of the engagement."""
        form = forms.strand(self.office.records, is_new=record is None)
        self._part("strand", "engagement_strands", form, record)

    def agreement(self, record: Record | None) -> None:
        """Add or edit an agreement; VAT reasons are asked for where they are needed."""
        form = forms.agreement(self.office.records, is_new=record is None)
        save = self.office.engagements.save_agreement
        if record is None:
            code = self.office.records.suggested_code("agreements")
            form.set_values({"agreement": code, "legal_basis": "LAGSA1970"})
            self.open(
                "Add an agreement", form, lambda row: save(None, self._of_it(row))
            )
        else:
            form.set_values(record.row)
            self.open("Edit the agreement", form, partial(save, record))

    def secondment(self, record: Record | None) -> None:
        """Add or edit a secondment; what it opens and moves is asked."""
        if record is not None:
            code = str(record.row["secondment"])
            arrangements.edit(self.page, self.office, record.noun, code)
        elif self.sheet is not None:
            given: Row = {
                "authority": self.sheet.engagement.row["authority"],
                "engagement": self.sheet.code,
                "state": "proposed",
            }
            arrangements.add_secondment(self.page, self.office, given)

    def remove_secondment(self, record: Record) -> None:
        """Remove a secondment; what no longer fits without it is asked."""
        code = str(record.row["secondment"])
        arrangements.remove(self.page, self.office, record.noun, code)

    # ---- how dialogs open

    def _part(self, what: str, noun: str, form: Form, record: Record | None) -> None:
        if record is not None:
            self._change(f"Edit the {what}", form, record)
            return
        add = self.office.records.add
        self.open(f"Add a {what}", form, lambda row: add(noun, self._of_it(row)))

    def _of_it(self, row: Mapping[str, Value]) -> Row:
        code = self.sheet.code if self.sheet is not None else None
        return {**row, "engagement": code}

    def _change(self, verb: str, form: Form, record: Record) -> None:
        form.set_values(record.row)
        change = partial(self.office.records.change, record)
        self.open(verb, form, change)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
