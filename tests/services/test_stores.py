"""Making stores: where they are, what is in them, and nothing half made."""

from __future__ import annotations

import pytest

from pip_manager.errors import ForeignStoreError, PipManagerError
from pip_manager.models import loading
from pip_manager.models.store import Store, mark
from pip_manager.models.verify import verify
from pip_manager.services import stores


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory, monkeypatch):
    """Keep copies made before an import out of the user's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


def counted(where):
    with stores.open_office(where) as office, office.store.reading() as connection:
        return loading.counts(connection)


def test_a_new_store_knows_the_authorities_and_has_an_empty_log(store_url):
    stores.create(store_url)
    counts = counted(store_url)
    assert counts.pop("authorities") == 163
    assert set(counts.values()) == {0}


def test_a_new_store_passes_verify(store_url):
    stores.create(store_url, "starting-data")
    with stores.open_office(store_url) as office:
        assert verify(office.store) == []
        assert office.records.get("engagements", "E1").row["title"]


def test_nothing_is_overwritten(store_url):
    stores.create(store_url, "starting-data")
    with pytest.raises(PipManagerError, match="already"):
        stores.create(store_url)
    assert counted(store_url)["engagements"] == 17


def test_another_file_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(PipManagerError, match="nothing was overwritten"):
        stores.create(str(tmp_path / "mine.txt"))
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_folder_is_no_place_for_a_store(tmp_path):
    with pytest.raises(ForeignStoreError):
        stores.create(str(tmp_path))


def test_a_store_that_cannot_be_filled_leaves_nothing(store_url, tmp_path, monkeypatch):
    from pip_manager.services import starting_data

    monkeypatch.setattr(starting_data, "rows", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stores.create(store_url, "starting-data")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ForeignStoreError):
        Store.open(store_url)
    stores.create(store_url)


def test_the_store_said_goes_before_the_variable_and_that_before_the_default(
    monkeypatch,
):
    monkeypatch.setenv(stores.VARIABLE, "from-variable")
    assert stores.location("said") == "said"
    assert stores.location() == "from-variable"
    monkeypatch.delenv(stores.VARIABLE)
    assert stores.location() == stores.default_location()


def test_who_works_here_is_the_login_with_its_person(tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "jo.b")
    where = str(tmp_path / "a.store")
    stores.create(where)
    with stores.open_office(where) as office:
        assert (office.who.login, office.who.person) == ("jo.b", None)
        office.records.add("people", {"person": "P1", "name": "Jo"})
        office.records.add("logins", {"login": "jo.b", "person": "P1"})
    with stores.open_office(where) as office:
        assert office.who.person == "P1"


@pytest.mark.slow
def test_the_demonstration_has_invoices_and_says_what_it_is(tmp_path):
    where = str(tmp_path / "demo.store")
    stores.create(where, "demo")
    with stores.open_office(where) as office, office.store.reading() as connection:
        assert mark(connection, "demo") == "yes"
        counts = loading.counts(connection)
        assert counts["activities"] == 6000
        assert 100 <= counts["invoices"] <= 200
        assert verify(office.store) == []
