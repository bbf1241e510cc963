"""The detail of one person: roles over time, posts held, lent where, work, history."""

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
    from pip_manager.services.people import PersonFile


class PersonPane(Pane):
    """Shows one person.

    Signals:
        asked(str, object): a verb by its name, and the record it is about.
        went(str, object): the key of a page and what to show there.
    """

    asked = Signal(str, object)
    went = Signal(str, object)

    def show_none(self, sentence: str) -> None:
        """Say why nobody is shown."""
        self.clear()
        self.add(nothing(sentence))
        self.end()

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
        edit = button("Edit", lambda: self.asked.emit("edit", file.person), icon="edit")
        gone = button(
            "Delete", lambda: self.asked.emit("remove", file.person), look="quiet"
        )
        card.body.addWidget(flow(edit, gone))
        return card

    def _roles(self, file: PersonFile) -> Card:
        card = Card("Roles over time")
        add = button("Add role", lambda: self.asked.emit("add role", file.person))
        card.verbs.addWidget(add)
        for role in file.roles:
            verbs = [("Edit", self._asking("edit role", role))]
            if role.id == file.role_now:
                verbs.insert(0, ("Change from …", self._asking("follow role", role)))
                if role.row["to"] is None:
                    verbs.insert(1, ("End", self._asking("end role", role)))
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
        add = button("Add", lambda: self.asked.emit("add holding", file.person))
        add.setAccessibleName("Add a post held")
        card.verbs.addWidget(add)
        titles = file.titles["posts"]
        for held in file.holdings:
            post = titles.get(str(held.row["post"]), str(held.row["post"]))
            told = [span(held.row)]
            if held.row["capacity"] is not None:
                told.append(said(str(held.row["capacity"])).lower())
            if held.row["fte"] is not None:
                told.append(f"{words.shown(held.row['fte'])} FTE")
            verbs = [("Edit", self._asking("edit holding", held))]
            card.body.addWidget(entry(post, ", ".join(told), verbs))
        if not file.holdings:
            card.body.addWidget(nothing("Holds no post as recorded."))
        return card

    def _lent(self, file: PersonFile) -> Card:
        card = Card("Lent to other authorities")
        titles = file.titles["authorities"]
        for one in file.secondments:
            code = str(one.row["secondment"])
            host = one.row["authority"]
            place = titles.get(str(host), str(host)) if host else "Host not stated"
            told = [span(one.row), _share(one)]
            if one.row["state"]:
                told.append(str(one.row["state"]))
            verbs = [("Show", self._going("cover", code))]
            card.body.addWidget(entry(place, ", ".join(told), verbs))
        if not file.secondments:
            card.body.addWidget(nothing("Not lent to anyone as recorded."))
        return card

    def _cover(self, file: PersonFile) -> Card:
        card = Card("Covers posts")
        titles = file.titles["posts"]
        for one in file.cover:
            post = one.row["post"]
            title = titles.get(str(post), str(post)) if post else "Post not stated"
            kind = said(str(one.row["kind"])) if one.row["kind"] else "Kind not stated"
            told = f"{kind}, {span(one.row)}, {_share(one)}"
            verbs = [("Show", self._going("cover", str(one.row["cover"])))]
            card.body.addWidget(entry(title, told, verbs))
        return card

    def _work(self, file: PersonFile) -> Card:
        card = Card("Latest work")
        for one in file.work:
            unit = one.unit if one.quantity == 1 else f"{one.unit}s"
            told = f"{words.day(one.date)}, {words.quantity(one.quantity)} {unit}"
            told += f", {one.summary}" if one.summary else ""
            verbs = [("Show", self._going("engagements", one.engagement))]
            card.body.addWidget(entry(one.title, told, verbs))
        if not file.work:
            card.body.addWidget(nothing("Nothing is logged for this person yet."))
        return card

    def _asking(self, verb: str, record: Record) -> Callable[[], object]:
        return lambda: self.asked.emit(verb, record)

    def _going(self, key: str, target: str) -> Callable[[], object]:
        return lambda: self.went.emit(key, target)


def _share(record: Record) -> str:
    row = record.row
    if row["pattern"] is not None:
        return words.pattern(str(row["pattern"]))
    if row["fraction"] is None:
        return "share not stated"
    return f"{words.shown(row['fraction'])} FTE"


def _text(value: object) -> str | None:
    return None if value is None else str(value)
