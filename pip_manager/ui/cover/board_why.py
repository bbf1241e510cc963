"""Why a square is what it is: who is out, who covers, what is short; and what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from pip_manager.ui.cover import board_states
from pip_manager.ui.cover.board_layout import piece_words
from pip_manager.ui.kit import words
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, Chip, button, label
from pip_manager.ui.record_parts import Pane, entry, span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from pip_manager.domain.cover.board_sheet import Zoom
    from pip_manager.services.cover.why import Short, SquareWhy, WhyLine
    from pip_manager.ui.kit.theme import Tone

_TONES: dict[str, Tone] = {"amber": "warn", "red": "bad", "critical": "critical"}


class WhyPane(Pane):
    """The records behind the chosen square.

    Signals:
        edited(str, str): the user wants to edit a record: its noun and its code.
        covered(object): the user wants to add cover for this SquareWhy.
        chained(str): the user wants to see the chain of that secondment.
        closed(): the user has seen enough of it.
    """

    edited = Signal(str, str)
    covered = Signal(object)
    chained = Signal(str)
    closed = Signal()

    def show_why(self, why: SquareWhy, zoom: Zoom) -> None:
        """Show what stands behind a square."""
        self.show_cards(iter([self._card(why, zoom)]))

    def _card(self, why: SquareWhy, zoom: Zoom) -> Card:
        card = Card()
        when = piece_words(zoom, why.row.piece)
        card.body.addWidget(label(when[:1].upper() + when[1:], "strong"))
        card.body.addWidget(flow(*_chips(why)))
        for sentence in _sentences(why):
            card.body.addWidget(label(sentence, wraps=True))
        card.body.addWidget(flow(*self._verbs(why)))
        for heading, lines in _groups(why):
            card.body.addWidget(label(heading, "label"))
            for line in lines:
                card.body.addWidget(self._entry(line))
        return card

    def _verbs(self, why: SquareWhy) -> Iterator[QWidget]:
        yield button("Add cover", lambda: self.covered.emit(why), icon="add")
        if why.chain is not None:
            chain = why.chain
            yield button("Show chain", lambda: self.chained.emit(chain), look="quiet")

        yield button("Close", self.closed.emit, look="quiet", tooltip="Esc")

    def _entry(self, line: WhyLine) -> QWidget:
        told = line.words[:1].upper() + line.words[1:]
        dates = span({"from": line.start, "to": line.end}, "")
        detail = " · ".join(filter(None, (line.share, dates, line.more)))
        if line.noun == "holdings":
            return entry(told, detail)
        edit = partial(self.edited.emit, line.noun, line.code)
        return entry(told, detail, [("Edit", edit)])


def _chips(why: SquareWhy) -> Iterator[Chip]:
    if why.cell is None:
        yield Chip("Not in being", "plain")
        return
    chip = board_states.chip(why.cell)
    yield Chip(chip.words, chip.tone)
    tone = _TONES.get(why.row.level)
    if tone is not None:
        yield Chip(f"Level: {why.row.level}", tone)


def _sentences(why: SquareWhy) -> Iterator[str]:
    if why.row.statutory_held == "no":
        yield "Nobody holds this statutory post on every working day of it."
    if why.short is not None:
        yield _short(why.short)
    if why.vacancy:
        yield f"{board_states.figure(why.vacancy)} of the post is vacant."
    is_unknown = why.cell is not None and why.cell.state == "unknown"
    if is_unknown and not why.doubts:
        yield _unknown(why)


def _short(short: Short) -> str:
    if short.last == short.first:
        return f"Short on {words.day(short.first)} alone."
    since = "since before" if short.opens_before else "from"
    days = " on some days" if short.is_broken else ""
    told = f"Short{days} {since} {words.day(short.first)}"
    if short.last is None:
        return f"{told}, with no end recorded."
    return f"{told} to {words.day(short.last)}."


def _unknown(why: SquareWhy) -> str:
    if why.post.established is None:
        return "The FTE of the post is not stated, so nothing short can be shown."
    return "Nobody is recorded as holding the post."


def _groups(why: SquareWhy) -> Iterator[tuple[str, Sequence[WhyLine]]]:
    for heading, lines in (
        ("Released", why.released),
        ("Covered", why.covered),
        ("Proposed", why.proposed),
        ("Decided", why.accepted),
        ("In no figure, because something is missing", why.doubts),
        ("In post", why.holders),
    ):
        if lines:
            yield heading, lines
