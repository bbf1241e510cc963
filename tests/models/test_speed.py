from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pip_manager.models.store import Store
from pip_manager.models.verify import verify
from tests.models.ledger import WHO, activity, founded

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy.orm", "alembic", "pandas", "platformdirs", "psycopg", "reportlab")


def test_the_store_is_light_to_import():
    script = (
        "import sys; import pip_manager.models.store;"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert said.stdout.strip() == "[]"


def test_one_record_is_saved_quickly(file):
    took = []
    for n in range(40):
        began = time.perf_counter()
        with file.writing("Log", WHO) as writer:
            writer.add("activities", activity(f"Q{n}"))
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.05, "0.01 s on a quiet machine"


def test_a_store_is_opened_quickly(file):
    took = []
    for _ in range(10):
        began = time.perf_counter()
        Store.open(file.location).close()
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.025, "0.005 s on a quiet machine"


@pytest.mark.slow
def test_a_hundred_thousand_days_are_loaded_and_verified(tmp_path):
    store = founded(str(tmp_path / "large.store"))
    began = time.perf_counter()
    with store.writing("Import", WHO) as writer:
        writer.load("activities", [activity(f"L{n}") for n in range(100_000)])
    loaded = time.perf_counter() - began
    assert verify(store) == []
    verified = time.perf_counter() - began - loaded
    store.close()
    assert loaded < 20, "5 s on a quiet machine"
    assert verified < 30, "7 s on a quiet machine"
