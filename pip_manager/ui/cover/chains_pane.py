"""The pane of one chain: what it is of, its tree, what it costs, and its verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import TypeIs

from pip_manager.ui.cover.chains_tree import ChainTree, share_words
from pip_manager.ui.cover.gaps_asking import note, save_button
from pip_manager.ui.kit import reading, words
from pip_manager.ui.kit.columns import ChipWords
from pip_manager.ui.kit.empty import Empty
from pip_manager.ui.kit.flow import flow
from pip_manager.ui.kit.parts import Card, button, label, redress

if TYPE_CHECKING:
    from pip_manager.services.cover.chains import Break, Chained, Unchained


def is_chain(one: Chained | Unchained) -> TypeIs[Chained]:
    """Tell whether a secondment can be followed."""
    return hasattr(one, "root")


def chip(one: Chained | Unchained) -> ChipWords:
    """Return how a chain stands: what is broken now or will be, before the past."""
    if not is_chain(one):
        return ChipWords("Not measurable", "unknown")
    if is_over(one):
        return ChipWords("Was broken" if one.breaks else "Was covered")
    if ahead(one):
        return ChipWords("Broken" if one.links else "No cover", "bad", "gap")
    if one.is_doubtful:
        return ChipWords("In doubt", "unknown")
    return ChipWords("Covered", "good")


def is_over(one: Chained) -> bool:
    """Tell whether the secondment of a chain ended before today."""
    return one.end is not None and one.end < reading.today()


def ahead(one: Chained) -> list[Break]:
    """Return the breaks that are not over."""
    return [each for each in one.breaks if each.end >= reading.today()]


def dates(one: Chained | Unchained) -> str | None:
    """Write from when to when a secondment runs."""
    if not is_chain(one):
        return None
    end = "no end" if one.end is None else words.day(one.end)
    return f"{words.day(one.start)} – {end}"


def title_of(one: Chained | Unchained) -> str:
    """Return what the post that is left is called."""
    return one.root.title if is_chain(one) else one.title


class ChainPane(Card):
    """Shows one chain, or why it cannot be followed.

    Signals:
        opened(object): the post, link or break to be shown or edited.
        filled(object): the break to add cover to.
        secondment_edited(): the secondment itself is to be edited.
        saved(object): the path the chain is to be saved under.
    """

    opened = Signal(object)
    filled = Signal(object)
    secondment_edited = Signal()
    saved = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._chained: Chained | None = None
        self.what = label("", "section", wraps=True)
        self.when = label("", "muted", wraps=True)
        self.broken = label("", "problem", wraps=True)
        self.tree = ChainTree()
        self.tree.chosen.connect(self._chosen)
        self.tree.opened.connect(self.opened)
        self.cost = label("", "strong", wraps=True)
        self.notes = note()
        self.empty = Empty()
        self.fill = button("Add cover", self._fill, icon="add")
        self.edit = button("Edit link", self._edit, icon="edit")
        edit = self.secondment_edited.emit
        self.secondment = button("Edit secondment", edit, look="quiet")
        self.save_as = save_button(self, self._name, self.saved.emit)
        self._verbs = flow(self.fill, self.edit, self.secondment, self.save_as)
        for head in (self.what, self.when, self.broken):
            self.body.addWidget(head)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.empty, 1)
        for foot in (self.cost, self.notes, self._verbs):
            self.body.addWidget(foot)

    def show_chain(self, one: Chained | Unchained | None) -> None:
        """Show a chain, why it cannot be followed, or nothing."""
        chained = one if one is not None and is_chain(one) else None
        self._chained = chained
        self.tree.show_chain(chained)
        for part in (self.tree, self.cost, self.fill, self.edit, self.save_as):
            part.setVisible(chained is not None)
        for head in (self.what, self.when, self._verbs):
            head.setVisible(one is not None)
        self.empty.setVisible(chained is None)
        self.broken.setVisible(bool(chained and chained.breaks))
        self.notes.setVisible(bool(chained and chained.links))
        if chained is not None:
            self._show(chained)
        elif one is not None:
            self._show_unknown(one)
        else:
            self.empty.say("Choose a secondment to see who covers whom.")

    def _show(self, chained: Chained) -> None:
        from pip_manager.services.cover import papers  # noqa: PLC0415 - first paint

        self.what.setText(f"{chained.person} to {chained.host or words.NOT_STATED}")
        state = " · proposed" if chained.state == "proposed" else ""
        self.when.setText(f"{dates(chained)} · {share_words(chained.share)}{state}")
        self.broken.setText(broken_words(chained))
        self.broken.setProperty("look", "problem" if ahead(chained) else "small")
        redress(self.broken)
        self.cost.setText(papers.cost_words(chained))
        self.notes.setText(" ".join(papers.chain_notes(chained)[1:]))
        self.fill.setVisible(bool(chained.breaks))

    def _show_unknown(self, one: Chained | Unchained) -> None:
        self.what.setText(f"{one.person} to {one.host or words.NOT_STATED}")
        self.when.setText(f"{title_of(one)} · {one.code}")
        told = f"This chain cannot be followed: {getattr(one, 'why', '')}."
        self.empty.say(told, "Complete it", self.secondment_edited.emit)

    def _chosen(self, about: object) -> None:
        self.edit.setEnabled(hasattr(about, "cover"))

    def _edit(self) -> None:
        self.opened.emit(self.tree.current())

    def _fill(self) -> None:
        about = self.tree.current()
        if hasattr(about, "goes_on"):
            self.filled.emit(about)
        elif self._chained is not None and self._chained.breaks:
            self.filled.emit(next_break(self._chained))

    def _name(self) -> str:
        return f"chain {self._chained.code}" if self._chained else "chain"


def next_break(chained: Chained) -> Break:
    """Return the first break that is not over, else the last there was."""
    return (ahead(chained) or chained.breaks[-1:])[0]


def broken_words(chained: Chained) -> str:
    """Name where a chain is broken; breaks that are over are only counted."""
    coming = ahead(chained)
    told = [f"Broken at {one.title}: {one.words}." for one in coming[:2]]
    more, past = len(coming) - len(told), len(chained.breaks) - len(coming)
    if more > 0:
        told.append(f"{words.counted(more, 'further break')}.")
    if past:
        told.append(f"{words.counted(past, 'break')} before today.")
    return " ".join(told)
