"""Undo and redo: inverses, what stands in the way, and imports taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import PipManagerError
from pip_manager.models import changes, rows
from pip_manager.models.verify import verify
from pip_manager.services import stores
from pip_manager.services.history import History
from pip_manager.services.transfer import Transfer, refuse

PERSON = {"person": "P1", "name": "Jo", "fte": Decimal("0.5")}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory, monkeypatch):
    """Keep copies made before an import out of the user's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def office(store_url):
    stores.create(store_url)
    with stores.open_office(store_url) as office:
        yield office
        assert verify(office.store) == []


def head(office):
    with office.store.reading() as connection:
        return changes.head(connection)[0]


def people(office):
    with office.store.reading() as connection:
        return {
            str(row["person"]): (row["name"], row["fte"])
            for row in rows.rows(connection, "people")
        }


def test_adding_is_undone_by_removing_and_redone_by_adding(office):
    office.records.add("people", PERSON)
    done = History(office).undo(head(office))
    assert people(office) == {}
    assert done.verb == "Undo “Add person”"
    again = History(office).undo(done.seq)
    assert people(office) == {"P1": ("Jo", Decimal("0.5"))}
    assert again.verb == "Redo “Add person”"
    once_more = History(office).undo(again.seq)
    assert once_more.verb == "Undo “Add person”"
    assert people(office) == {}


def test_a_change_is_undone_to_what_was_before_also_where_that_was_empty(office):
    record = office.records.add("people", {"person": "P1", "name": "Jo"})
    office.records.change(record, {"name": "Joan", "fte": Decimal(1)})
    History(office).undo(head(office))
    assert people(office) == {"P1": ("Jo", None)}


def test_a_change_of_the_code_is_undone(office):
    record = office.records.add("people", PERSON)
    office.records.change(record, {"person": "P2"})
    History(office).undo(head(office))
    assert set(people(office)) == {"P1"}


def test_a_removal_of_records_that_name_one_another_is_undone(office):
    office.records.add("people", PERSON)
    office.records.add("roles", {"person": "P1", "role": "Lead"})
    both = office.records.all("people"), office.records.all("roles")
    office.records.remove([*both[1], *both[0]], "Delete both")
    History(office).undo(head(office))
    assert len(office.records.all("roles")) == 1


def test_a_later_change_stands_in_the_way_and_is_named(office):
    record = office.records.add("people", PERSON)
    first = head(office)
    office.records.change(record, {"name": "Joan"}, "Change name")
    with pytest.raises(PipManagerError, match=r"“Change name” of .* came later; undo"):
        History(office).undo(first)
    History(office).undo(head(office))
    History(office).undo(first)
    assert people(office) == {}


def test_a_record_that_others_need_cannot_be_undone_away(office):
    office.records.add("people", PERSON)
    first = head(office)
    office.records.add("roles", {"person": "P1", "role": "Lead"})
    with pytest.raises(PipManagerError):
        History(office).undo(first)
    assert set(people(office)) == {"P1"}


def test_nothing_is_undone_twice(office):
    office.records.add("people", PERSON)
    first = head(office)
    History(office).undo(first)
    with pytest.raises(PipManagerError, match="undone already"):
        History(office).undo(first)
    with pytest.raises(PipManagerError, match="no change 99"):
        History(office).undo(99)


def test_the_latest_changes_come_last_first_and_say_what_was_undone(office):
    office.records.add("people", PERSON)
    History(office).undo(head(office))
    recent = History(office).recent(10)
    told = [(past.change.verb, past.is_undone) for past in recent]
    assert told == [("Undo “Add person”", False), ("Add person", True)]
    assert len(History(office).recent(1)) == 1


# ---- bills

WORK = {
    "people": "person,name\nP1,Jo\n",
    "engagements": "engagement,authority,title\nE1,E08000034,Practice\n",
    "agreements": "agreement,engagement\nAG1,E1\n",
    "rates": "card,level,unit,amount,from\n2026,standard,day,500,2026-04-01\n",
    "settings": "key,value\nhome_authority,E08000035\nseller_name,Leeds\n"
    "seller_address,Civic Hall\nseller_vat_number,GB123456782\n",
    "authorities": "authority,billing_address\nE08000034,Town Hall\n",
}
ACTIVITIES = (
    "activity,date,person,engagement,quantity,unit\n"
    "A1,2026-05-01,P1,E1,1,day\nA2,2026-05-02,P1,E1,0.5,day\n"
)
MAY = date(2026, 5, 1), date(2026, 5, 31)


