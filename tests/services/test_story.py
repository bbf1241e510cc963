from __future__ import annotations

from pip_manager.models.changes import Change
from pip_manager.services.story import told

AT = "2017-11-20T09:30:00+00:00"


def change(seq=1, who="P1", verb="Change engagement"):
    return Change(seq, AT, who, "login-of-test", verb, None, "", "")


def lines(noun, before, after, key=("E1",)):
    entry = {"noun": noun, "key": list(key), "action": "change"}
    entry |= {"before": before, "after": after}
    return told([(change(), entry)], {})[0].lines


def test_a_change_says_what_from_and_to():
    assert lines("engagements", {"status": "in_discussion"}, {"status": "agreed"}) == (
        "engagement E1: status in discussion → agreed",
    )


def test_dates_money_and_flags_are_written_for_people():
    assert lines("engagements", {"to": ""}, {"to": "2017-10"}) == (
        "engagement E1: to not stated → October 2017",
    )
    assert lines("agreements", {"po_value": "1200.50"}, {"po_value": ""}, ("A1",)) == (
        "agreement A1: purchase order value £1,200.50 → not stated",
    )
    assert lines("authorities", {"po_required": "no"}, {"po_required": "yes"}) == (
        "authority E1: purchase order required no → yes",
    )
    assert lines("activities", {"date": "2017-10-02"}, {"date": "2017-10-03"}) == (
        "activity E1: date 2 Oct 2017 → 3 Oct 2017",
    )
    assert lines("phases", {"planned_days": "7.5"}, {"planned_days": "8"}) == (
        "phase E1: planned days 7.5 → 8",
    )


def test_a_long_text_is_cut():
    (line,) = lines("engagements", {"summary": ""}, {"summary": "word " * 40})
    assert line.endswith("word word…")
    assert len(line) < 140


def test_entries_of_one_verb_stand_together_and_names_are_people():
    added = {"noun": "decisions", "key": ["D001"], "action": "add", "after": {}}
    gone = {"noun": "phases", "key": ["E1", "2"], "action": "remove", "before": {}}
    found = told([(change(), added), (change(), gone)], {"P1": "Ada Example"})
    assert len(found) == 1
    assert found[0].who == "Ada Example"
    assert found[0].lines == ("Decision D001 added", "Phase E1 / 2 deleted")


def test_without_a_person_the_login_is_named():
    entry = {"noun": "invoices", "key": ["LRPC-2017-0001"], "action": "issue"}
    (one,) = told([(change(who=None), entry)], {})
    assert one.who == "login-of-test"
    assert one.lines == ("Invoice LRPC-2017-0001 issued",)
