"""Everything a file may say of people and posts can be typed, and taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from pip_manager.domain.nouns import NOUNS
from pip_manager.models import changes
from pip_manager.ui.cover import dialogs as cover_dialogs
from pip_manager.ui.kit.fields import LineField
from pip_manager.ui.people import dialogs
from tests.services.establishments import COVER, add, founded

if TYPE_CHECKING:
    from pip_manager.domain.values import Row

_MAKE = {
    "people": lambda page, office: dialogs.person(page, office, None),
    "roles": lambda page, office: dialogs.role(page, office, "P1", None),
    "posts": lambda page, office: dialogs.post(page, office, None),
    "holdings": lambda page, office: dialogs.holding(page, office, None, {}),
    "secondments": lambda page, office: cover_dialogs.secondment(page, office, None),
    "cover": lambda page, office: cover_dialogs.cover(page, office, None),
}


@pytest.fixture
def office(tmp_path):
    office = founded(str(tmp_path / "people.store"))
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    return page


@pytest.mark.parametrize("noun", _MAKE)
def test_every_column_can_be_entered(page, office, noun):
    form = _MAKE[noun](page, office).form
    columns = {column.name for column in NOUNS[noun].columns}
    # whose role it is was chosen before
    assert columns - set(form.fields) == ({"person"} if noun == "roles" else set())


def test_a_post_is_kept_whole_and_taken_back(page, office):
    dialog = dialogs.post(page, office, None)
    row: Row = {"post": "DD", "title": "Deputy Director", "tier": 2, "kind": "post"}
    row |= {"established_fte": Decimal(1), "statutory_dcs": False}
    row |= {"service": "Safeguarding", "from": "2020-04", "source": "Structure chart"}
    dialog.form.set_values(row)
    dialog.accept()
    kept = office.records.get("posts", "DD").row
    assert {name: kept[name] for name in row} == row
    with office.store.reading() as connection:
        seq = changes.head(connection)[0]
    office.history.undo(seq)
    assert "DD" not in {one.row["post"] for one in office.records.all("posts")}


def test_a_service_in_use_is_offered_again(page, office):
    post = office.records.get("posts", "HOS")
    office.records.change(post, {"service": "Front door"})
    field = dialogs.post(page, office, None).form.field("service")
    assert isinstance(field, LineField)
    model = field.line.completer().model()
    assert [model.index(n, 0).data() for n in range(model.rowCount())] == ["Front door"]


def test_who_covers_a_post_is_told_before_the_same_one_holds_it(page, office):
    add(office, "cover", COVER)
    dialog = dialogs.holding(page, office, None, {"post": "HOS", "person": "P3"})
    dialog.form.set_values({"from": "2027-03-01"})
    dialog.accept()
    assert dialog.refusal == (
        "Appointed to the post: a holding. Looking after it from elsewhere: cover."
        " Never both. Cleo Example is down to cover this post from 1 to 27 Mar 2027."
        " Save again if it is right all the same."
    )
    dialog.accept()
    assert office.records.get("holdings", "HOS", "P3", "2027-03-01")
