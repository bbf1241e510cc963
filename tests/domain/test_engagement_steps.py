from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain import engagement_steps as rules
from pip_manager.domain.nouns import ENGAGEMENT_STATUS

TODAY = date(2026, 11, 22)
STATUSES = st.sampled_from([None, *ENGAGEMENT_STATUS])


def problems(before, after, on="2026-11-20", reason=None, since=None):
    found = rules.problems(before, after, on, reason, today=TODAY, since=since)
    return {problem.field: problem.message for problem in found}


@pytest.mark.parametrize(("before", "after"), [*pairwise(rules.LINE)])
def test_each_step_forward_on_the_line_needs_no_reason(before, after):
    assert rules.steps(before)[0] == rules.Step(before, after, needs_reason=False)
    assert problems(before, after) == {}


@pytest.mark.parametrize(("after", "before"), [*pairwise(rules.LINE)])
def test_each_step_back_on_the_line_needs_a_reason(before, after):
    assert problems(before, after) == {"reason": "Say why: this is a step back."}
    assert problems(before, after, reason="   ") == problems(before, after)
    assert problems(before, after, reason="Recorded too early.") == {}


def test_two_steps_at_once_are_refused_with_the_ways_that_are_open():
    assert problems("enquiry", "active") == {
        "status": "There is no step from enquiry to active."
        " From here it goes to: in discussion, declined."
    }


def test_a_step_to_where_it_stands_is_refused():
    assert problems("active", "active") == {"status": "It is active already."}


def test_what_is_not_stated_can_become_any_status():
    found = [step.after for step in rules.steps(None)]
    assert sorted(found) == sorted(ENGAGEMENT_STATUS)
    assert found[0] == "active"


def test_going_on_after_a_pause_is_no_step_back():
    assert problems("suspended", "active") == {}
    assert problems("suspended", "ended_early") == {}


@pytest.mark.parametrize("closed", rules.CLOSED)
def test_opening_closed_work_again_needs_a_reason(closed):
    assert rules.steps(closed)
    assert all(step.needs_reason for step in rules.steps(closed))


def test_only_completing_and_ending_early_close_the_work():
    closing = {
        step.after
        for status in ENGAGEMENT_STATUS
        for step in rules.steps(status)
        if step.closes
    }
    assert closing == {"completed", "ended_early"}


def test_a_step_without_a_day_is_refused():
    assert problems("agreed", "active", on=None) == {"on": "Say on which day."}


def test_a_step_in_the_future_is_refused():
    assert "still to come" in problems("agreed", "active", on="2026-11-23")["on"]
    assert problems("agreed", "active", on="2026-11-22") == {}


def test_a_vague_day_counts_as_past_once_it_has_begun():
    assert problems("agreed", "active", on="2026-11") == {}
    assert "still to come" in problems("agreed", "active", on="2026-12")["on"]


def test_a_step_before_the_last_one_is_refused():
    told = problems("agreed", "active", on="2026-03-01", since="2026-03-02")
    assert told == {
        "on": "The last step was on 2 Mar 2026. Choose that day or a later one."
    }
    assert problems("agreed", "active", on="2026-03", since="2026-03-02") == {}


def test_live_is_what_is_agreed_active_or_reducing_and_nothing_else():
    live = [status for status in ENGAGEMENT_STATUS if rules.is_live(status)]
    assert live == ["agreed", "active", "reducing"]
    assert not rules.is_live(None)


def test_an_engagement_is_open_from_the_enquiry_until_it_is_closed():
    found = [status for status in ENGAGEMENT_STATUS if rules.is_open(status)]
    assert found == [*rules.LINE[:-1], "suspended"]
    assert not rules.is_open(None)


def test_a_step_is_told_in_plain_words():
    assert rules.told("in_discussion", "agreed") == "Status: in discussion → agreed"
    assert rules.told(None, "active") == "Status: not stated → active"


@given(STATUSES, STATUSES)
def test_what_is_told_can_be_read_again(before, after):
    assert rules.read(rules.told(before, after)) == (before, after)


@pytest.mark.parametrize(
    "what", ["Suspend the work", "Status: agreed", "Status: agreed → happy", ""]
)
def test_other_decisions_are_no_steps(what):
    assert rules.read(what) is None


@given(STATUSES)
def test_every_step_leads_to_another_status_and_each_but_once(status):
    ends = [step.after for step in rules.steps(status)]
    assert status not in ends
    assert len(ends) == len(set(ends))
    assert ends