def bring(office, folder, **sheets):
    folder.mkdir()
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text)
    outcome = Transfer(office).bring_in(folder)
    refuse(outcome)
    return str(outcome.batch)


@pytest.fixture
def work(office, tmp_path):
    bring(office, tmp_path / "work", **WORK)
    return office


def test_a_draft_is_undone_by_discarding_and_a_discard_by_drafting(work, tmp_path):
    bring(work, tmp_path / "in", activities=ACTIVITIES)
    work.billing.draft("E1", *MAY)
    History(work).undo(head(work))
    assert work.billing.drafts() == []
    History(work).undo(head(work))
    (draft,) = work.billing.drafts()
    assert draft.document.net == Decimal("750.00")
    work.billing.discard(draft.draft.draft)
    History(work).undo(head(work))
    assert work.billing.drafts() == [draft]


def test_work_on_a_draft_cannot_be_undone_away(work, tmp_path):
    bring(work, tmp_path / "in", activities=ACTIVITIES)
    first = head(work)
    work.billing.draft("E1", *MAY)
    with pytest.raises(PipManagerError, match="on a draft or an invoice since: act"):
        History(work).undo(first)
    assert len(work.records.all("activities")) == 2


def test_an_issued_invoice_cannot_be_undone(work, tmp_path):
    bring(work, tmp_path / "in", activities=ACTIVITIES)
    (draft,) = work.billing.draft("E1", *MAY).drafts
    work.billing.issue(draft.draft, date(2026, 6, 1))
    with pytest.raises(PipManagerError, match="An issued invoice stays as it is"):
        History(work).undo(head(work))


def test_an_import_is_taken_back_whole(work, tmp_path):
    more = {"people": "person,name\nP1,Joan\nP2,Sam\n", "activities": ACTIVITIES}
    batch = bring(work, tmp_path / "in", **more)
    History(work).undo_import(batch)
    assert people(work) == {"P1": ("Jo", None)}
    assert work.records.all("activities") == []
    with pytest.raises(PipManagerError, match="undone already"):
        History(work).undo_import(batch)


def test_an_import_of_many_records_is_taken_back_and_brought_again(work, tmp_path):
    rows = "".join(f"A{n},2026-05-01,P1,E1,0.01,day\n" for n in range(120))
    header = ACTIVITIES.splitlines()[0]
    batch = bring(work, tmp_path / "in", activities=f"{header}\n{rows}")
    undone = History(work).undo_import(batch)
    assert work.records.all("activities") == []
    History(work).undo(undone.seq)
    assert len(work.records.all("activities")) == 120


def test_a_whole_store_is_taken_back_where_nothing_touched_it(office, tmp_path):
    batch = bring(office, tmp_path / "in", **WORK, activities=ACTIVITIES)
    History(office).undo_import(batch)
    assert people(office) == {}
    kirklees = office.records.get("authorities", "E08000034")
    assert kirklees.row["billing_address"] is None


def test_an_import_is_kept_where_records_changed_or_were_billed_since(work, tmp_path):
    batch = bring(work, tmp_path / "in", activities=ACTIVITIES)
    work.billing.draft("E1", date(2026, 5, 1), date(2026, 5, 1))
    record = work.records.get("activities", "A2")
    work.records.change(record, {"quantity": Decimal("0.25")})
    with pytest.raises(PipManagerError) as refused:
        History(work).undo_import(batch)
    assert "Changed since: activity A2." in str(refused.value)
    assert "Billed since: activity A1." in str(refused.value)
    assert len(work.records.all("activities")) == 2


def test_a_record_of_a_loaded_store_that_changed_since_is_named(office, tmp_path):
    batch = bring(office, tmp_path / "in", **WORK)
    office.records.change(office.records.get("people", "P1"), {"name": "Joan"})
    with pytest.raises(PipManagerError, match="person P1"):
        History(office).undo_import(batch)


@pytest.mark.parametrize("batch", ["99", "x", "-1", ""])
def test_an_unknown_batch_is_refused(office, batch):
    with pytest.raises(PipManagerError, match="no import"):
        History(office).undo_import(batch)


def test_what_is_no_import_is_not_taken_back_as_one(office):
    office.records.add("people", PERSON)
    with pytest.raises(PipManagerError, match="no import"):
        History(office).undo_import(str(head(office)))
