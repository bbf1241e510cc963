"""Lists about cover, put into words for paper, workbook and text file."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING

from pip_manager.domain.values import plain
from pip_manager.domain.when import day_words, span_words
from pip_manager.reports.cover_listing import Heading, Listing, Part, text
from pip_manager.services import files
from pip_manager.services.cover.gaps_list import Section
from pip_manager.services.cover.names import span_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pip_manager.reports.cover_listing import Cell
    from pip_manager.services.cover.capacity import CapacityFound, Week
    from pip_manager.services.cover.chains import Chained, Link, PostLeft
    from pip_manager.services.cover.gaps_list import GapLine, GapsFound
    from pip_manager.services.workplace import Workplace

LEVELS = {
    "green": "Green",
    "amber": "Amber",
    "red": "Red",
    "critical": "Critical",
    "unknown": "Not known",
}
_NOUNS = {
    "secondments": ("secondment", "secondments"),
    "cover": ("cover arrangement", "cover arrangements"),
    "holdings": ("post-holder", "post-holders"),
}
_GAPS = (
    Heading("Post", "strong", 20),
    Heading("From", "day", 11),
    Heading("To", "words", 12),
    Heading("FTE-days", "figure", 8),
    Heading("Most FTE", "figure", 8),
    Heading("Run, days", "figure", 8),
    Heading("Level", "level", 9),
    Heading("Cause", "words", 36),
    Heading("Who decides", "words", 14),
)
_CHAIN = (
    Heading("Step", "figure", 4),
    Heading("What", "strong", 34),
    Heading("From", "day", 11),
    Heading("To", "words", 11),
    Heading("Share FTE", "words", 12),
    Heading("Short FTE-days", "figure", 9),
    Heading("Cost £", "money", 10),
    Heading("Note", "words", 26),
)


def author(office: Workplace) -> str:
    """Return who a paper is from: the unit, else the council, as set."""
    from pip_manager.services.settings import settings

    with office.store.reading() as connection:
        stated = settings(connection)
    return stated.get("seller_unit") or stated.get("seller_name") or "PIP Manager"


def save_gaps(office: Workplace, found: GapsFound, path: Path) -> None:
    """Save the list of gaps; as `save`."""
    save(gaps_listing(found, author(office)), path)


def save_chain(office: Workplace, chained: Chained, path: Path) -> None:
    """Save one chain; as `save`."""
    save(chain_listing(chained, author(office)), path)


def save_capacity(office: Workplace, found: CapacityFound, path: Path) -> None:
    """Save each tier's capacity; as `save`."""
    save(capacity_listing(found, author(office)), path)


def save(listing: Listing, path: Path) -> None:
    """Save a list as its name asks: .xlsx, .pdf, else CSV.

    Raises:
        PipManagerError: it cannot be written.
    """
    match path.suffix.casefold():
        case ".xlsx":
            from pip_manager.reports.cover_list_book import listing_book

            files.save(path, listing_book(listing))
        case ".pdf":
            files.save(path, pdf(listing))
        case _:
            files.save(path, as_csv(listing))


def pdf(listing: Listing) -> bytes:
    """Return a list as a PDF file."""
    from pip_manager.reports.cover_list_pdf import listing_pdf

    return listing_pdf(listing)


def as_csv(listing: Listing) -> bytes:
    """Return a list as UTF-8 with its mark: a column for the part, then the notes."""
    from pip_manager.exchange.delimited import write_records

    stream = io.StringIO(newline="")
    heads = [column.words for column in listing.columns]
    has_parts = any(part.title for part in listing.parts)
    rows = [
        [*([part.title] if has_parts else []), *(text(cell) for cell in row)]
        for part in listing.parts
        for row in part.rows
    ]
    width = len(heads) + has_parts
    notes = [[note, *[""] * (width - 1)] for note in listing.notes]
    write_records(stream, ["Section", *heads] if has_parts else heads, rows + notes)
    return codecs.BOM_UTF8 + stream.getvalue().encode()


