from __future__ import annotations

import pytest

from pip_manager.ui.verb_words import done


@pytest.mark.parametrize(
    ("verb", "told"),
    [
        ("Add engagement", "Engagement added"),
        ("Add strand of the engagement", "Strand of the engagement added"),
        ("Change role from a date", "Role changed from a date"),
        ("Draft an invoice for E1", "Invoice drafted for E1"),
        ("Discard draft 3", "Draft 3 discarded"),
        ("Group draft 3 by person", "Draft 3 grouped by person"),
        ("Log 0.5 days for Kirklees", "0.5 days logged for Kirklees"),
        ("Import books.zip", "books.zip imported"),
        ("Undo “Add person”", "“Add person” undone"),
        ("Redo “Add person”", "“Add person” done again"),
        ("Split cover C1 at 2 Mar 2026", "Cover C1 split at 2 Mar 2026"),
        ("Say who works here", "Say who works here"),
        ("Add", "Add"),
    ],
)
def test_a_verb_is_said_of_what_it_was_done_to(verb, told):
    assert done(verb) == told
