"""Walk along a quick line and mark what its words name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pip_manager.domain.quick_line_names import MOST_WORDS, Known, Token, tokens_of
from pip_manager.domain.quick_line_parts import Candidate, Chip, Part, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WITH = "with"
_AND = frozenset({"and", "&", "+"})
_ONCE = (Part.ENGAGEMENT, Part.STRAND, Part.PERSON)


@dataclass(slots=True)
class Reading:
    """A line on its way to being understood; chips never overlap."""

    text: str
    known: Known
    chips: list[Chip] = field(default_factory=list)

    def add(self, chips: Iterable[Chip | None]) -> None:
        """Keep the chips that stand where none stands yet."""
        for chip in chips:
            if chip and chip.start < chip.end and self._is_free(chip.start, chip.end):
                self.chips.append(chip)

    def _is_free(self, start: int, end: int) -> bool:
        return all(end <= chip.start or chip.end <= start for chip in self.chips)

    def _free(self, start: int, end: int) -> list[Token]:
        tokens = tokens_of(self.text, start, end)
        return [token for token in tokens if self._is_free(token.start, token.end)]

    def _wanted(self) -> set[Part]:
        found = {chip.part for chip in self.chips if not chip.with_them}
        return {part for part in _ONCE if part not in found}

    def find_companions(self, start: int, end: int, *, begun: bool) -> None:
        """Mark the people after a `with`; a beginning of a name does if `begun`."""
        tokens = self._free(start, end)
        place = 0
        while place < len(tokens):
            is_next = tokens[place].key == _WITH
            place += 1
            while is_next:
                count = self._companion(tokens, place, begun=begun)
                place += count
                is_next = count > 0 and _goes_on(self.text, tokens, place)
                place += is_next and tokens[place].key in _AND

    def _companion(self, tokens: list[Token], place: int, *, begun: bool) -> int:
        """Mark one person at `place`; return how many words name them."""
        for run in _runs(tokens, place):
            found = _of(Part.PERSON, self.known.meant(run))
            if not found and len(run) == 1:
                found = _of(Part.PERSON, self.known.initials.get(run[0].key, []))
            if not found and begun and len(run) == 1:
                found = self.known.begun(run[0].key, {Part.PERSON})
            if found:
                lead = tokens[place - 1] if place else run[0]
                is_led = lead.key in _AND or lead.key == _WITH
                start = lead.start if is_led else run[0].start
                chip = named(start, run[-1].end, found)
                self.add([replace(chip, with_them=True)])
                return len(run)
        return 0

    def find_names(self, end: int) -> None:
        """Mark names before `end`: those said in full first, the longest first."""
        for length in range(MOST_WORDS, 0, -1):
            tokens = self._free(0, end)
            for place in range(len(tokens) - length + 1):
                self._full_name(tokens, place, length)
        tokens = self._free(0, end)
        for place, token in enumerate(tokens):
            found = self.known.begun(token.key, self._wanted() - {Part.PERSON})
            self._mark(token.start, *self._narrowed(found, tokens[place:], 1))

    def _full_name(self, tokens: list[Token], place: int, length: int) -> None:
        run = tokens[place : place + length]
        if all(token.joins for token in run[1:]):
            wanted = self._wanted()
            found = [c for c in self.known.meant(run) if c.part in wanted]
            self._mark(run[0].start, *self._narrowed(found, tokens[place:], length))

    def _narrowed(
        self, found: list[Candidate], tokens: list[Token], length: int
    ) -> tuple[int, list[Candidate]]:
        """Let words that follow a name tell several engagements apart."""
        stop = tokens[length - 1].end
        for token in tokens[length:]:
            fewer = self.known.narrowed(found, token.key)
            is_other = bool(self.known.meant([token])) or not token.joins
            if is_other or not 0 < len(fewer) < len(found):
                break
            found, stop = fewer, token.end
        return stop, found

    def _mark(self, start: int, end: int, found: list[Candidate]) -> None:
        if found:
            self.add([named(start, end, found)])

    def rest(self, start: int, end: int, state: State) -> Iterator[Chip]:
        """Yield what no chip covers between two places, as words of the summary."""
        edges = sorted(chip.span for chip in self.chips if start <= chip.start < end)
        for until, after in [*edges, (end, end)]:
            piece = self.text[start:until]
            words = piece.strip(" \t\n\r,;")
            if any(sign.isalnum() for sign in words):
                at = start + piece.index(words)
                yield Chip(at, at + len(words), Part.SUMMARY, state, words)
            start = after


def named(start: int, end: int, found: list[Candidate]) -> Chip:
    """Return the chip of what a span names, sure when that is one thing."""
    if len(found) == 1:
        only = found[0]
        return Chip(start, end, only.part, State.SURE, only, tuple(found))
    return Chip(start, end, found[0].part, State.AMBIGUOUS, None, tuple(found))


def _of(part: Part, candidates: list[Candidate]) -> list[Candidate]:
    return [candidate for candidate in candidates if candidate.part is part]


def _runs(tokens: list[Token], place: int) -> Iterator[list[Token]]:
    for length in range(MOST_WORDS, 0, -1):
        run = tokens[place : place + length]
        if len(run) == length and all(token.joins for token in run[1:]):
            yield run


def _goes_on(text: str, tokens: list[Token], place: int) -> bool:
    """Tell whether another person may follow: after `and`, or a comma."""
    if not 0 < place < len(tokens):
        return False
    between = text[tokens[place - 1].end : tokens[place].start]
    return between.strip() == "," or (
        tokens[place].key in _AND and place + 1 < len(tokens)
    )