def gaps_listing(found: GapsFound, by: str) -> Listing:
    """Return the list of gaps for a meeting."""
    # where something cannot be measured nobody can say that there is none
    none = "No gap can be seen: see below what is in no figure."
    if not found.not_measurable and not found.unstated:
        none = "No gap."
    return Listing(
        title="Gaps in cover",
        about=f"{span_words(found.first, found.last)}, as it stood on"
        f" {day_words(found.today)}{_proposed(with_proposed=found.with_proposed)}",
        author=by,
        columns=_GAPS,
        parts=[
            Part(words, [_gap_row(line) for line in found.of(section)], none)
            for section, words in section_words(found).items()
            if section is Section.SOON or found.of(section)
        ],
        notes=footnotes(found),
        notes_title="Not in these figures, and what to know",
        made_on=found.today,
    )


def section_words(found: GapsFound) -> dict[Section, str]:
    """Return what each section of the list is called."""
    return {
        Section.SOON: f"Open now, or in the next {found.forward} working days"
        f" (to {day_words(found.horizon)})",
        Section.LATER: "Later",
        Section.PAST: "Past",
    }


def _gap_row(line: GapLine) -> tuple[Cell, ...]:
    start: Cell = line.start
    if line.opens_before:
        start = f"before {day_words(line.start)}"
    return (
        line.title,
        start,
        end_words(line),
        line.fte_days,
        line.most,
        line.longest_run,
        LEVELS[line.level],
        line.cause,
        line.decides,
    )


def end_words(line: GapLine) -> str:
    """Write to when a gap runs; one that goes on says so."""
    if line.has_no_end:
        return "no end recorded"
    on = day_words(line.end)
    return f"after {on}" if line.goes_on else on


def footnotes(found: GapsFound) -> list[str]:
    """Return the sentences under the list: what is in no figure, and who gives more."""
    notes = list(_unmeasured(found.not_measurable))
    if found.is_cut:
        period = span_words(found.first, found.last)
        notes.append(f"Figures and levels are those of {period} alone.")
    if found.unstated:
        notes.append(
            f"{_few(found.unstated)}: the established FTE is not stated, so that no"
            " vacancy can be seen there."
        )
    notes.extend(
        f"{over.person} gives {plain(over.fte)} of {plain(over.own)} FTE"
        f" {span_from(over.start, over.end)}."
        for over in found.over_committed
    )
    return notes


def footnote_line(found: GapsFound) -> str:
    """Return the footnotes in short, for the foot of a list on screen."""
    told = []
    if found.not_measurable:
        counted: dict[str, int] = {}
        for noun, _, _ in found.not_measurable:
            counted[noun] = counted.get(noun, 0) + 1
        named = ", ".join(
            f"{count} {_NOUNS[noun][count > 1]}" for noun, count in counted.items()
        )
        reasons = dict.fromkeys(
            one for *_, why in found.not_measurable for one in why.split("; ")
        )
        told.append(f"Cannot be measured: {named} ({', '.join(reasons)}).")
    if found.unstated:
        many = len(found.unstated)
        told.append(f"FTE not stated: {many} post{'' if many == 1 else 's'}.")
    told += [
        f"Over-committed: {over.person}, {plain(over.fte)} of {plain(over.own)} FTE"
        f" {span_from(over.start, over.end)}."
        for over in found.over_committed
    ]
    return " ".join(told)


