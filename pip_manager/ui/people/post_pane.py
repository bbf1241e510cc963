"""The detail of one post or team: who held it when, released and covered, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, Facts, button
from pip_manager.ui.noun_fields import said
from pip_manager.ui.record_parts import (
    Pane,
    entry,
    heading,
    history,
    nothing,
    source,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.records import Record
    from pip_manager.services.people import PostFile


class PostPane(Pane):
    """Shows one post.

    Signals:
        asked(str, object): a verb by its name, and the record it is about.
        went(str, object): the key of a page and what to show there.
    """

    asked = Signal(str, object)
    went = Signal(str, object)

    def show_none(self, sentence: str) -> None:
        """Say why no post is shown."""
        self.clear()
        self.add(nothing(sentence))
        self.end()

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
        facts.add("Authority", titles.get(str(host), str(host)) if host else "Home")
        facts.add("In being", span(row, "") or None)
        card.body.addWidget(facts)
        edit = button("Edit", lambda: self.asked.emit("edit", file.post), icon="edit")
        gone = button(
            "Delete", lambda: self.asked.emit("remove", file.post), look="quiet"
        )
        card.body.addWidget(flow(edit, gone))
        return card

    def _holders(self, file: PostFile) -> Card:
        card = Card("Post-holders over time")
        add = button("Add", lambda: self.asked.emit("add holding", file.post))
        add.setAccessibleName("Add a post-holder")
        card.verbs.addWidget(add)
        names = file.titles["people"]
        for held in file.holdings:
            row = held.row
            person = names.get(str(row["person"]), str(row["person"]))
            who = str(row["holder"]) if row["person"] is None else person
            told = [span(row)]
            if row["capacity"] is not None:
                told.append(said(str(row["capacity"])).lower())
            if row["fte"] is not None:
                told.append(f"{words.shown(row['fte'])} FTE")
            verbs = [("Edit", self._asking("edit holding", held))]
            card.body.addWidget(entry(who, ", ".join(told), verbs))
        if not file.holdings:
            sentence = "Nobody is recorded in this post: whether it is held is unknown."
            card.body.addWidget(nothing(sentence))
        return card

    def _arrangements(self, file: PostFile) -> Card:
        card = Card("Released and covered, as recorded")
        places, names = file.titles["authorities"], file.titles["people"]
        for one in file.secondments:
            host = one.row["authority"]
            place = places.get(str(host), str(host)) if host else "a host not stated"
            what = f"{said(str(one.row['kind'] or 'released'))}: {place}"
            verbs = [("Show", self._going(str(one.row["secondment"])))]
            card.body.addWidget(entry(what, span(one.row), verbs))
        for one in file.cover:
            who = one.row["person"]
            name = names.get(str(who), str(who)) if who else "someone not named"
            kind = str(one.row["kind"] or "cover").replace("_", " ")
            what = f"Covered by {name} ({kind})"
            if one.row["kind"] == "no_cover_accepted":
                what = "No cover, and accepted so"
            verbs = [("Show", self._going(str(one.row["cover"])))]
            card.body.addWidget(entry(what, span(one.row), verbs))
        if not file.secondments and not file.cover:
            card.body.addWidget(nothing("Nothing is recorded."))
        return card

    def _asking(self, verb: str, record: Record) -> Callable[[], object]:
        return lambda: self.asked.emit(verb, record)

    def _going(self, code: str) -> Callable[[], object]:
        return lambda: self.went.emit("cover", code)
