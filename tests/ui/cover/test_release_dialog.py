"""Whether somebody can be released, asked and decided by keyboard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from pip_manager.ui.cover import release
from pip_manager.ui.cover.release_strip import Strip
from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.dialog import FormDialog
from tests.services import books
from tests.ui.showing import press, save, texts
from tests.ui.support import nameless

if TYPE_CHECKING:
    from pip_manager.domain.values import Row

GIVEN: Row = {
    "person": "P1",
    "authority": "E08000034",
    "from": "2027-01-04",
    "to": "2027-03-26",
    "fraction": Decimal("0.6"),
}


@pytest.fixture
def office(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    with office.writing("Posts at home") as writer:
        for post, person, tier, title in (
            ("HOS", "P1", 3, "Head of Service – front door"),
            ("SDM", "P2", 4, "Service Delivery Manager – front door"),
            ("SDM3", "P3", 4, "Service Delivery Manager – duty"),
        ):
            row = {"post": post, "title": title, "tier": tier}
            writer.add("posts", {**row, "established_fte": Decimal(1)})
            holding = {"post": post, "person": person, "from": "2020-01-01"}
            writer.add("holdings", holding)
        row = {"cover": "C1", "post": "SDM", "kind": "backfill", "person": "P3"}
        row |= {"from": "2027-02-01", "to": "2027-02-26", "fraction": Decimal("0.5")}
        writer.add("cover", row)
    books.rate(office, "Head of Service", "640", level="standard", target=None)
    yield office
    office.store.close()


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    return window


def quiet(qtbot, dialog):
    """Wait until what was asked is answered and shown."""
    qtbot.waitUntil(lambda: not jobs.running() and not dialog.is_asking, timeout=10_000)
    QApplication.processEvents()
    return dialog


def opened(qtbot, window, office, **given):
    dialog = release.ask(window, office, GIVEN | given)
    dialog.activateWindow()
    return quiet(qtbot, dialog)


def form_over(dialog):
    [form] = [one for one in dialog.findChildren(FormDialog) if one.isVisible()]
    form.activateWindow()
    QApplication.processEvents()
    return form


def titles(dialog):
    return [one.title for one in dialog.answer.options]


def ctrl(qtbot, dialog, key):
    qtbot.keyClick(dialog.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)


def test_the_question_is_answered_side_by_side(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    assert titles(dialog) == [
        "No cover",
        "Acting up by Ben Example",
        "Agency interim",
    ]
    told = texts(dialog)
    assert any("0.6 short from 4 January" in one for one in told)
    assert any(one.startswith("We would charge £22,656.00.") for one in told)
    # ten days of it are half covered already
    assert {"35.4", "25.4"} <= set(told)
    assert "not stated" in told  # what the interim costs
    strips = dialog.shown.options.findChildren(Strip)
    assert "gap, 0.6 FTE short" in strips[0].accessibleDescription()
    assert nameless(dialog) == []


def test_of_a_post_whoever_holds_it_is_asked_for(qtbot, window, office):
    given = {"home_post": "SDM", "from": "2027-01-04", "to": "2027-03-26"}
    dialog = quiet(qtbot, release.ask(window, office, given))
    assert dialog.answer.name == "Ben Example"


def test_it_is_typed_answered_accepted_and_undone_by_keyboard(qtbot, window, office):
    dialog = release.ask(window, office)
    dialog.activateWindow()
    quiet(qtbot, dialog)
    for words in ("Ada", "Kirklees", "", "4 Jan 2027", "26 Mar 2027", "0.6"):
        field = QApplication.focusWidget()
        if words:
            field.selectAll()  # type: ignore[union-attr]
            qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: dialog.answer is not None, timeout=10_000)
    quiet(qtbot, dialog)
    answer = dialog.answer
    assert answer is not None
    assert answer.question.first == date(2027, 1, 4)
    ctrl(qtbot, dialog, Qt.Key.Key_2)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    form = form_over(dialog)
    assert nameless(form) == []
    save(qtbot, form)
    assert set(form.form.problems()) == {"benefits", "demands", "by"}
    for words in ("Funding", "Fewer visits", "Director"):
        field = QApplication.focusWidget()
        qtbot.keyClicks(field, words)
        qtbot.keyClick(field, Qt.Key.Key_Tab)
    save(qtbot, form)
    assert not dialog.isVisible()
    [lent] = office.records.all("secondments")
    assert (lent.row["authority"], lent.row["charge_amount"]) == (
        "E08000034",
        Decimal("640.00"),
    )
    assert [one.row["person"] for one in office.records.all("cover")] == ["P3", "P2"]
    [past] = office.history.recent(1)
    office.history.undo(past.change.seq)
    assert office.records.all("secondments") == office.records.all("decisions") == []
    assert len(office.records.all("cover")) == 1


def test_enter_in_a_field_accepts_nothing(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    qtbot.keyClick(dialog.question.form.field("fraction").line, Qt.Key.Key_Return)
    quiet(qtbot, dialog)
    assert dialog.isVisible()
    assert not [one for one in dialog.findChildren(FormDialog) if one.isVisible()]


def test_an_altered_question_is_answered_anew(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    dialog.question.form.field("fraction").set_value(Decimal("0.2"))
    quiet(qtbot, dialog)
    assert str(dialog.answer.options[0].short) == "11.8"


def test_what_is_not_said_yet_shows_no_figures(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    dialog.question.form.field("to").set_value(None)
    quiet(qtbot, dialog)
    assert dialog.answer is None
    assert "Say who is asked for, from when to when, and how much of them." in texts(
        dialog
    )
    assert not dialog.decline.isEnabled()


def test_an_end_before_the_beginning_is_said_beside_the_field(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    dialog.question.form.field("to").set_value(date(2026, 12, 1))
    quiet(qtbot, dialog)
    problems = dialog.question.form.problems()
    assert problems == {"to": "The end is before the beginning."}
    # nothing typed is lost, and mending it answers again
    dialog.question.form.field("to").set_value(date(2027, 1, 29))
    quiet(qtbot, dialog)
    assert dialog.question.form.problems() == {}
    assert dialog.answer.options


def test_who_is_kept_out_says_why_and_is_not_added(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    rows = dialog.shown.table.model.rows
    assert [(one.name, one.kept_out) for one in rows] == [
        ("An agency interim", ""),
        ("Ben Example", ""),
        ("Cleo Example", "already gives 0.5 FTE, 1–26 Feb 2027"),
    ]
    dialog.shown.table.select(dialog.shown.table.model.id_at(2))
    qtbot.keyClick(dialog.shown.table.view, Qt.Key.Key_Return)
    quiet(qtbot, dialog)
    assert len(dialog.answer.options) == 3


def test_an_option_is_removed_and_one_added_from_the_list(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    press(dialog, "Remove option 2: Acting up by Ben Example")
    quiet(qtbot, dialog)
    assert titles(dialog) == ["No cover", "Agency interim"]
    dialog.shown.table.select(dialog.shown.table.model.id_at(1))
    qtbot.keyClick(dialog.shown.table.view, Qt.Key.Key_Return)
    quiet(qtbot, dialog)
    assert titles(dialog)[2] == "Acting up by Ben Example"


def test_the_post_behind_is_covered_too(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    press(dialog, "Cover Service Delivery Manager – front door too, option 2")
    quiet(qtbot, dialog)
    assert dialog.answer.options[1].short == 0


def test_a_cover_is_changed_and_what_it_costs_is_asked_for(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    press(dialog, "Change: Agency interim, option 3")
    form = form_over(dialog)
    assert nameless(form) == []
    form.form.field("amount").set_value(Decimal(500))
    form.form.field("fraction").set_value(Decimal("0.4"))
    save(qtbot, form)
    quiet(qtbot, dialog)
    found = dialog.answer.options[2]
    assert found.cost == Decimal("0.4") * 59 * 500
    assert str(found.short) == "11.8"
    assert office.records.all("secondments") == []


def test_declining_keeps_the_reason(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    dialog.decline.click()
    form = form_over(dialog)
    form.form.set_values({"demands": "Nobody to stand in.", "by": "Director"})
    save(qtbot, form)
    [decision] = office.records.all("decisions")
    assert decision.row["reason"] == "Demands: Nobody to stand in."
    assert office.records.all("secondments") == []


def test_options_made_are_not_lost_unasked(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    press(dialog, "Remove option 3: Agency interim")
    quiet(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    [box] = [one for one in dialog.findChildren(QMessageBox) if one.isVisible()]
    box.close()
    assert dialog.isVisible()


def test_whoever_acts_up_opens_the_post_they_hold(qtbot, window, office):
    dialog = opened(qtbot, window, office)
    press(dialog, "Change: Agency interim, option 3")
    form = form_over(dialog)
    form.form.field("kind").set_value("acting_up")
    form.form.field("person").set_value("P3")
    assert form.form.field("from_post").value() == "SDM3"
    form.form.field("from_post").set_value(None)
    save(qtbot, form)
    assert "nobody acts up and stays" in form.form.problems()["from_post"]
    form.form.field("from_post").set_value("SDM3")
    save(qtbot, form)
    quiet(qtbot, dialog)
    found = dialog.answer.options[2]
    assert found.title == "Acting up by Cleo Example"
    assert found.warnings == (
        "Cleo Example would give 1.1 FTE, of 1, in 1–26 Feb 2027.",
    )


def test_tab_goes_through_the_options_before_it_leaves_the_question(
    qtbot, window, office
):
    dialog = opened(qtbot, window, office)
    met = [dialog.question]
    while met[-1] is not dialog.close_button:
        met.append((met[-1]).nextInFocusChain())
    accepts = [met.index(one) for one in dialog.shown.options.buttons]
    assert accepts == sorted(accepts)
    assert accepts[-1] < met.index(dialog.shown.compare)


def test_a_charge_that_is_not_known_is_said_to_be_not_stated(qtbot, window, office):
    dialog = opened(qtbot, window, office, person="P2")
    assert any(
        one.startswith("What we would charge is not stated.") for one in texts(dialog)
    )