def _unmeasured(doubts: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Give one sentence a noun and reason: how many, which, and what is missing."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for noun, code, why in doubts:
        grouped.setdefault((noun, why), []).append(code)
    for (noun, why), codes in grouped.items():
        one, many = _NOUNS[noun]
        counted = f"{len(codes)} {one if len(codes) == 1 else many}"
        verb = "is" if len(codes) == 1 else "are"
        told = f"{counted} cannot be measured and {verb} in no figure"
        yield f"{told}: {why} ({_few(codes)})."


def _few(words: Sequence[str]) -> str:
    most = 6
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")


def _proposed(*, with_proposed: bool) -> str:
    return ", with what is proposed counted" if with_proposed else ""


def chain_listing(chained: Chained, by: str) -> Listing:
    """Return one chain, step by step, with what it costs."""
    host = chained.host or "a host not stated"
    is_pattern = chained.share[:1].isalpha()
    title = f"Chain of cover: {chained.person} to {host}"
    return Listing(
        title=title,
        about=f"{chained.root.title}, {span_words(chained.start, chained.until)},"
        f" {chained.share}{'' if is_pattern else ' FTE'}",
        author=by,
        columns=_CHAIN,
        parts=[Part("", list(_steps(chained.root, 1)))],
        notes=[*chain_notes(chained)],
    )


def chain_notes(chained: Chained) -> list[str]:
    """Return the sentences under a chain: its cost, and how it was counted."""
    notes = [cost_words(chained)]
    notes.append(
        "Costs are those within the secondment's dates; what is paid once counts whole."
    )
    if chained.end is None:
        notes.append(
            f"The secondment has no end: it is counted to {day_words(chained.until)}."
        )
    return notes


def cost_words(chained: Chained) -> str:
    """Return what the chain costs, and how many links have no cost stated."""
    if not chained.links:
        return "Nobody covers, so nothing is spent on cover."
    if chained.unpriced == chained.links:
        return "The cost of the chain is not stated."
    told = f"The chain costs £{chained.cost:,.2f}"
    if not chained.unpriced:
        return f"{told}."
    counted = "1 link" if chained.unpriced == 1 else f"{chained.unpriced} links"
    return f"{told}, and {counted} without a cost."


def _steps(post: PostLeft, step: int) -> Iterator[tuple[Cell, ...]]:
    end = None if post.end is None else day_words(post.end)
    yield step, post.title, post.start, end, post.share, post.short, "", post.how
    for one in post.breaks:
        start, to = one.start, day_words(one.end)
        yield step, "Broken", start, to, one.most, one.fte_days, "", one.words
    for link in post.links:
        yield from _link_steps(link, step)


def _link_steps(link: Link, step: int) -> Iterator[tuple[Cell, ...]]:
    end = "no end stated" if link.end is None else day_words(link.end)
    what = f"Covered by {link.who}"
    note = link.kind if link.cost is None else f"{link.kind}, {link.why}"
    yield step, what, link.start, end, link.share, "", link.cost, note
    if link.leaves is not None:
        yield from _steps(link.leaves, step + 1)


def capacity_listing(found: CapacityFound, by: str) -> Listing:
    """Return each tier's capacity week by week."""
    tiers = [tier for tier in found.tiers if any(w.established for w in tier.weeks)]
    columns = [Heading("Week of", "day", 12)]
    for tier in tiers:
        columns.append(Heading(f"{tier.name} present", "fte", 10))
        columns.append(Heading("of FTE", "fte", 7))
    columns += [
        Heading("All present", "fte", 10),
        Heading("of FTE", "fte", 7),
        Heading("Level", "level", 10),
    ]
    rows = [
        _capacity_row(found, [tier.weeks[at] for tier in tiers], at)
        for at in range(len(found.team.weeks))
    ]
    return Listing(
        title="Capacity at home, by tier and week",
        about=span_words(found.first, found.last)
        + _proposed(with_proposed=found.with_proposed),
        author=by,
        columns=columns,
        parts=[Part("", rows, "No post in these weeks.")],
        notes=capacity_notes(found),
    )


def _capacity_row(
    found: CapacityFound, weeks: Sequence[Week], at: int
) -> tuple[Cell, ...]:
    team = found.team.weeks[at]
    row: list[Cell] = [team.start]
    for week in (*weeks, team):
        # nothing established is nothing known: never a nought
        row += [week.present, week.established] if week.established else [None, None]
    return (*row, LEVELS[found.levels[at]])


def capacity_notes(found: CapacityFound) -> list[str]:
    """Return what is not in the lines, and what the levels mean."""
    meaning = (
        "FTE on the average working day of each week: what is established, less the"
        f" gap. Together: amber from {plain(found.amber)} % short, red above"
        f" {plain(found.red)} %."
    )
    notes = [meaning]
    for tier in found.tiers:
        if tier.unstated:
            many = len(tier.unstated)
            counted = "1 post" if many == 1 else f"{many} posts"
            notes.append(
                f"{tier.name}: {counted} without a stated FTE, in no line"
                f" ({_few(tier.unstated)})."
            )
    if found.not_measurable:
        is_one = found.not_measurable == 1
        who = "1 record" if is_one else f"{found.not_measurable} records"
        verb = "is" if is_one else "are"
        notes.append(f"{who} cannot be measured and {verb} in no figure.")
    return notes
