"""What the Centre sets, and what a setting refuses."""

from datetime import date
from decimal import Decimal

import pytest

from pip_manager.errors import InputError
from pip_manager.services.office import Office, Store, Who
from pip_manager.services.settings import calendar, hours_per_day, settings


@pytest.fixture
def office(store_url):
    store = Store.create(store_url)
    yield Office(store, Who("test"))
    store.close()


def test_what_is_not_set_has_its_default(office):
    stated = office.settings.all()
    assert stated["invoice_prefix"] == "LRPC"
    assert hours_per_day(stated) == Decimal("7.4")
    assert "seller_name" not in stated


def test_a_setting_is_kept_changed_and_cleared(office):
    office.settings.save({"payment_days": "28", "seller_name": "Sample Council"})
    office.settings.save({"payment_days": "14"})
    assert office.settings.all()["payment_days"] == "14"
    office.settings.save({"payment_days": ""})
    assert office.settings.all()["payment_days"] == "30"
    assert office.settings.all()["seller_name"] == "Sample Council"


def test_one_wrong_value_keeps_all_of_them_out(office):
    with pytest.raises(InputError) as caught:
        office.settings.save({"seller_name": "Sample", "payment_days": "soon"})
    assert [problem.field for problem in caught.value.problems] == ["payment_days"]
    assert "seller_name" not in office.settings.all()


def test_days_off_stand_beside_the_bank_holidays(office):
    office.records.add("days_off", {"date": date(2026, 12, 29), "name": "Closed"})
    with office.store.reading() as connection:
        working = calendar(connection)
        assert settings(connection)["document_mode"] == "vat_invoice"
    assert not working.is_working_day(date(2026, 12, 25))
    assert not working.is_working_day(date(2026, 12, 28))
    assert not working.is_working_day(date(2026, 12, 29))
    assert working.is_working_day(date(2026, 12, 30))


def test_bank_holidays_before_the_bundled_table_count_where_someone_was_lent(office):
    office.records.add("posts", {"post": "PO1", "title": "Chief"})
    lent = {"secondment": "S1", "home_post": "PO1", "from": "2010-03", "to": "2010-12"}
    office.records.add("secondments", lent)
    with office.store.reading() as connection:
        working = calendar(connection)
    assert not working.is_working_day(date(2010, 4, 2))
    assert not working.is_working_day(date(2010, 12, 27))
    assert working.is_working_day(date(2010, 4, 6))
