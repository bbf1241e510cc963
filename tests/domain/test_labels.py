"""The words for nouns and columns."""

from pip_manager.domain import labels
from pip_manager.domain.nouns import NOUNS


def test_every_noun_has_its_words():
    assert set(NOUNS) <= set(labels.NOUNS)


def test_a_count_agrees_with_its_word():
    assert labels.counted("authorities", 1) == "1 authority"
    assert labels.counted("authorities", 1200) == "1,200 authorities"
    assert labels.one("people") == "person"


def test_a_column_is_called_what_the_trade_calls_it():
    assert labels.label("po_number") == "purchase order number"
    assert labels.heading("billing_address") == "Billing address"
    assert labels.heading("fte") == "FTE"
