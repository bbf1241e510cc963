"""Rates: ribbons, forms, what work would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.rates import RatesPage, dialogs
from tests.gallery.offices import office
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


@scene("rates", "demo")
def _rates() -> QWidget:
    page = RatesPage(office("demo"))
    window = shelled(page, "rates", demo=True)
    page.opened("Head of Service")
    return window


@scene("rates-small", "demo", (1280, 720))
def _small() -> QWidget:
    page = RatesPage(office("demo"))
    window = shelled(page, "rates", demo=True)
    page.opened("THO-01-A")
    return window


@scene("rates", "empty")
def _empty() -> QWidget:
    return shelled(RatesPage(office("empty")), "rates")


@scene("rates-form", "demo", (608, 760))
def _form() -> QWidget:
    rate = office("demo").records.all("rates", level="agreement")[0]
    return dialogs.rate(None, office("demo"), rate, {})  # type: ignore[arg-type]


@scene("rates-follow", "demo", (608, 460))
def _follow() -> QWidget:
    rate = office("demo").records.all("rates", level="agreement")[0]
    return dialogs.follow(None, office("demo"), rate)  # type: ignore[arg-type]


@scene("rates-price", "demo", (560, 600))
def _price() -> QWidget:
    dialog = dialogs.Pricing(None, office("demo"))
    dialog.form.set_values({"person": "UCA", "engagement": "THO-01"})
    dialog.form.changed.emit()
    return dialog
