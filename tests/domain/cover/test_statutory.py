"""A director away on some weekdays is away by the average of the week."""

from __future__ import annotations

import pytest

from tests.support.cover_facts import held, out, post, recorded, told

JUNE = ("2027-06-01", "2027-06-30")
WHOLE_WEEK = "Mon:1 Tue:1 Wed:1 Thu:1 Fri:1"


@pytest.mark.parametrize(
    ("shares", "answer"),
    [
        (["1"], "no"),
        (["0.9999"], "yes"),
        (["Mon:1 Tue:1"], "yes"),
        (["Mon:1 Tue:1 Wed:1 Thu:1"], "yes"),
        ([WHOLE_WEEK], "no"),
        (["Mon:1 Tue:1 Wed:1", "0.4"], "no"),
        (["Mon:1 Tue:1 Wed:1", "0.3"], "yes"),
    ],
)
def test_weekdays_release_a_director_by_their_weekly_average(shares, answer):
    found = recorded(
        [post("DCS", tier=1, statutory_dcs=True)],
        [out(f"S{n}", "DCS", share, *JUNE) for n, share in enumerate(shares)],
        holdings=[held("DCS", "DCS-H")],
    )
    [row] = told(found, *JUNE).rows
    assert row.statutory_held == answer
    days = {row.statutory_held for row in told(found, *JUNE, "day").rows}
    assert days == {answer}
