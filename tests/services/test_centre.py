from __future__ import annotations

from datetime import date

import pytest

from pip_manager.errors import InputError
from tests.models import ledger
from tests.services import books


@pytest.fixture
def office(store_url):
    office = books.founded(store_url)
    yield office
    office.store.close()


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        ("seller_vat_number", "GB123456789", "GB123456782"),
        ("seller_email", "office at leeds", "office@leeds.example"),
        ("bank_sort_code", "2045", "20-45-67"),
        ("bank_account", "account", "12345678"),
        ("iban", "GB82 WEST 1234 5698 7654 33", "GB82 WEST 1234 5698 7654 32"),
        ("threshold_senior_gap", "much", "0.3"),
        ("threshold_senior_gap", "-1", "0"),
        ("payment_days", "soon", "14"),
    ],
)
def test_a_section_is_looked_over_before_it_is_kept(office, key, wrong, right):
    with pytest.raises(InputError) as refused:
        office.centre.save({key: wrong})
    assert [problem.field for problem in refused.value.problems] == [key]
    office.centre.save({key: right})
    assert office.settings.all()[key] == right


def test_what_stands_already_is_not_refused(office):
    books.change(office, "settings", "seller_vat_number", value="GB123456789")
    office.centre.save({"seller_vat_number": "GB123456789", "seller_unit": "Unit"})
    assert office.settings.all()["seller_unit"] == "Unit"


def test_saving_nothing_new_is_no_change(office):
    told: list[object] = []
    office.announce = told.append
    office.centre.save({"payment_days": "30"})
    assert told == []


def test_the_next_numbers_follow_the_financial_year(office):
    found = office.centre.numbers(date(2018, 3, 31))
    assert found.invoice == "LRPC-2017-0001"
    assert found.credit_note == "LRPC-CN-2017-0001"
    assert found.year == "2017/18"
    fresh = office.centre.numbers(date(2018, 4, 1), {"invoice_prefix": "PC"})
    assert fresh.invoice == "PC-2018-0001"


def test_a_login_is_bound_to_a_person_and_let_go_again(office):
    assert office.centre.login().person is None
    office.centre.bind("P2")
    assert office.centre.login().person == "P2"
    assert office.who.person == "P2"
    office.centre.bind("P3")
    assert office.centre.login().person == "P3"
    office.centre.bind(None)
    assert office.centre.login().person is None


def test_nobody_can_be_a_person_who_is_not_there(office):
    with pytest.raises(InputError):
        office.centre.bind("P9")
    assert office.who.person == books.WHO.person


def test_a_new_store_is_sound_and_says_what_it_holds(office):
    assert office.centre.verify() == []
    facts = office.centre.facts()
    assert facts.records > 10
    assert facts.changes == 1


def test_the_password_of_a_server_is_not_shown(office):
    assert "@" not in office.centre.facts().location or (
        ":" not in office.centre.facts().location.split("//")[1].split("@")[0]
    )


def test_what_is_wrong_is_told_in_words(tmp_path):
    office = books.founded(str(tmp_path / "books.store"))
    with office.store.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER invoices_add_up")
    assert office.centre.verify() == ["the rule invoices_add_up is missing"]
    office.store.close()


def test_a_backup_is_made_and_its_time_known(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    office = books.founded(str(tmp_path / "books.store"))
    assert office.centre.last_backup() is None
    made = office.centre.back_up()
    with ledger.opened(made) as copy:
        assert copy.facts()["schema"]
    assert office.centre.last_backup() is not None
    office.store.close()
