"""The Activity screen: empty, with starting data, and at work with the demo."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pip_manager.services.office import Office, Store, Who
from pip_manager.services.stores import create
from pip_manager.ui.activity import ActivityPage
from tests.gallery.draw import settle
from tests.gallery.scenes import scene
from tests.gallery.shell import shelled

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.services.stores import With

_TODAY = date(2026, 11, 22)
_ME = "JTH"


@cache
def _office(fill: With) -> Office:
    folder = Path(tempfile.mkdtemp(prefix="pip-manager-gallery-"))
    where = str(folder / "gallery.store")
    create(where, fill)
    return Office(Store.open(where), Who("gallery", _ME if fill == "demo" else None))


def _page(fill: With) -> ActivityPage:
    page = ActivityPage(_office(fill), lambda: _TODAY)
    page.opened()
    return page


def _shown(page: ActivityPage, fill: With = "demo") -> QWidget:
    window = shelled(page, "activity", demo=fill == "demo")
    window.resize(1280, 800)
    window.show()
    settle()
    return window


@scene("activity", "empty")
def _empty() -> QWidget:
    return _shown(_page("nothing"), "nothing")


@scene("activity", "starting")
def _starting() -> QWidget:
    return _shown(_page("starting-data"), "starting-data")


@scene("activity-week", "starting")
def _starting_week() -> QWidget:
    page = _page("starting-data")
    page.tabs.setCurrentIndex(1)
    return _shown(page, "starting-data")


@scene("activity-list")
def _list() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    page.lists["activities"].table.view.selectRow(3)
    return shown


@scene("activity-small", size=(1280, 720))
def _small() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    page.filters.narrow({"engagement": "THO-01", "state": "billed"})
    settle()
    page.lists["activities"].table.view.selectRow(1)
    return shown


@scene("activity-quick")
def _quick() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    favourites = page.quick.favourites
    for line in ("0.5d Thornmere practice – supervision", "1h Alderbrook – call"):
        if line not in favourites.lines():
            favourites.toggle(line)
    page.quick.take("")
    page.quick.line.setText(
        "Tue 0.5d Alderbrook practice – case audit with Amara, travel 12.40"
    )
    page.quick.line.textEdited.emit("")
    return shown


@scene("activity-ambiguous")
def _ambiguous() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    page.quick.line.setText("Fri 1.5d Thornmere – workshop, 23 miles")
    page.quick.line.textEdited.emit("")
    return shown


@scene("activity-week")
def _week() -> QWidget:
    page = _page("demo")
    page.tabs.setCurrentIndex(1)
    shown = _shown(page)
    page.week.whose.set_value("YAD")
    page.week.step(-1)
    if page.week.model.rows:
        model = page.week.model
        model.setData(model.index(0, 3), "1")
        model.setData(model.index(0, 5), "h")
    return shown


@scene("activity-expenses")
def _expenses() -> QWidget:
    page = _page("demo")
    page.tabs.setCurrentIndex(2)
    return _shown(page)


@scene("activity-charges")
def _charges() -> QWidget:
    page = _page("demo")
    page.tabs.setCurrentIndex(3)
    return _shown(page)


@scene("activity-form")
def _form() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    page.add_by_form()
    return shown


@scene("activity-bulk")
def _bulk() -> QWidget:
    page = _page("demo")
    shown = _shown(page)
    model = page.lists["activities"].model
    page.edit_many([model.row_at(n) for n in range(5)])
    return shown


@scene("activity-expense-form")
def _expense_form() -> QWidget:
    page = _page("demo")
    page.tabs.setCurrentIndex(2)
    shown = _shown(page)
    page.add_by_form()
    return shown


@scene("activity-charge-form")
def _charge_form() -> QWidget:
    page = _page("demo")
    page.tabs.setCurrentIndex(3)
    shown = _shown(page)
    page.add_by_form()
    return shown
