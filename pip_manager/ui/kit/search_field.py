"""A field for one of many: type a part of any word to find among thousands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

from pip_manager.ui.kit import icons
from pip_manager.ui.kit.fields import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pip_manager.domain.values import Value

_SHOWN = 10


class SearchField(Field):
    """One of many entries, each a value and its words; found by any part of them."""

    def __init__(
        self,
        name: str,
        label: str,
        entries: Sequence[tuple[str, str]] = (),
        *,
        hint: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(name, label, hint=hint, required=required)
        self._new: Callable[[str], tuple[str, str] | None] | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("Type to find")
        self._words = QStringListModel(self)
        self._complete()
        self.set_entries(entries)
        self._lay_out(self.line)
        self._add_arrow()
        self.line.textChanged.connect(self._touched)
        self.line.editingFinished.connect(self.finish)
        self.line.installEventFilter(self)

    def set_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Offer other entries; the typed words stay."""
        words = [text for _, text in entries]
        doubled = {text for text, times in Counter(words).items() if times > 1}
        self._by_words = {
            f"{text} ({value})" if text in doubled else text: value
            for value, text in entries
        }
        self._by_fold = {text.casefold(): text for text in self._by_words}
        self._words.setStringList(list(self._by_words))

    def offer_new(self, make: Callable[[str], tuple[str, str] | None]) -> None:
        """Ask `make` for an entry when words match none; None refuses them."""
        self._new = make

    def _complete(self) -> None:
        completer = QCompleter(self._words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_SHOWN)
        popup = QListView()
        popup.setProperty("look", "choices")
        popup.setUniformItemSizes(True)
        popup.setAccessibleName(f"Matches for {self.heading}")
        completer.setPopup(popup)
        self.line.setCompleter(completer)

    def _add_arrow(self) -> None:
        where = QLineEdit.ActionPosition.TrailingPosition
        action = self.line.addAction(icons.icon("down", "muted"), where)
        action.setToolTip("Show all (Alt+Down)")
        action.triggered.connect(self.show_all)

    def show_all(self) -> None:
        """Open the list of all entries."""
        completer = self.line.completer()
        completer.setCompletionPrefix("")
        completer.complete()

    @override
    def set_value(self, value: Value) -> None:
        found = [text for text, one in self._by_words.items() if one == value]
        self.line.setText(found[0] if found else "" if value is None else str(value))
        self.line.setCursorPosition(0)

    @override
    def raw(self) -> object:
        return self.line.text().strip()

    @override
    def _read(self) -> Value:
        text = self.line.text().strip()
        if not text:
            return None
        exact = self._by_fold.get(text.casefold())
        if exact is not None:
            return self._by_words[exact]
        if text in self._by_words.values():
            return text
        if len(self._hits(text)) > 1:
            raise ValueError(f"Several are called “{text}”. Choose one from the list.")
        raise ValueError(_nothing(text))

    @override
    def finish(self) -> None:
        text = self.line.text().strip()
        if not text:
            return
        hits = self._hits(text)
        if len(hits) == 1:
            self.line.setText(hits[0])
        elif not hits and text not in self._by_words.values():
            self._offer(text)

    def _hits(self, text: str) -> list[str]:
        part = text.casefold()
        if part in self._by_fold:
            return [self._by_fold[part]]
        return [one for fold, one in self._by_fold.items() if part in fold]

    def _offer(self, text: str) -> None:
        made = self._new(text) if self._new else None
        if made is None:
            self.show_problem(_nothing(text))
            return
        pairs = [(value, words) for words, value in self._by_words.items()]
        self.set_entries([*pairs, made])
        self.line.setText(made[1])

    def _is_open(self) -> bool:
        popup = self.line.completer().popup()
        return popup is not None and popup.isVisible()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
            and not self._is_open()
        ):
            self.show_all()
            return True
        return super().eventFilter(watched, event)


def _nothing(text: str) -> str:
    return f"Nothing here is called “{text}”. Choose one from the list."
