"""The dialogs of secondments and cover, filled in and saved as a user would."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pip_manager.models import changes
from pip_manager.ui.arrangements.dialog import ArrangementDialog, RippleDialog
from pip_manager.ui.cover import dialogs
from pip_manager.ui.kit import jobs
from pip_manager.ui.kit.dialog import FormDialog
from tests.services.establishments import COVER, END, SECONDMENT, START, add, founded
from tests.ui.showing import press, refusal, save
from tests.ui.support import nameless

if TYPE_CHECKING:
    from pip_manager.domain.values import Row


@pytest.fixture
def office(tmp_path):
    office = founded(str(tmp_path / "cover.store"))
    yield office
    office.store.close()


@pytest.fixture
def page(qtbot):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    yield page
    qtbot.waitUntil(lambda: not jobs.running(), timeout=10_000)


def opened(page, kind=ArrangementDialog):
    [found] = [one for one in page.findChildren(kind) if one.isVisible()]
    found.activateWindow()
    QApplication.processEvents()
    return found


def is_closed(page):
    return not any(one.isVisible() for one in page.findChildren(FormDialog))


def secondment(page, office, **values):
    row = SECONDMENT | {key.rstrip("_"): value for key, value in values.items()}
    dialogs.add_secondment(page, office, row)
    return opened(page)


def cover(page, office, **values):
    row = COVER | {key.rstrip("_"): value for key, value in values.items()}
    dialogs.add_cover(page, office, row)
    return opened(page)


def told(qtbot, line):
    qtbot.waitUntil(lambda: bool(line.words), timeout=10_000)
    return line.words


def warned(dialog):
    return [one.text() for one in dialog.live.findChildren(QLabel) if one.text()]


def shown_texts(dialog):
    return [one.text() for one in dialog.findChildren(QLabel)]


def problems(dialog):
    dialog.save.click()
    return dialog.form.problems()


def undo(office):
    with office.store.reading() as connection:
        seq = changes.head(connection)[0]
    office.history.undo(seq)


def kept(office, noun):
    return [record.row for record in office.records.all(noun)]


# ---- the short path


def test_a_secondment_and_its_cover_by_keyboard_say_what_is_short(qtbot, page, office):
    dialogs.add_secondment(page, office)
    dialog = opened(page)
    for text in ("Ada Example", "", "Kirklees", "", "5/1/2027", "27/3/2027", "0.6"):
        qtbot.keyClicks(dialog.focusWidget(), text)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            qtbot.keyClick(popup, Qt.Key.Key_Escape)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.form.field("home_post").value() == "HOS"
    assert told(qtbot, dialog.live) == (
        "Leaves Head of Service – front door 0.6 short from 5 January to 27 March"
        " 2027 (34.8 FTE-days)."
    )
    assert nameless(dialog) == []
    save(qtbot, dialog)
    step = dialog.covered
    assert kept(office, "secondments") == []
    assert dialog.focusWidget() is step.how.box
    form = step.cards[0].form
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    while dialog.focusWidget() is not form.field("kind").box:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(dialog.focusWidget(), "Agency")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    dialog.focusWidget().selectAll()
    qtbot.keyClicks(dialog.focusWidget(), "0.4")
    while dialog.focusWidget() is not form.field("from").line:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    dialog.focusWidget().selectAll()
    qtbot.keyClicks(dialog.focusWidget(), "19/1/2027")
    assert nameless(dialog) == []
    qtbot.waitUntil(lambda: "then 0.2" in step.live.words, timeout=10_000)
    assert step.live.words == (
        "Head of Service – front door is then 0.6 short for two weeks from 5 January"
        " 2027, then 0.2 until 27 March (15.6 FTE-days)."
    )
    save(qtbot, dialog)
    assert is_closed(page)
    [out], [held] = kept(office, "secondments"), kept(office, "cover")
    assert (out["home_post"], out["fraction"]) == ("HOS", Decimal("0.6"))
    assert (held["post"], held["kind"]) == ("HOS", "agency_interim")
    assert (held["from"], held["to"], held["fraction"]) == (
        "2027-01-19",
        END,
        Decimal("0.4"),
    )
    undo(office)
    assert kept(office, "secondments") == kept(office, "cover") == []


def test_the_code_is_suggested_and_can_be_another(page, office):
    dialogs.add_secondment(page, office)
    dialog = opened(page)
    assert dialog.form.field("secondment").value() == "S001"
    dialog.form.set_values(SECONDMENT | {"secondment": "LENT-7"})
    dialog.accept()
    dialog.covered.how.set_value("later")
    dialog.accept()
    assert [row["secondment"] for row in kept(office, "secondments")] == ["LENT-7"]


def test_a_post_that_is_given_brings_the_one_who_holds_it(page, office):
    dialogs.add_secondment(page, office, {"home_post": "HOS"})
    assert opened(page).form.field("person").value() == "P1"


# ---- how is this covered


def test_deciding_later_keeps_the_secondment_alone(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    dialog.covered.how.set_value("later")
    dialog.accept()
    assert is_closed(page)
    assert len(kept(office, "secondments")) == 1
    assert kept(office, "cover") == []


def test_no_cover_needs_who_accepts_it_and_why(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    dialog.covered.how.set_value("nobody")
    dialog.accept()
    form = dialog.covered.accepted
    assert set(form.problems()) == {"approved_by", "reason"}
    assert kept(office, "secondments") == []
    form.field("approved_by").set_value("Deputy Director")
    form.field("reason").set_value("The winter is quiet there")
    dialog.accept()
    [row] = kept(office, "cover")
    assert (row["kind"], row["approved_by"]) == (
        "no_cover_accepted",
        "Deputy Director",
    )
    assert (row["post"], row["from"], row["to"]) == ("HOS", START, END)


def test_two_covers_are_kept_with_it_and_acting_up_leaves_the_post_held(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    step = dialog.covered
    first, second = step.cards[0], step.add()
    first.form.field("kind").set_value("acting_up")
    first.form.field("person").set_value("P3")
    first.form.field("fraction").set_value(Decimal("0.4"))
    second.form.field("kind").set_value("agency_interim")
    second.form.field("fraction").set_value(Decimal("0.2"))
    dialog.accept()
    assert is_closed(page)
    assert [(row["kind"], row["from_post"]) for row in kept(office, "cover")] == [
        ("acting_up", "SDM"),
        ("agency_interim", None),
    ]


def test_days_of_the_week_are_covered_on_the_same_days(page, office):
    dialog = secondment(page, office, fraction=None, pattern="Tue:1 Thu:0.5")
    dialog.accept()
    form = dialog.covered.cards[0].form
    assert form.values()["pattern"] == "Tue:1 Thu:0.5"
    form.field("kind").set_value("agency_interim")
    dialog.accept()
    [row] = kept(office, "cover")
    assert (row["fraction"], row["pattern"]) == (None, "Tue:1 Thu:0.5")


def test_who_fits_is_offered_and_chosen_with_the_post_left(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    step = dialog.covered
    offers = [one for one in step._offers if not one.kept_out]  # noqa: SLF001
    assert {(one.name, one.kind) for one in offers} == {
        ("Cleo Example", "acting_up"),
        ("Ben Example", "backfill"),
    }
    step.pick(next(one for one in offers if one.kind == "acting_up"))
    row = step.rows()[0]
    assert (row["person"], row["kind"], row["from_post"]) == ("P3", "acting_up", "SDM")


def test_a_wrong_cover_is_told_on_its_card_and_nothing_is_kept(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    step = dialog.covered
    second = step.add()
    for card in step.cards:
        card.form.field("kind").set_value("backfill")
    second.form.field("person").set_value("P1")
    dialog.accept()
    assert step.cards[0].form.problems() == {}
    assert second.form.problems()["person"].startswith(
        "Ada Example is released from Head of Service – front door from 5 Jan to 27 Mar"
    )
    assert kept(office, "secondments") == kept(office, "cover") == []


def test_an_unsaid_kind_is_asked_beside_it(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    dialog.accept()
    assert "Decide later" in dialog.covered.cards[0].form.problems()["kind"]


def test_going_back_keeps_what_was_typed_in_the_form(page, office):
    dialog = secondment(page, office, host_role="Acting director")
    dialog.accept()
    dialog.back.click()
    assert dialog.covered is None
    assert dialog.form.field("host_role").value() == "Acting director"
    dialog.accept()
    assert dialog.covered is not None


def test_what_is_covered_already_is_not_asked(page, office):
    add(office, "cover", COVER)
    secondment(page, office).accept()
    assert is_closed(page)


def test_less_than_before_is_not_asked_and_more_is_only_for_the_rest(page, office):
    add(office, "secondments", SECONDMENT)
    dialogs.edit(page, office, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-04-30")
    dialog.accept()
    values = dialog.covered.cards[0].form.values()
    assert (values["from"], values["to"]) == ("2027-03-30", "2027-04-30")
    dialog.back.click()
    dialog.form.field("to").set_value("2027-02-26")
    dialog.accept()
    assert is_closed(page)


# ---- bad input, each beside its field


def test_an_end_before_the_beginning(page, office):
    dialog = secondment(page, office, to="2026-12-24")
    assert problems(dialog) == {"to": "The end is before the beginning."}
    assert dialog.form.field("person").value() == "P1"


@pytest.mark.parametrize("share", ["0", "1.2"])
def test_a_share_of_nothing_or_above_a_whole_post(page, office, share):
    dialog = secondment(page, office, fraction=Decimal(share))
    assert problems(dialog) == {"fraction": "The share is above 0 and at most 1."}


def test_a_share_and_days_of_the_week(page, office):
    dialog = secondment(page, office, pattern="Tue:1")
    assert problems(dialog) == {
        "pattern": "Give a share or days of the week, not both: empty one of them."
    }


def test_an_unknown_post(page, office):
    dialog = secondment(page, office, home_post="Head of Nothing")
    assert "Nothing here is called “Head of Nothing”" in problems(dialog)["home_post"]


def test_cover_by_the_holder_who_is_released(page, office):
    add(office, "secondments", SECONDMENT)
    dialog = cover(page, office, person="P1", from_post=None)
    assert problems(dialog)["person"] == (
        "Ada Example is released from Head of Service – front door from 5 Jan to"
        " 27 Mar 2027 and cannot cover it. Choose somebody else, or other dates."
    )
    assert office.records.all("cover") == []


def test_cover_by_the_holder_on_other_days(page, office):
    add(office, "secondments", SECONDMENT)
    dialog = cover(page, office, person="P1", from_="2027-04-01", to="2027-04-30")
    assert "cannot cover" not in problems(dialog).get("person", "")


def test_a_loop_with_its_names(page, office):
    add(office, "cover", COVER)
    dialog = cover(page, office, cover="C2", post="SDM", person="P2", from_post="HOS")
    words = problems(dialog)["from_post"]
    assert words.startswith("The cover goes round in a circle (C1 → C2)")
    assert (
        "Service Delivery Manager – duty out of Head of Service – front door" in words
    )


def test_a_post_that_covers_itself(page, office):
    dialog = cover(page, office, from_post="HOS")
    assert "cannot cover itself" in problems(dialog)["from_post"]


@pytest.mark.parametrize(
    ("here", "field", "words"),
    [
        ({"from": "2027-02-01"}, "from", "Ada Example is here from 1 Feb 2027."),
        ({"to": "2027-02-01"}, "to", "Ada Example is here until 1 Feb 2027."),
        ({"to": "2026-02-01"}, "from", "Ada Example is here until 1 Feb 2026 only."),
    ],
)
def test_dates_outside_the_employment(page, office, here, field, words):
    office.records.change(office.records.get("people", "P1"), here)
    dialog = secondment(page, office)
    assert problems(dialog)[field].startswith(words)


def test_a_designation_for_a_post_that_is_not_statutory(page, office):
    dialog = cover(page, office, designated_dcs=True)
    assert "is not the statutory post" in problems(dialog)["designated_dcs"]


def test_acting_up_asks_why_the_own_post_stays_covered_and_keeps_the_reason(
    page, office
):
    dialog = cover(page, office, from_post=None, fraction=Decimal("0.2"))
    dialog.form.field("from_post").set_value(None)
    assert (
        "Cleo Example holds Service Delivery Manager – duty then"
        in (problems(dialog)["from_post"])
    )
    dialog.form.field("reason").set_value("The team carries it")
    dialog.accept()
    [row] = kept(office, "cover")
    assert (row["from_post"], row["reason"]) == (None, "The team carries it")


# ---- what is kept all the same


def test_too_much_for_one_person_is_told_with_dates_and_kept_when_meant(page, office):
    add(office, "secondments", SECONDMENT)
    dialog = secondment(
        page, office, secondment="S2", home_post="HOS2", to="2027-01-15"
    )
    dialog.accept()
    assert dialog.pages.count() == 1
    assert dialog.save.text() == "Go on anyway"
    assert "Ada Example would give 1.2 FTE from 5 to 15 Jan 2027, and has 1." in warned(
        dialog
    )
    dialog.accept()
    dialog.covered.how.set_value("later")
    dialog.accept()
    assert len(kept(office, "secondments")) == 2


def test_a_holding_and_a_cover_of_one_post_are_never_both(page, office):
    dialog = cover(page, office, person="P1", from_post="SDM", fraction=Decimal("0.2"))
    dialog.accept()
    [words] = [one for one in warned(dialog) if "Never both" in one]
    assert words == (
        "Appointed to the post: a holding. Looking after it from elsewhere: cover."
        " Never both. Ada Example holds this post from 5 Jan to 27 Mar 2027."
    )
    dialog.accept()
    assert is_closed(page)


def test_a_cover_that_is_too_much_for_somebody_is_told_once_before_it_is_kept(
    page, office
):
    other = SECONDMENT | {"secondment": "S2", "person": "P2", "home_post": "HOS2"}
    add(office, "secondments", other)
    dialog = secondment(page, office)
    dialog.accept()
    step = dialog.covered
    step.cards[0].form.set_values({"person": "P2", "kind": "backfill"})
    dialog.accept()
    assert dialog.save.text() == "Go on anyway"
    labels = [one.text() for one in step.live.findChildren(QLabel)]
    assert "Ben Example would give 1.2 FTE from 5 Jan to 25 Mar 2027, and has 1." in (
        labels
    )
    dialog.accept()
    assert is_closed(page)
    assert len(kept(office, "cover")) == 1


# ---- ripple


@pytest.fixture
def chain(office):
    add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER)
    below = COVER | {"cover": "C2", "post": "SDM", "kind": "agency_interim"}
    add(office, "cover", below, person=None, from_post=None)
    return office


def ends(office):
    return [row["to"] for row in kept(office, "cover")]


def test_an_earlier_end_shows_the_chain_and_saves_what_is_accepted(qtbot, page, chain):
    dialogs.edit(page, chain, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-02-26")
    save(qtbot, dialog)
    assert [dialog.ripple.box(code).text() for code in ("C1", "C2")] == [
        "Accept: until 26 Feb 2027"
    ] * 2
    assert nameless(dialog) == []
    save(qtbot, dialog)
    assert is_closed(page)
    assert ends(chain) == ["2027-02-26"] * 2
    undo(chain)
    assert ends(chain) == [END] * 2
    assert kept(chain, "secondments")[0]["to"] == END


def test_what_is_left_takes_what_hangs_on_it_along(qtbot, page, chain):
    dialogs.edit(page, chain, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-02-26")
    dialog.accept()
    box = dialog.ripple.box("C1")
    assert dialog.focusWidget() is box
    qtbot.keyClick(box, Qt.Key.Key_Space)
    below = dialog.ripple.box("C2")
    assert (below.isEnabled(), below.isChecked()) == (False, False)
    assert box.text() == below.text() == "Left as it is"
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert below.isChecked()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    dialog.accept()
    assert ends(chain) == [END] * 2
    assert kept(chain, "secondments")[0]["to"] == "2027-02-26"


def test_a_dragged_date_saves_at_once_where_everything_fits(page, office):
    add(office, "cover", COVER)
    record = office.records.get("cover", "C1")
    dialogs.change(page, office, record, {"to": "2027-03-19"})
    assert is_closed(page)
    assert ends(office) == ["2027-03-19"]


def test_a_dragged_end_asks_what_becomes_of_the_rest(page, chain):
    record = chain.records.get("secondments", "S1")
    dialogs.change(page, chain, record, {"to": "2027-02-26"})
    dialog = opened(page)
    assert dialog.ripple is not None
    dialog.accept()
    assert is_closed(page)
    assert ends(chain) == ["2027-02-26"] * 2


def test_a_dragged_end_that_leaves_more_asks_how_it_is_covered(page, office):
    add(office, "secondments", SECONDMENT)
    record = office.records.get("secondments", "S1")
    dialogs.change(page, office, record, {"to": "2027-04-30"})
    dialog = opened(page)
    dialog.covered.how.set_value("later")
    dialog.accept()
    assert kept(office, "secondments")[0]["to"] == "2027-04-30"


def test_a_dragged_date_that_cannot_be_is_told_beside_its_field(page, office):
    add(office, "secondments", SECONDMENT)
    record = office.records.get("secondments", "S1")
    dialogs.change(page, office, record, {"to": "2026-12-01"})
    assert opened(page).form.problems() == {"to": "The end is before the beginning."}


def test_deleting_asks_what_becomes_of_its_cover(page, chain):
    dialogs.remove(page, chain, "secondments", "S1")
    dialog = opened(page, RippleDialog)
    dialog.ripple.box("C1").setChecked(False)
    dialog.save.click()
    assert is_closed(page)
    assert kept(chain, "secondments") == []
    assert len(kept(chain, "cover")) == 2
    undo(chain)
    assert len(kept(chain, "secondments")) == 1


def test_deleting_what_nothing_hangs_on_is_done_at_once(page, office):
    add(office, "secondments", SECONDMENT)
    dialogs.remove(page, office, "secondments", "S1")
    assert kept(office, "secondments") == []
    undo(office)


def test_changing_a_cover_shows_the_covers_further_down(page, chain):
    dialogs.edit(page, chain, "cover", "C1")
    dialog = opened(page)
    dialog.form.field("fraction").set_value(Decimal("0.4"))
    dialog.accept()
    assert dialog.ripple.box("C2").text() == "Accept: 0.4 FTE"
    dialog.accept()
    assert [row["fraction"] for row in kept(chain, "cover")] == [Decimal("0.4")] * 2


def test_leaving_with_something_typed_asks_first(page, office):
    dialog = secondment(page, office)
    dialog.form.field("host_role").set_value("Acting director")
    dialog.reject()
    assert refusal(dialog) == "What you typed is not kept yet."
    assert dialog.isVisible()


def test_everything_is_left_or_accepted_at_once(page, chain):
    dialogs.edit(page, chain, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-02-26")
    dialog.accept()
    press(dialog.ripple, "Leave all")
    assert dialog.ripple.accepted() == []
    press(dialog.ripple, "Accept all")
    assert [one.key for one in dialog.ripple.accepted()] == ["C1", "C2"]


def test_a_cover_is_taken_away_again(page, office):
    dialog = secondment(page, office)
    dialog.accept()
    step = dialog.covered
    second = step.add()
    assert [card.heading.text() for card in step.cards] == ["Cover 1", "Cover 2"]
    second.remove.click()
    assert [card.heading.text() for card in step.cards] == ["Cover"]


def test_a_director_longer_away_than_somebody_is_designated_is_told(page, office):
    away: Row = {"person": "P4", "home_post": "DCS", "fraction": Decimal(1)}
    add(office, "secondments", SECONDMENT | away)
    held: Row = {
        "post": "DCS",
        "kind": "agency_interim",
        "person": None,
        "from_post": None,
    }
    held |= {"fraction": Decimal(1), "designated_dcs": True, "to": "2027-03-26"}
    add(office, "cover", COVER | held)
    dialogs.edit(page, office, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-04-09")
    dialog.accept()
    told_ = [one.text() for one in dialog.ripple.findChildren(QLabel)]
    assert "Director of Children’s Services would not be held from 30 Mar to 9 Apr" in (
        " ".join(told_)
    )
    dialog.accept()
    assert dialog.covered.opening.is_statutory
    assert "designated_dcs" in dialog.covered.cards[0].form.fields


def test_what_somebody_else_changed_meanwhile_is_told_and_nothing_is_lost(page, office):
    add(office, "secondments", SECONDMENT)
    dialogs.edit(page, office, "secondments", "S1")
    dialog = opened(page)
    record = office.records.get("secondments", "S1")
    office.records.change(record, {"host_role": "Director", "notice_days": 30})
    dialog.form.field("to").set_value("2027-02-26")
    dialog.form.field("notice_days").set_value(60)
    dialog.accept()
    assert "Someone else changed this record first" in dialog.refusal
    assert dialog.form.field("to").value() == "2027-02-26"
    assert dialog.form.field("host_role").value() == "Director"
    assert dialog.form.field("notice_days").value() == 60
    assert any("someone else put “30”" in one.lower() for one in shown_texts(dialog))
    assert kept(office, "secondments")[0]["to"] == END
    dialog.accept()
    assert is_closed(page)
    [row] = kept(office, "secondments")
    assert (row["to"], row["host_role"], row["notice_days"]) == (
        "2027-02-26",
        "Director",
        60,
    )


def test_somebody_else_before_the_last_step_leads_back_to_the_form(page, office):
    add(office, "secondments", SECONDMENT)
    add(office, "cover", COVER)
    dialogs.edit(page, office, "secondments", "S1")
    dialog = opened(page)
    dialog.form.field("to").set_value("2027-02-26")
    dialog.accept()
    assert dialog.ripple is not None
    assert dialog.save.text() == "Save", "nothing is asked after this step"
    record = office.records.get("secondments", "S1")
    office.records.change(record, {"host_role": "Director"})
    dialog.accept()
    assert "Someone else changed this record first" in dialog.refusal
    assert dialog.ripple is None
    dialog.accept()
    dialog.accept()
    assert is_closed(page)
    [out], [held] = kept(office, "secondments"), kept(office, "cover")
    assert (out["to"], out["host_role"], held["to"]) == (
        "2027-02-26",
        "Director",
        "2027-02-26",
    )
