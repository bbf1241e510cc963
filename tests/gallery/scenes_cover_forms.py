"""The dialogs of secondments and cover: each step, and each kind of bad input."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from pip_manager.domain.cover.planned import Planned
from pip_manager.ui.arrangements.dialog import RippleDialog
from pip_manager.ui.cover import dialogs
from tests.gallery.draw import settle
from tests.gallery.scenes import scene
from tests.services import establishments
from tests.services.establishments import COVER, SECONDMENT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.values import Row, Value
    from pip_manager.services.office import Office
    from pip_manager.ui.arrangements.dialog import ArrangementDialog

_TALL, _LOW = (608, 860), (608, 680)
_LONE = {"secondment": "S2", "person": "P2", "home_post": "HOS2"}


@cache
def _office() -> Office:
    folder = tempfile.mkdtemp()
    made: Office = establishments.founded(str(Path(folder) / "forms.store"))
    terms: Row = {"engagement": "E1", "charge_basis": "monthly"}
    terms |= {"charge_amount": Decimal("3000.00")}
    establishments.add(made, "secondments", SECONDMENT | terms)
    establishments.add(made, "cover", COVER)
    interim = {"cover": "C2", "post": "SDM", "kind": "agency_interim", "person": None}
    interim |= {"from_post": None, "cost_kind": "agency", "cost_unit": "day"}
    establishments.add(
        made, "cover", COVER | interim | {"cost_amount": Decimal("400.00")}
    )
    out = SECONDMENT | {"secondment": "S9", "person": "P4", "home_post": "DCS"}
    establishments.add(made, "secondments", out | {"fraction": Decimal(1)})
    held = COVER | {"cover": "C9", "post": "DCS", "kind": "agency_interim"}
    held |= {"person": None, "from_post": None, "fraction": Decimal(1)}
    establishments.add(
        made, "cover", held | {"designated_dcs": True, "to": "2027-03-19"}
    )
    return made


def _told(dialog: ArrangementDialog) -> ArrangementDialog:
    """Wait for what is told in the background."""
    dialog.show()
    QTest.qWait(300)
    settle()
    return dialog


def _new(**values: Value) -> ArrangementDialog:
    row = {**SECONDMENT, **_LONE, **{k.rstrip("_"): v for k, v in values.items()}}
    return dialogs.secondment(None, _office(), None, row)


def _cover(**values: Value) -> ArrangementDialog:
    row = {**COVER, "cover": "C5", "post": "HOS2", "person": None, "from_post": None}
    row |= {key.rstrip("_"): value for key, value in values.items()}
    return dialogs.cover(None, _office(), None, row)


def _tried(dialog: ArrangementDialog) -> ArrangementDialog:
    _told(dialog).accept()
    return _told(dialog)


@scene("cover-form-secondment", "demo", _TALL)
def _secondment() -> QWidget:
    return _told(_new())


@scene("cover-form-secondment-empty", "demo", _TALL)
def _empty() -> QWidget:
    return _told(dialogs.secondment(None, _office(), None))


@scene("cover-form-covered", "demo", _TALL)
def _covered() -> QWidget:
    dialog = _tried(_new())
    step = dialog.covered
    assert step is not None
    step.cards[0].form.field("kind").set_value("agency_interim")
    step.cards[0].form.field("fraction").set_value(Decimal("0.4"))
    step.cards[0].form.field("from").set_value("2027-01-19")
    return _told(dialog)


@scene("cover-form-covered-director", "demo", _TALL)
def _director() -> QWidget:
    later: Row = {"from_": "2027-04-06", "to": "2027-06-30", "fraction": Decimal(1)}
    dialog = _tried(_new(person="P4", home_post="DCS", **later))
    assert dialog.covered is not None
    offers = dialog.covered.cards[0].form.field("kind")
    offers.set_value("acting_up")
    return _told(dialog)


@scene("cover-form-covered-fitting", "demo", _TALL)
def _fitting() -> QWidget:
    dialog = _tried(_new(from_="2027-05-04", to="2027-06-30"))
    return _told(dialog)


@scene("cover-form-covered-two", "demo", _TALL)
def _two() -> QWidget:
    dialog = _tried(_new())
    step = dialog.covered
    assert step is not None
    step.add()
    dialog.accept()
    return _told(dialog)


@scene("cover-form-accepted", "demo", _LOW)
def _accepted() -> QWidget:
    dialog = _tried(_new())
    assert dialog.covered is not None
    dialog.covered.how.set_value("nobody")
    dialog.accept()
    return _told(dialog)


@scene("cover-form-later", "demo", _LOW)
def _later() -> QWidget:
    dialog = _tried(_new())
    assert dialog.covered is not None
    dialog.covered.how.set_value("later")
    return _told(dialog)


def _changed() -> ArrangementDialog:
    record = _office().records.get("secondments", "S1")
    dialog = dialogs.secondment(None, _office(), record)
    dialog.form.field("fraction").set_value(Decimal("0.4"))
    dialog.form.field("to").set_value("2027-02-26")
    return _tried(dialog)


@scene("cover-form-ripple", "demo", _TALL)
def _ripple() -> QWidget:
    return _changed()


@scene("cover-form-ripple-left", "demo", _TALL)
def _ripple_left() -> QWidget:
    dialog = _changed()
    assert dialog.ripple is not None
    dialog.ripple.box("C1").setChecked(False)
    return dialog


@scene("cover-form-ripple-statutory", "demo", _LOW)
def _statutory() -> QWidget:
    record = _office().records.get("secondments", "S9")
    dialog = dialogs.secondment(None, _office(), record)
    dialog.form.field("from").set_value("2026-12-07")
    dialog.form.field("to").set_value("2027-04-30")
    return _tried(dialog)


@scene("cover-form-delete", "demo", _LOW)
def _delete() -> QWidget:
    record = _office().records.get("secondments", "S1")
    planned = Planned("secondments", record, None)
    found = list(_office().ripples.of(planned))
    return RippleDialog(None, _office(), planned, found)


@scene("cover-form-problems", "demo", _TALL)
def _problems() -> QWidget:
    return _tried(_new(to="2026-12-24", fraction=Decimal("1.2"), pattern="Tue:1"))


@scene("cover-form-both-shares", "demo", _TALL)
def _both() -> QWidget:
    return _tried(_new(pattern="Tue:1"))


@scene("cover-form-over-committed", "demo", _TALL)
def _over() -> QWidget:
    return _tried(_new(person="P1", home_post="HOS", fraction=Decimal("0.5")))


@scene("cover-form-cover", "demo", _TALL)
def _cover_form() -> QWidget:
    return _told(_cover(kind="agency_interim", post="HOS", fraction=Decimal("0.3")))


@scene("cover-form-own-holder", "demo", _TALL)
def _own() -> QWidget:
    return _tried(_cover(post="HOS", person="P1", designated_dcs=True))


@scene("cover-form-loop", "demo", _TALL)
def _loop() -> QWidget:
    return _tried(_cover(post="SDM", person="P2", from_post="HOS"))


@scene("cover-form-left-behind", "demo", _TALL)
def _left_behind() -> QWidget:
    dialog = _cover(person="P3")
    dialog.form.field("from_post").set_value(None)
    return _tried(dialog)
