"""Can we release them? The question empty, answered, without costs, and its forms."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from pip_manager.ui.cover.release import ReleaseDialog
from tests.gallery.draw import settle
from tests.gallery.offices import office
from tests.gallery.scenes import scene

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row

_SIZE = (1240, 688)


def _given(**more: object) -> Row:
    first = date.today() + timedelta(42)  # noqa: DTZ011 - the demonstration's own day
    first -= timedelta(first.weekday())
    given = {"from": first, "to": first + timedelta(81), "authority": "X99000002"}
    return {**given, **more}  # type: ignore[dict-item]


def _asked(person: str, **more: object) -> ReleaseDialog:
    dialog = ReleaseDialog(None, office("demo"), _given(person=person, **more))
    dialog.resize(*_SIZE)
    dialog.show()
    settle()
    dialog.look()
    settle()
    return dialog


@scene("release", "demo", _SIZE)
def _answered() -> QWidget:
    return _asked("HOZ", fraction=Decimal("0.6"))


@scene("release-lower", "demo", _SIZE)
def _lower() -> QWidget:
    dialog = _asked("HOZ", fraction=Decimal("0.6"))
    dialog.shown.table.setFocus()
    dialog.shown.scroll_down()
    return dialog


@scene("release-four", "demo", _SIZE)
def _four() -> QWidget:
    dialog = _asked("HOZ", fraction=Decimal("0.6"))
    dialog.shown.options.covered.emit(1, "SDM-01")
    settle()
    return dialog


@scene("release-director", "demo", _SIZE)
def _director() -> QWidget:
    return _asked("DIR", fraction=Decimal(1))


@scene("release-long", "demo", _SIZE)
def _long() -> QWidget:
    first = date.today() + timedelta(30)  # noqa: DTZ011 - the demonstration's own day
    return _asked("DDR", pattern="Tue:1 Thu:1", to=first + timedelta(400))


@scene("release-empty", "demo", _SIZE)
def _empty() -> QWidget:
    return ReleaseDialog(None, office("demo"))


@scene("release-empty", "starting", _SIZE)
def _starting() -> QWidget:
    return ReleaseDialog(None, office("starting"))


@scene("release-accept", "demo", _SIZE)
def _accept() -> QWidget:
    dialog = _asked("HOZ", fraction=Decimal("0.6"))
    dialog.accept_option(1)
    return dialog


@scene("release-cover", "demo", _SIZE)
def _cover() -> QWidget:
    dialog = _asked("HOZ", fraction=Decimal("0.6"))
    dialog.shown.options.altered.emit(2, 0)
    return dialog
