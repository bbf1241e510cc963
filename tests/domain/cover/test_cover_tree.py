from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pip_manager.domain.cover.chains import chains
from pip_manager.domain.cover.facts import ONE, Cover, Establishment, Secondment
from pip_manager.domain.cover.measured import Measured
from pip_manager.domain.cover.tree import tree

START, END = date(2017, 11, 6).toordinal(), date(2017, 12, 22).toordinal()


def seconded(post="A"):
    dates = ("2017-11-06", "2017-12-22")
    return Secondment("S", "P1", post, None, ONE, None, *dates, None)


def covered(code, post, from_post=None, start="2017-11-06", end="2017-12-22", **more):
    kind = more.get("kind", "acting_up" if from_post else "agency_interim")
    fields = (more.get("absorbed"), None, ONE, None, start, end, None)
    return Cover(code, post, kind, None, from_post, *fields)


def made(*covers):
    return Measured(Establishment(secondments=[seconded()], covers=covers))


def test_the_tree_goes_from_the_post_left_to_the_interim_at_the_end():
    found = tree(
        "A",
        made(
            covered("C1", "A", "B", "2017-11-13", "2018-01-31"),
            covered("C2", "B", start="2017-11-27"),
        ),
        START,
        END,
    )
    assert [node.post for node in found.walk()] == ["A", "B"]
    assert [link.cover.code for link in found.links()] == ["C1", "C2"]
    _, left = found.walk()
    # the post further down is left only while its holder covers, and to the end asked
    assert (left.start, left.end) == (date(2017, 11, 13).toordinal(), END)


def test_absorbed_sharing_is_a_link_and_leaves_nothing_behind():
    shared = covered("C1", "A", "B", kind="shared_duties", absorbed=1)
    found = tree("A", made(shared, covered("C2", "B")), START, END)
    [branch] = found.branches
    assert branch.leaves is None


def test_a_post_left_twice_shows_its_covers_once():
    found = tree(
        "A",
        made(covered("C1", "A", "B"), covered("C2", "A", "B"), covered("C3", "B")),
        START,
        END,
    )
    assert [link.cover.code for link in found.links()] == ["C1", "C3", "C2"]


posts = st.sampled_from("ABCDE")


@given(st.lists(st.tuples(posts, st.none() | posts, st.booleans()), max_size=9))
@settings(max_examples=100, deadline=None)
def test_the_links_are_those_of_the_contract_in_their_order(found):
    measured = made(
        *(
            covered(
                f"C{number}",
                post,
                from_post,
                f"2017-11-{6 + number:02}",
                kind="shared_duties" if from_post else "agency_interim",
                absorbed=is_absorbed,
            )
            for number, (post, from_post, is_absorbed) in enumerate(found)
        )
    )
    [chain] = chains(measured, START, END)
    links = [link.cover.code for link in tree("A", measured, START, END).links()]
    assert links == [link.cover.code for link in chain.links]
