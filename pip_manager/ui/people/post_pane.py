"""The detail of one post or team: who held it when, released and covered, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pip_manager.ui.kit import words
from pip_manager.ui.kit.parts import Card, Chip, Facts, button
from pip_manager.ui.noun_fields import said
from pip_manager.ui.people.pane import FilePane, titled
from pip_manager.ui.record_parts import (
    entry,
    heading,
    history,
    nothing,
    source,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from pip_manager.services.people import PostFile


class PostPane(FilePane):
    """Shows one post."""

    def show_post(self, file: PostFile) -> None:
        """Show a post."""
        self.show_cards(self._cards(file))

    def _cards(self, file: PostFile) -> Iterator[QWidget | None]:
        yield self._head(file)
        yield self._holders(file)
        yield self._arrangements(file)
        yield source(file.post.row)
        yield history(file.history)

    def _head(self, file: PostFile) -> Card:
        row = file.post.row
        chips = (
            [Chip("Statutory DCS", "accent", "post")] if row["statutory_dcs"] else []
        )
        card = heading(str(row["title"]), chips=chips)
        facts = Facts()
        facts.add("Code", str(row["post"]))
        facts.add("Tier", None if row["tier"] is None else str(row["tier"]))
        fte = row["established_fte"]
        facts.add("Established FTE", None if fte is None else words.shown(fte))
        titles = file.titles["authorities"]
        host = row["authority"]
        facts.add("Authority", titled(titles, host, "Home"))
        facts.add("In being", span(row, "") or None)
        card.body.addWidget(facts)
        card.body.addWidget(self.ways(file.post))
        return card

    def _holders(self, file: PostFile) -> Card:
        card = Card("Post-holders over time")
        add = button("Add", self.asking("add holding", file.post))
        add.setAccessibleName("Add a post-holder")
        card.verbs.addWidget(add)
        names = file.titles["people"]
        self.holdings(
            card,
            file.holdings,
            lambda row: titled(names, row["person"], str(row["holder"])),
        )
        if not file.holdings:
            sentence = "Nobody is recorded in this post: whether it is held is unknown."
            card.body.addWidget(nothing(sentence))
        return card

    def _arrangements(self, file: PostFile) -> Card:
        card = Card("Released and covered, as recorded")
        places, names = file.titles["authorities"], file.titles["people"]
        for one in file.secondments:
            host = one.row["authority"]
            place = titled(places, host, "a host not stated")
            what = f"{said(str(one.row['kind'] or 'released'))}: {place}"
            verbs = [("Show", self.going("cover", str(one.row["secondment"])))]
            card.body.addWidget(entry(what, span(one.row), verbs))
        for one in file.cover:
            who = one.row["person"]
            name = titled(names, who, "someone not named")
            kind = str(one.row["kind"] or "cover").replace("_", " ")
            what = f"Covered by {name} ({kind})"
            if one.row["kind"] == "no_cover_accepted":
                what = "No cover, and accepted so"
            verbs = [("Show", self.going("cover", str(one.row["cover"])))]
            card.body.addWidget(entry(what, span(one.row), verbs))
        if not file.secondments and not file.cover:
            card.body.addWidget(nothing("Nothing is recorded."))
        return card
