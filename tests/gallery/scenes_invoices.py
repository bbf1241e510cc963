"""Invoices: to bill, a draft beside its page, what is issued, the dialogs."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.services.issuing import Issued
from pip_manager.services.office import Office, Store, Who
from pip_manager.ui.invoices import InvoicesPage
from pip_manager.ui.invoices.credit import CreditDialog
from pip_manager.ui.invoices.run import Outcome
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gallery.scenes import State


@cache
def drafting() -> Office:
    """Return an office over a copy of the demonstration, for drafts to be made in."""
    folder = Path(tempfile.mkdtemp(prefix="pip-manager-gallery-"))
    source = office("demo").store.path
    assert source is not None
    copy = shutil.copy(source, folder / "drafts.store")
    made = Office(Store.open(str(copy)), Who("jsmith"))
    end = date.today().replace(day=1) - timedelta(days=1)  # noqa: DTZ011
    for one in made.billing.unbilled(end)[:5]:
        if one.first is not None:
            made.billing.draft(one.engagement, one.first, end)
    return made


def shown(state: State, part: int) -> QWidget:
    """Return the window with a part of the page turned to."""
    return opened(state, part)[0]


def opened(state: State, part: int) -> tuple[QWidget, InvoicesPage]:
    """Return the page in the window with a part turned to."""
    page = InvoicesPage(drafting() if part == 1 and state == "demo" else office(state))
    window = shelled(page, "invoices", demo=state == "demo")
    window.resize(1280, 800)
    window.show()
    page.turn(part)
    settle()
    return window, page


@scene("invoices-to-bill", "demo")
def _to_bill() -> QWidget:
    return shown("demo", 0)


@scene("invoices-to-bill-small", "demo", (1280, 720))
def _small() -> QWidget:
    return shown("demo", 0)


@scene("invoices-to-bill", "starting")
def _to_bill_starting() -> QWidget:
    return shown("starting", 0)


@scene("invoices-to-bill", "empty")
def _to_bill_empty() -> QWidget:
    return shown("empty", 0)


@scene("invoices-drafts", "demo")
def _drafts() -> QWidget:
    return shown("demo", 1)


@scene("invoices-drafts-small", "demo", (1280, 720))
def _drafts_small() -> QWidget:
    return shown("demo", 1)


@scene("invoices-drafts", "empty")
def _drafts_empty() -> QWidget:
    return shown("empty", 1)


@scene("invoices-issued", "demo")
def _issued() -> QWidget:
    return shown("demo", 2)


@scene("invoices-issued-small", "demo", (1280, 720))
def _issued_small() -> QWidget:
    window, page = opened("demo", 2)
    page.issued.sides.setCurrentIndex(1)
    return window


@scene("invoices-issued", "empty")
def _issued_empty() -> QWidget:
    return shown("empty", 2)


@scene("invoices-issue", "demo")
def _issue() -> QWidget:
    window, page = opened("demo", 1)
    ready = [row for row in page.drafts.model.rows if not row.obstacles]
    page.drafts.table.select(ready[0].drawn.draft.draft)
    page.drafts.act()
    return window


@scene("invoices-bill-all", "demo")
def _bill_all() -> QWidget:
    window, page = opened("demo", 0)
    page.bill_all()
    return window


@scene("invoices-billed", "demo", (820, 520))
def _billed() -> QWidget:
    steps = [
        Issued("ALD-01", "LRPC-2026-0041", Decimal("5126.40")),
        Issued("BRA-01", "LRPC-2026-0042", Decimal("12840.00")),
        Issued("EAS-01", why="Eastmere has no billing address. Add it."),
        Issued(
            "HOL-02",
            why="No rate for Head of Service is in force on 3 Oct 2026. Add one, or"
            " type a price.",
        ),
    ]
    return Outcome(None, steps)


def choose_late(page: InvoicesPage) -> None:
    """Choose the latest invoice that is late, and let what belongs to it appear."""
    row = next(row for row in page.issued.model.rows if row.late)
    page.issued.table.select(row.invoice.number)
    settle()


@cache
def owing() -> Office:
    """Return an office over a copy of the demonstration that shows late payment."""
    folder = Path(tempfile.mkdtemp(prefix="pip-manager-gallery-"))
    source = office("demo").store.path
    assert source is not None
    made = Office(
        Store.open(str(shutil.copy(source, folder / "owing.store"))), Who("jsmith")
    )
    made.settings.save({"late_payment": "yes"})
    return made


def owed(part: int) -> tuple[QWidget, InvoicesPage]:
    """Return the page with a part of what is owed turned to."""
    page = InvoicesPage(owing())
    window = shelled(page, "invoices", demo=True)
    window.resize(1280, 720)
    window.show()
    page.turn(part)
    settle()
    return window, page


@scene("invoices-late", "demo", (1280, 1180))
def _late() -> QWidget:
    window, page = owed(2)
    window.resize(1280, 1180)
    choose_late(page)
    return window


@scene("invoices-pay", "demo", (1280, 720))
def _pay() -> QWidget:
    window, page = owed(2)
    choose_late(page)
    page.issued.money.pay()
    return window


def _credit(what: str) -> QWidget:
    window, page = owed(2)
    choose_late(page)
    page.issued.money.credit()
    settle()
    dialog = page.issued.money.dialog
    assert isinstance(dialog, CreditDialog)
    dialog.form.field("what").set_value(what)
    dialog.form.field("reason").set_value("Half a day did not happen")
    if what == "work":
        dialog.work.tick(dialog.work.first())
        dialog.form.field("changed_on").set_value(date(2026, 1, 5))
    dialog.form.field("quantity").set_value(Decimal("0.5"))
    dialog.foresee()
    settle()
    return window


@scene("invoices-credit", "demo", (1280, 720))
def _credit_work() -> QWidget:
    return _credit("work")


@scene("invoices-credit-line", "demo", (1280, 720))
def _credit_line() -> QWidget:
    return _credit("line")


@scene("invoices-credit-all", "demo", (1280, 720))
def _credit_all() -> QWidget:
    return _credit("all")


@scene("invoices-owed", "demo", (1280, 720))
def _owed() -> QWidget:
    return owed(3)[0]


@scene("invoices-reminder", "demo", (1280, 720))
def _reminder() -> QWidget:
    window, page = owed(3)
    page.owed.sides.setCurrentIndex(1)
    return window


@scene("invoices-owed", "empty")
def _owed_empty() -> QWidget:
    return shown("empty", 3)
