"""Loops of cover, against a search that tries every round on every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from pip_manager.domain.cover.loops import Link, links, loops

DAY = date(2026, 1, 1)


def row(cover, post, from_post, start=None, end=None, **more):
    return {
        "cover": cover,
        "post": post,
        "from_post": from_post,
        "from": start,
        "to": end,
        **more,
    }


def found(*rows):
    return loops(links(rows))


def test_two_posts_that_cover_each_other_make_a_loop():
    assert found(row("C1", "A", "B"), row("C2", "B", "A")) == (("C1", "C2"),)


def test_a_post_that_covers_itself_is_a_loop_of_one():
    assert found(row("C1", "A", "A")) == (("C1",),)


def test_three_posts_in_a_round_make_a_loop():
    rows = row("C3", "C", "A"), row("C1", "A", "B"), row("C2", "B", "C")
    assert found(*rows) == (("C1", "C2", "C3"),)


def test_a_chain_is_no_loop():
    assert found(row("C1", "A", "B"), row("C2", "B", "C"), row("C3", "A", "C")) == ()


def test_covers_without_a_common_day_make_no_loop():
    one = row("C1", "A", "B", "2026-01-01", "2026-01-31")
    assert found(one, row("C2", "B", "A", "2026-02-01")) == ()
    assert found(one, row("C2", "B", "A", "2026-01-31")) == (("C1", "C2"),)


def test_pairs_that_meet_on_different_days_make_no_loop():
    rows = (
        row("C1", "A", "B", "2026-01-01", "2026-01-20"),
        row("C2", "B", "C", "2026-01-20", "2026-02-10"),
        row("C3", "C", "A", "2026-02-10", "2026-03-01"),
    )
    assert found(*rows) == ()


def test_an_ended_cover_makes_no_loop():
    assert found(row("C1", "A", "B", state="ended"), row("C2", "B", "A")) == ()


def test_a_vague_date_spans_all_it_names():
    one = row("C1", "A", "B", "2026-01", "2026-01")
    assert found(one, row("C2", "B", "A", "2026-01-31")) == (("C1", "C2"),)
    assert found(one, row("C2", "B", "A", "2026 spring")) == ()


LINKS = st.lists(
    st.builds(
        lambda post, from_post, start, length: (post, from_post, start, length),
        st.sampled_from("ABCD"),
        st.sampled_from("ABCD"),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    max_size=6,
).map(
    lambda drawn: [
        Link(f"C{n}", post, out, DAY + timedelta(first), DAY + timedelta(first + more))
        for n, (post, out, first, more) in enumerate(drawn)
    ]
)


def naive(drawn):
    """Return the covers of every round that stands on some day, trying them all."""
    rounds = set()
    for size in range(1, len(drawn) + 1):
        for ring in permutations(drawn, size):
            closed = zip(ring, (*ring[1:], ring[0]), strict=True)
            if all(one.from_post == after.post for one, after in closed):
                first = max(link.start for link in ring)
                if all(link.end >= first for link in ring):
                    rounds.add(frozenset(link.cover for link in ring))
    return rounds


@given(LINKS)
def test_loops_are_found_where_a_naive_search_finds_them(drawn):
    rounds = naive(drawn)
    answered = loops(drawn)
    assert {cover for ring in rounds for cover in ring} == {
        cover for ring in answered for cover in ring
    }
    assert all(frozenset(ring) in rounds for ring in answered)
