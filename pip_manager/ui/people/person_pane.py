"""The detail of one person: roles over time, posts held, lent where, work, history."""

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

    from pip_manager.domain.records import Record
    from pip_manager.services.people import PersonFile


class PersonPane(FilePane):
    """Shows one person."""

    def show_person(self, file: PersonFile, days: str) -> None:
        """Show a person; `days` are those logged this year, in words."""
        self.show_cards(self._cards(file, days))

    def _cards(self, file: PersonFile, days: str) -> Iterator[QWidget | None]:
        yield self._head(file, days)
        yield self._roles(file)
        yield self._holdings(file)
        yield self._lent(file)
        if file.cover:
            yield self._cover(file)
        yield self._work(file)
        yield source(file.person.row)
        yield history(file.history)

    def _head(self, file: PersonFile, days: str) -> Card:
        row = file.person.row
        now = [r for r in file.roles if r.id == file.role_now]
        chips = [Chip(str(role.row["role"]), "accent", "person") for role in now]
        card = heading(str(row["name"]), chips=chips)
        facts = Facts()
        facts.add("Code", str(row["person"]))
        facts.add("Employer", _text(row["employer"]))
        facts.add("E-mail", _text(row["email"]))
        fte = None if row["fte"] is None else words.shown(row["fte"])
        facts.add("FTE", fte, "" if fte else "Not stated: counted as 1.")
        facts.add("Here", span(row, "") or None)
        facts.add("Logged", days)
        card.body.addWidget(facts)
        card.body.addWidget(self.ways(file.person))
        return card

    def _roles(self, file: PersonFile) -> Card:
        card = Card("Roles over time")
        add = button("Add role", self.asking("add role", file.person))
        card.verbs.addWidget(add)
        for role in file.roles:
            verbs = [("Edit", self.asking("edit role", role))]
            if role.id == file.role_now:
                verbs.insert(0, ("Change from …", self.asking("follow role", role)))
                if role.row["to"] is None:
                    verbs.insert(1, ("End", self.asking("end role", role)))
            card.body.addWidget(
                entry(
                    str(role.row["role"]), span(role.row, "from the beginning"), verbs
                )
            )
        if not file.roles:
            sentence = "No charging role. Work is priced by a rate for the person only."
            card.body.addWidget(nothing(sentence))
        return card

    def _holdings(self, file: PersonFile) -> Card:
        card = Card("Posts held")
        add = button("Add", self.asking("add holding", file.person))
        add.setAccessibleName("Add a post held")
        card.verbs.addWidget(add)
        titles = file.titles["posts"]
        self.holdings(
            card, file.holdings, lambda row: titled(titles, row["post"], "not stated")
        )
        if not file.holdings:
            card.body.addWidget(nothing("Holds no post as recorded."))
        return card

    def _lent(self, file: PersonFile) -> Card:
        card = Card("Lent to other authorities")
        titles = file.titles["authorities"]
        for one in file.secondments:
            code = str(one.row["secondment"])
            host = one.row["authority"]
            place = titled(titles, host, "Host not stated")
            told = [span(one.row), _share(one)]
            if one.row["state"]:
                told.append(str(one.row["state"]))
            verbs = [("Show", self.going("cover", code))]
            card.body.addWidget(entry(place, ", ".join(told), verbs))
        if not file.secondments:
            card.body.addWidget(nothing("Not lent to anyone as recorded."))
        return card

    def _cover(self, file: PersonFile) -> Card:
        card = Card("Covers posts")
        titles = file.titles["posts"]
        for one in file.cover:
            post = one.row["post"]
            title = titled(titles, post, "Post not stated")
            kind = said(str(one.row["kind"])) if one.row["kind"] else "Kind not stated"
            told = f"{kind}, {span(one.row)}, {_share(one)}"
            verbs = [("Show", self.going("cover", str(one.row["cover"])))]
            card.body.addWidget(entry(title, told, verbs))
        return card

    def _work(self, file: PersonFile) -> Card:
        card = Card("Latest work")
        for one in file.work:
            unit = one.unit if one.quantity == 1 else f"{one.unit}s"
            told = f"{words.day(one.date)}, {words.quantity(one.quantity)} {unit}"
            told += f", {one.summary}" if one.summary else ""
            verbs = [("Show", self.going("engagements", one.engagement))]
            card.body.addWidget(entry(one.title, told, verbs))
        if not file.work:
            card.body.addWidget(nothing("Nothing is logged for this person yet."))
        return card


def _share(record: Record) -> str:
    row = record.row
    if row["pattern"] is not None:
        return words.pattern(str(row["pattern"]))
    if row["fraction"] is None:
        return "share not stated"
    return f"{words.shown(row['fraction'])} FTE"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
